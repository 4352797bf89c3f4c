"""A page, its language versions and its pictures, from a server on this machine."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from plon.accounts.models import User
from plon.fetching.refusals import NotFetched, Why
from plon.projects.models import Project
from plon.visibility import actions, site_fetching
from plon.visibility.enums import CheckState
from plon.visibility.models import VisibilityCheck
from plon.visibility.running import run_check
from plon.visibility.site import Site
from plon.visibility.site_fetching import Document, fetch_site
from tests.fetching.servers import Server, serving
from tests.visibility.made import png

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with serving() as running:
        settings.LOCAL_SERVERS = (running.place,)
        yield running


def put(server: Server, path: str, body: str | bytes, media_type: str = "text/html; charset=utf-8") -> None:
    content = body.encode() if isinstance(body, str) else body
    server.pages[path] = (200, {"Content-Type": media_type}, content)


def site_of(server: Server) -> Site:
    found = fetch_site(server.url("/pl"))
    assert isinstance(found, Site)
    return found


@pytest.fixture
def school(server: Server) -> Server:
    """A page in Polish, with an English version, and the emblem on both."""
    head = '<link rel="alternate" hreflang="pl" href="/pl"><link rel="alternate" hreflang="en" href="/en">'
    put(server, "/pl", f'<html lang="pl"><head>{head}</head><body><p>Rzeka</p><img src="/eu-logo.png" alt="UE"></body>')
    put(server, "/en", f'<html lang="en"><head>{head}</head><body><p>River</p><img src="/eu-logo.png" alt="EU"></body>')
    put(server, "/eu-logo.png", png(), "image/png")
    return server


def test_a_page_comes_with_its_versions_and_pictures_each_once(school: Server) -> None:
    site = site_of(school)

    assert [(page.address, page.language) for page in site.pages] == [
        (school.url("/pl"), ""),
        (school.url("/en"), "en"),
    ]
    assert site.pictures == {school.url("/eu-logo.png"): png()}
    assert site.not_fetched == ()
    assert sorted(school.asked) == ["/en", "/eu-logo.png", "/pl", "/robots.txt"]


def test_robots_txt_is_asked_for_all_but_the_page_that_was_named(school: Server) -> None:
    put(school, "/robots.txt", "User-agent: *\nDisallow: /", "text/plain")

    site = site_of(school)

    assert [page.address for page in site.pages] == [school.url("/pl")]
    assert set(site.not_fetched) == {school.url("/en"), school.url("/eu-logo.png")}
    assert sorted(school.asked) == ["/pl", "/robots.txt"]


def test_rules_that_can_not_be_read_forbid(school: Server) -> None:
    school.pages["/robots.txt"] = (500, {}, b"")

    assert len(site_of(school).pages) == 1


def test_what_is_missing_is_told_and_stops_nothing(school: Server) -> None:
    del school.pages["/en"]

    site = site_of(school)

    assert site.not_fetched == (school.url("/en"),)
    assert site.pictures


def test_pages_beyond_the_limits_are_left_out(school: Server, monkeypatch) -> None:
    monkeypatch.setattr(site_fetching, "MOST_BYTES", len(school.pages["/pl"][2]))

    site = site_of(school)

    assert len(site.pages) == 1
    assert len(site.not_fetched) == 2


def test_a_slow_picture_does_not_hold_the_check(school: Server, monkeypatch) -> None:
    monkeypatch.setattr(site_fetching, "SECONDS", 0.3)
    put(school, "/pl", '<html lang="pl"><img src="/drip/eu-logo.png"><p>Rzeka')
    begun = time.monotonic()

    assert site_of(school).pictures == {}
    assert time.monotonic() - begun < 2


def test_a_picture_of_a_private_address_is_not_fetched(school: Server) -> None:
    put(school, "/pl", '<html lang="pl"><img src="http://127.0.0.1/eu-logo.png"><p>Rzeka')

    assert site_of(school).not_fetched == ("http://127.0.0.1/eu-logo.png",)


def test_a_document_at_the_address_is_a_document(server: Server) -> None:
    put(server, "/files/Ulotka%20dla%20szk%C3%B3%C5%82.pdf", b"%PDF-1.7", "application/pdf")

    found = fetch_site(server.url("/files/Ulotka%20dla%20szk%C3%B3%C5%82.pdf"))

    assert found == Document("Ulotka dla szkół.pdf", b"%PDF-1.7")


@pytest.mark.parametrize(
    ("path", "why"),
    [("/loop", Why.TOO_MANY_REDIRECTS), ("/to?http://10.0.0.1/", Why.PRIVATE), ("/huge", Why.TOO_LARGE),
     ("/nowhere", Why.NOT_FOUND), ("/busy", Why.REFUSED), ("/bomb", Why.TOO_LARGE)],
)  # fmt: skip
def test_a_page_that_can_not_be_had_ends_the_check_with_the_reason(
    server: Server, project: Project, contributor: User, path: str, why: Why
) -> None:
    check = actions.start_check_of_page(project, by=contributor, address=server.url(path))

    run_check(check.pk, check.run)

    check.refresh_from_db()
    assert (check.state, check.problem) == (CheckState.FAILED, why)
    with pytest.raises(NotFetched):
        fetch_site(server.url(path))


@pytest.mark.slow
def test_a_whole_run_keeps_a_report(school: Server, project: Project, contributor: User) -> None:
    check = actions.start_check_of_page(project, by=contributor, address=school.url("/pl"))

    run_check(check.pk, check.run)

    kept = VisibilityCheck.objects.get()
    assert (kept.state, kept.step, kept.problem) == (CheckState.DONE, "", "")
    assert kept.report["name"] == school.url("/pl")
