"""The office's pages: every cell opens its list with the same number; nobody else gets in."""

import csv
import io
import re
import zipfile
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.programmefigures.facts import RESULT_DIMENSIONS
from plon.programmefigures.models import Count
from plon.programmefigures.white_spots import DIMENSIONS
from plon.results.models import Result
from plon.uptake.models import Use
from tests.catalogue.conftest import make_result
from tests.conftest import client_of
from tests.factories import ProjectFactory
from tests.programmefigures.conftest import PublicWorld
from tests.programmefigures.making import count_now

FIGURES = "/office/figures/"
PAGES = [FIGURES, f"{FIGURES}white-spots/", f"{FIGURES}unused/", f"{FIGURES}list/?what=projects"]
CELL = re.compile(r'<td class="number"><a href="([^"]+)"\s+aria-label="([^"]+): ([\d,]+)"')


@pytest.fixture
def office(officer: User) -> Client:
    return client_of(officer)


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def number_behind(client: Client, address: str) -> int:
    """Return how much the list behind a cell holds, as its page says: found in the catalogue, or added up."""
    page = page_of(client, address)
    if address.startswith(FIGURES):
        what = parse_qs(urlsplit(address).query)["what"][0]
        said = re.search(
            r"together ([\d,]+)" if what in {"views", "downloads", "uses"} else r"<strong>([\d,]+) on", page
        )
    else:
        said = re.search(r"<strong>([\d,]+)</strong>|([\d,]+) (?:result|project)s?\b", page)
    assert said is not None, address
    return int((said[1] or said[2]).replace(",", ""))


@pytest.mark.parametrize("by", RESULT_DIMENSIONS)
def test_every_cell_opens_its_list_with_the_same_number(public_world: PublicWorld, office: Client, by: str) -> None:
    count_now()
    cells = CELL.findall(page_of(office, f"{FIGURES}?by={by}"))
    assert len(cells) > 5
    for address, name, number in cells:
        assert (name, number_behind(office, unescape(address))) == (name, int(number))


def test_totals_open_their_lists_under_filters_too(public_world: PublicWorld, office: Client) -> None:
    count_now()
    page = page_of(office, f"{FIGURES}?field=SCH&country=PL&region=PL-16")
    totals = re.findall(r'<div class="stat"><strong><a href="([^"]+)">([\d,]+)<', page)
    assert [number for _address, number in totals] == ["1", "2", "2", "1", "1", "70", "7", "1", "1"]
    for address, number in totals:
        assert number_behind(office, unescape(address)) == int(number)


def test_cells_lead_into_the_catalogue_where_it_has_the_filter(public_world: PublicWorld, office: Client) -> None:
    count_now()
    addresses = {unescape(cell[0]) for cell in CELL.findall(page_of(office, f"{FIGURES}?by=field&year=2024"))}
    assert "/en/projects/?year=2024&field=SCH" in addresses
    # Regions are no filter of the catalogue.
    assert all("/en/" not in cell[0] for cell in CELL.findall(page_of(office, f"{FIGURES}?by=region")))


def test_white_spots_are_marked_by_sign_and_pattern(public_world: PublicWorld, office: Client) -> None:
    count_now()
    page = page_of(office, f"{FIGURES}white-spots/?down=language&across=topic")
    row = re.search(r'<tr><th scope="row" dir="auto">German</th>(.*?)</tr>', page, re.DOTALL)
    assert row is not None
    # The German film's link is broken: one result, not living. Nobody made anything German on inclusion.
    assert "0/1" in row[1]
    assert 'class="figures-white"' in row[1]
    assert 'visually-hidden">0</span>' in row[1]
    living = re.search(r'aria-label="Polish, Inclusion and diversity: 2 / 2"', page)
    assert living is not None


def test_what_is_missing_is_named(public_world: PublicWorld, office: Client) -> None:
    count_now()
    page = page_of(office, f"{FIGURES}white-spots/")
    missing = re.findall(r'<div class="card stack-tight">\s*<h3>(.*?)</h3>(.*?)</div>', page, re.DOTALL)
    assert [name for name, _list in missing] == ["Target group", "Topic", "Language", "Region", "Country"]
    languages = missing[2][1]
    assert "German" in languages
    assert "Maltese" in languages
    assert not re.search(r">\s*Polish\s*<", languages)
    assert ">opolskie<" not in missing[3][1]


@pytest.mark.parametrize("down", DIMENSIONS)
@pytest.mark.parametrize("across", DIMENSIONS)
def test_any_two_can_be_crossed(public_world: PublicWorld, office: Client, down: str, across: str) -> None:
    count_now()
    page = page_of(office, f"{FIGURES}white-spots/?down={down}&across={across}")
    chosen = re.findall(r'<option value="(\w+)" selected', page)[-2:]
    assert chosen == ([down, across] if down != across else ["group", "topic"])


def test_strong_results_without_users_say_why(public_world: PublicWorld, office: Client) -> None:
    count_now()
    assert "No strong result is without users" in page_of(office, f"{FIGURES}unused/")
    Use.objects.all().delete()
    Result.objects.filter(pk=public_world.lessons.pk).update(cover="x.png")
    for text in public_world.lessons.texts.all():
        text.problem = text.audience = text.how_to_use = text.needs = "Told."
        text.save()
    count_now()
    page = page_of(office, f"{FIGURES}unused/")
    assert "Lessons" in page
    assert "all links work · open licence · well described · 70 views · 7 downloads" in page
    # The game has no open licence, the video no living link.
    assert "Game" not in page
    assert "Video" not in page


def test_what_is_no_longer_public_has_no_name(public_world: PublicWorld, office: Client) -> None:
    count_now()
    Result.objects.filter(pk=public_world.game.pk).update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    page = page_of(office, f"{FIGURES}list/?what=results&language=pl")
    assert "Game" not in page
    assert "No longer public since it was counted." in page


