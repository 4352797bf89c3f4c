"""Web pages in several languages, as they were fetched."""

import io

import pytest
from PIL import Image

from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.visibility.checking import check_site, wanted_by
from plon.visibility.expectation import Expectation
from plon.visibility.measuring.made import Leaflet, emblem_png, logo_png
from plon.visibility.report import Finding, Report, Verdict
from plon.visibility.site import FetchedPage, Site

pytestmark = pytest.mark.slow

HOST = "https://school.example.org"
NUMBER = "2024-1-PL01-KA210-SCH-000000007"
KNOWN = Expectation(NUMBER, authority="PL01", cofunded=True, licence="CC-BY-4.0")
WORDS = {
    "pl": "Uczniowie trzech szkół badają swoją rzekę. Mierzą wodę, liczą rośliny i zwierzęta, a potem mówią gminie, "
    "co można poprawić. Tutaj nauczyciele znajdą dwanaście scenariuszy zajęć w terenie.",
    "en": "Pupils of three schools study their river. They measure the water, count plants and animals, and tell "
    "their town what could be better. Teachers find twelve lessons for outdoors here.",
}


def page(language: str, *, is_funded: bool = True) -> FetchedPage:
    statement = funding_statement(language, cofunded=True)
    told = disclaimer(language, authority=authority("PL01"), cofunded=True)
    assert statement
    assert told
    foot = f'<img src="/ue.png" alt="UE"><p>{statement.text}</p><p>{told.text}</p><p>{NUMBER}</p>' if is_funded else ""
    body = f"""<!doctype html><html lang="{language}"><head><title>Rzeka</title>
    <link rel="alternate" hreflang="pl" href="/pl"><link rel="alternate" hreflang="en" href="/en"></head><body>
    <p>{WORDS[language]}</p><img src="/school.png" alt="School"><p>CC BY 4.0</p><footer>{foot}</footer></body></html>"""
    return FetchedPage(f"{HOST}/{language}", body.encode())


def site(*pages: FetchedPage, not_fetched: tuple[str, ...] = ()) -> Site:
    pictures = {f"{HOST}/ue.png": emblem_png(Leaflet("pl", "", "", "")), f"{HOST}/school.png": logo_png()}
    return Site(pages, pictures, not_fetched)


def finding(report: Report, code: str) -> Finding:
    return next(each for each in report.findings if each.code == code)


def test_nothing_false_is_said_of_a_good_site() -> None:
    report = check_site(site(page("pl"), page("en")), KNOWN)
    assert (report.problem, report.faults, report.pages) == ("", (), 2)
    good = {each.code for each in report.findings if each.verdict == Verdict.GOOD}
    assert {"emblem-found", "statement-found", "disclaimer-found", "licence-found", "languages-site"} <= good
    assert {place.address for place in finding(report, "emblem-found").places} == {f"{HOST}/pl", f"{HOST}/en"}


def test_a_language_version_without_the_funding_is_named() -> None:
    report = check_site(site(page("pl"), page("en", is_funded=False)), KNOWN)
    assert [each.code for each in report.faults] == ["languages-site"]
    told = finding(report, "languages-site")
    assert "en" in " ".join([*told.params.values(), *(place.address for place in told.places)])
    assert f"{HOST}/pl" not in {place.address for place in told.places}


def test_what_could_not_be_fetched_is_said_and_not_held_against_the_site() -> None:
    report = check_site(site(page("pl"), not_fetched=(f"{HOST}/en",)), KNOWN)
    assert "not-all-versions" in report.notes
    assert report.faults == ()


def test_the_emblem_is_asked_for_first_and_the_other_language_too() -> None:
    wanted = wanted_by(page("pl"))
    assert wanted.pictures[0] == f"{HOST}/ue.png"
    assert wanted.versions == (("en", f"{HOST}/en"),)


def test_a_broken_picture_and_an_empty_page_break_nothing() -> None:
    broken = Site((page("pl"), FetchedPage(f"{HOST}/en", b"  ")), {f"{HOST}/ue.png": b"\x89PNG broken"})
    report = check_site(broken, KNOWN)
    assert report.problem == ""
    # Its alternative text says what it is, but nobody could see it.
    assert finding(report, "emblem-found").verdict == Verdict.LOOK


def test_no_pages_are_an_answer_too() -> None:
    assert check_site(Site(())).problem == "empty"
    assert check_site(Site((FetchedPage(HOST, b""),))).problem == "empty"


def test_an_emblem_as_webp_counts_as_any_other() -> None:
    kept = io.BytesIO()
    Image.open(io.BytesIO(emblem_png(Leaflet("pl", "", "", "")))).save(kept, "WEBP", quality=70)
    report = check_site(Site((page("pl"),), {f"{HOST}/ue.png": kept.getvalue()}), KNOWN)
    assert finding(report, "emblem-found").verdict == Verdict.GOOD
