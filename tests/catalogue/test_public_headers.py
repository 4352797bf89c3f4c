"""What machines read of public pages: addresses, caching, sitemap."""

import re
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from PIL import Image

from plon.catalogue import sitemap
from plon.linkwatch.models import LinkHost, LinkState
from plon.linkwatch.taking_up import hash_of
from plon.reach.models import DailyReach, ShownFigures
from plon.results.models import Result
from plon.search.updating import apply_changes
from plon.sustainability.models import Standing
from plon.uptake.models import Use
from tests.catalogue.conftest import make_result
from tests.conftest import client_of
from tests.factories import UserFactory

PATHS = ["/pl/", "/pl/results/", "/pl/projects/", "/pl/organisations/", "/pl/guide/", "/pl/guide/tools/", "/pl/about/"]


@pytest.fixture
def paths(indexed: Result) -> list[str]:
    assert indexed.responsible
    return [
        *PATHS,
        indexed.get_absolute_url(),
        indexed.project.get_absolute_url(),
        indexed.responsible.get_absolute_url(),
    ]


def test_every_page_names_itself_and_its_twin(paths: list[str], client: Client) -> None:
    for path in paths:
        page = client.get(path).content.decode()
        assert re.findall(r'<link rel="canonical" href="http://testserver([^"]*)"', page) == [path]
        twins = dict(re.findall(r'<link rel="alternate" hreflang="(..)" href="http://testserver([^"]*)"', page))
        assert twins == {"pl": path, "en": path.replace("/pl/", "/en/", 1)}
        assert client.get(twins["en"]).status_code == 200


def test_every_page_has_a_preview(paths: list[str], client: Client) -> None:
    for path in paths:
        page = client.get(path).content.decode()
        for name in ("og:title", "og:description", "og:url", "og:type"):
            found = re.findall(rf'<meta property="{name}" content="([^"]+)"', page)
            assert len(found) == 1, (path, name)
        assert re.findall(r'<meta name="description" content="([^"]+)"', page)


def test_anonymous_pages_set_no_cookie_and_may_be_kept(paths: list[str], client: Client) -> None:
    for path in paths:
        answer = client.get(path)
        assert not answer.cookies, path
        assert answer["Cache-Control"] == "public, max-age=0, s-maxage=60"
        again = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_pages_of_signed_in_people_are_never_shared(paths: list[str], db: None) -> None:
    visitor = client_of(UserFactory())
    for path in paths:
        assert visitor.get(path)["Cache-Control"] == "private, no-cache"


def test_unchanged_page_is_not_sent_twice(published: Result, client: Client) -> None:
    for path in (published.get_absolute_url(), published.project.get_absolute_url()):
        etag = client.get(path)["ETag"]
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304
        published.texts.filter(language="pl").update(title=f"Nowy tytuł {path}")
        assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def _use(result: Result) -> None:
    Use.objects.create(result=result, organisation="School No. 5", country="PL", confirmed_at=timezone.now())


def _figure(result: Result) -> None:
    ShownFigures.objects.get_or_create(project=result.project)
    DailyReach.objects.create(result=result, day=timezone.localdate(), views=7, devices=5)


def _durability(result: Result) -> None:
    today = timezone.localdate()
    Standing.objects.create(result=result, score=90, word="lasting", facts={"keeper": True}, counted_on=today)


def _link_warning(result: Result) -> None:
    url = result.links.get().url
    host = LinkHost.objects.create(name="gone.example", ready_at=timezone.now())
    LinkState.objects.create(
        url=url, url_hash=hash_of(url), host=host, state="broken", what="gone", next_check_at=timezone.now()
    )


def _neighbour(result: Result) -> None:
    make_result(result.project, "Gra o rzece")


@pytest.mark.parametrize("change", [_use, _figure, _durability, _link_warning, _neighbour])
def test_a_result_is_sent_anew_when_anything_that_it_shows_changes(
    published: Result, client: Client, change: Callable[[Result], None]
) -> None:
    path = published.get_absolute_url()
    before = client.get(path)
    assert client.get(path, headers={"if-none-match": before["ETag"]}).status_code == 304
    change(published)
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_result_is_sent_anew_when_something_is_taken_away(published: Result, client: Client) -> None:
    path = published.get_absolute_url()
    _use(published)
    with_use = client.get(path)
    Use.objects.update(hidden_at=timezone.now())
    assert client.get(path, headers={"if-none-match": with_use["ETag"]}).status_code == 200
    # Who remembers only a moment would never learn of it.
    assert client.get(path, headers={"if-modified-since": http_date()}).status_code == 200
    assert "Last-Modified" not in with_use