@pytest.mark.parametrize("address", PAGES)
def test_pages_ask_as_often_for_many_as_for_few(public_world: PublicWorld, office: Client, address: str) -> None:
    def asked() -> int:
        count_now()
        office.get(address)
        with CaptureQueriesContext(connection) as queries:
            office.get(address)
        return len(queries)

    few = asked()
    for number in range(5):
        project = ProjectFactory(title=f"More {number}", origin="imported", field="VET", countries=["FR"])
        make_result(project, f"More {number}", cover="x.png")
    assert asked() == few
    assert few <= 11


@pytest.mark.parametrize("address", PAGES)
def test_before_the_first_count_pages_say_what_to_do(db: None, office: Client, address: str) -> None:
    page = page_of(office, address)
    assert "Nothing is counted yet" in page
    assert "Count now" in page
    assert office.get(f"{FIGURES}export.csv").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_catalogue_has_pages(db: None, office: Client, address: str) -> None:
    count_now()
    page = page_of(office, address)
    assert "Traceback" not in page
    assert "<h1>" in page


BAD = [
    "field=NOPE", "year=9223372036854775808", "year=-1", "country=%00", "region=" + "x" * 10_000, "topic=%F0%9F%A6%8A",
    "by=nonsense&down=nonsense&across=topic", "page=99999999999", "page=-3", "what=nonsense",
    "language=%E2%80%AEpl", "field=<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_bad_filters_are_left_out_and_said(public_world: PublicWorld, office: Client, address: str) -> None:
    count_now()
    for query in BAD:
        page = page_of(office, f"{address}{'&' if '?' in address else '?'}{query}")
        assert "<script>alert" not in page
    said = page_of(office, f"{address}{'&' if '?' in address else '?'}field=NOPE")
    assert "so the filter was left out: Field." in said


def test_nobody_but_officers_sees_the_figures(public_world: PublicWorld, stranger: User, client: Client) -> None:
    count_now()
    addresses = [*PAGES, f"{FIGURES}export.csv", f"{FIGURES}charts/year-projects.csv", f"{FIGURES}count/state/"]
    for address in addresses:
        assert client_of(stranger).get(address).status_code == 403
        assert client.get(address)["Location"].startswith("/accounts/login/")
    assert client_of(stranger).post(f"{FIGURES}count/").status_code == 403
    assert Count.objects.count() == 1


def test_tables_leave_as_files(public_world: PublicWorld, office: Client) -> None:
    Result.objects.filter(pk=public_world.game.pk).update(licence="=cmd|'x'")
    count_now()
    answer = office.get(f"{FIGURES}export.csv?field=SCH")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["By", "Value", "Projects", "Results"]
    assert rows[1] == ["All together", "", "1", "2", "2", "1", "1", "70", "7", "1", "1"]
    assert ["Field", "School education", "1", "2", "2", "1", "1", "70", "7", "1", "1"] in rows
    assert ["Licence", "'=cmd|'x'", "", "1", "1", "0", "0", "0", "0", "0", "1"] in rows
    one = office.get(f"{FIGURES}export.csv?by=year").content.decode("utf-8-sig")
    assert {row[0] for row in csv.reader(io.StringIO(one))} == {"By", "All together", "Year"}
    for address in (f"{FIGURES}export.xlsx", f"{FIGURES}white-spots/export.xlsx?down=region&across=group"):
        with zipfile.ZipFile(io.BytesIO(office.get(address).content)) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_matrix_leaves_as_a_file(public_world: PublicWorld, office: Client) -> None:
    count_now()
    content = office.get(f"{FIGURES}white-spots/export.csv?down=language&across=topic").content.decode("utf-8-sig")
    rows = {row[0]: row for row in csv.reader(io.StringIO(content))}
    topics = next(row for name, row in rows.items() if "and" in name)
    assert rows["Polish"][topics.index("Inclusion and diversity")] == "2"
    assert rows["German"][topics.index("Filmmaking")] == "0 living of 1"
    assert rows["Maltese"][topics.index("Filmmaking")] == "0"


def test_charts_leave_as_pictures(public_world: PublicWorld, office: Client) -> None:
    count_now()
    picture = office.get(f"{FIGURES}charts/topic-results.png?year=2024")
    assert picture.content.startswith(b"\x89PNG")
    assert b"<svg" in office.get(f"{FIGURES}charts/field-projects.svg").content
    assert office.get(f"{FIGURES}charts/year-results.csv").content.decode("utf-8-sig").startswith("Year,Results,Living")
    for key in ("licence-projects", "nonsense", "-", "x-results", "year-projects.exe"):
        assert office.get(f"{FIGURES}charts/{key}.png").status_code == 404
    assert office.get(f"{FIGURES}charts/year-results.exe").status_code == 404


def test_an_officer_counts_and_sees_how_far_it_is(public_world: PublicWorld, office: Client, officer: User) -> None:
    count = Count.objects.create(state="running", done=250, total=1000, requested_by=officer)
    page = page_of(office, FIGURES)
    assert "250 of 1000 projects and results are read." in page
    assert "being counted right now" in office.post(f"{FIGURES}count/", follow=True).content.decode()
    stopped = office.post(f"{FIGURES}count/{count.public_id}/stop/", follow=True).content.decode()
    assert "The counting was stopped" in stopped
    office.post(f"{FIGURES}count/")
    assert Count.objects.filter(requested_by=officer).count() == 2


def test_a_failed_count_is_told(public_world: PublicWorld, office: Client) -> None:
    count_now()
    Count.objects.create(state="failed")
    assert "The last counting failed" in page_of(office, FIGURES)