def test_sitemap_has_every_public_page_in_both_languages(indexed: Result, client: Client) -> None:
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own document
    parts = [
        (place.text or "").partition("//")[2].partition("/")[2] for place in index.iter() if place.tag.endswith("loc")
    ]
    assert parts == [
        "sitemap-pages-1.xml",
        "sitemap-results-1.xml",
        "sitemap-projects-1.xml",
        "sitemap-organisations-1.xml",
    ]
    listed: list[str] = []
    for part in parts:
        root = ET.fromstring(client.get(f"/{part}").content)  # noqa: S314  our own document
        listed += [place.text or "" for place in root.iter() if place.tag.endswith("loc")]
    assert len(listed) == len(set(listed))
    for address in listed:
        path = "/" + address.partition("//")[2].partition("/")[2]
        assert client.get(path).status_code == 200, path
    assert any(address.endswith(indexed.get_absolute_url()) for address in listed)
    assert client.get("/sitemap-results-9.xml").status_code == 404
    assert client.get("/sitemap-dragons-1.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: " in text
    assert "Disallow: /workspace/" in text
    assert "Disallow: /pl/search/file/" in text
    assert "Disallow: /*?" in text
    assert "/data/index.json" in text


def test_parts_of_the_sitemap_are_ranges_of_keys(published: Result, client: Client) -> None:
    far = 3 * sitemap.PART + 17
    make_result(published.project, "Daleki rezultat", id=far)
    with CaptureQueriesContext(connection) as asked:
        index = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"sitemap-results-(\d+)\.xml", index) == ["1", "4"]
    # One question for each part, and one per kind that finds no more; none takes the index of states (`by_key.py`).
    assert len(asked) == index.count("<sitemap>") - 1 + len(sitemap._listed)
    assert [
        query for query in asked if 'FROM "results_result"' in query["sql"] and "CASE" not in query["sql"][:900]
    ] == []
    with CaptureQueriesContext(connection) as asked:
        part = client.get("/sitemap-results-4.xml").content.decode()
    assert len(asked) == 1
    assert part.count("<url>") == 2
    assert "OFFSET" not in asked.captured_queries[0]["sql"]
    for number in ("2", "0", "99999999999"):
        assert client.get(f"/sitemap-results-{number}.xml").status_code == 404
    assert client.get("/sitemap-pages-2.xml").status_code == 404


def test_lists_with_filters_are_kept_out_of_search_engines(indexed: Result, client: Client) -> None:
    assert "X-Robots-Tag" not in client.get("/pl/results/")
    assert client.get("/pl/results/?q=rzeka")["X-Robots-Tag"] == "noindex, follow"
    assert "X-Robots-Tag" not in client.get(indexed.get_absolute_url())


def test_withdrawing_takes_project_and_partners_off_the_index(indexed: Result, client: Client) -> None:
    from plon.projects.enums import ProjectOrigin
    from plon.search.changes import mark_changed
    from plon.search.querying import search

    indexed.project.origin = ProjectOrigin.CREATED
    indexed.project.has_published = True
    indexed.project.save()

    def found() -> int:
        return sum(search("rzeka", language="pl", kind=kind).total for kind in ("result", "project", "organisation"))

    assert found() == 3
    Result.objects.filter(pk=indexed.pk).update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    indexed.project.has_published = False
    indexed.project.save()
    mark_changed("result", [indexed.pk])
    apply_changes()
    assert found() == 0


def test_cards_are_drawn_once_and_kept(published: Result, client: Client) -> None:
    project = published.project.get_absolute_url()
    for path in (f"/r/{published.public_id}/card.png?lang=en", f"{project}card.png"):
        answer = client.get(path)
        assert answer["Content-Type"] == "image/png"
        with Image.open(BytesIO(answer.content)) as picture:
            assert picture.size == (1200, 630)
        assert answer["Cache-Control"] == "public, max-age=86400"
        again = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_pages_name_their_cards(published: Result, client: Client) -> None:
    for path in (published.get_absolute_url(), published.project.get_absolute_url()):
        page = client.get(path).content.decode()
        [card] = re.findall(r'<meta property="og:image" content="([^"]+)"', page)
        assert client.get("/" + card.partition("//")[2].partition("/")[2]).status_code == 200
