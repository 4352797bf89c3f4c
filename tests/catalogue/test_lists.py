"""Lists: search, filters, addresses."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.projects.enums import ProjectOrigin
from plon.projects.models import Project
from plon.results.models import Result
from plon.search.updating import rebuild
from tests.catalogue.conftest import make_result
from tests.factories import ProjectFactory

LISTS = [
    "/pl/search/",
    "/en/search/",
    "/pl/results/",
    "/en/results/",
    "/pl/projects/",
    "/en/projects/",
    "/pl/organisations/",
]


def titles(page: str) -> list[str]:
    found = re.findall(r'result-card__title"><a [^>]*>(.*?)</a>', page)
    return [re.sub(r"</?mark>", "", title).strip() for title in found]


@pytest.mark.parametrize("words", ["lekcja", "lekcjom", "LEKCJACH nad rzekami", "szkole", "szkol"])
def test_polish_words_in_another_form_find_the_result(indexed: Result, client: Client, words: str) -> None:
    page = client.get("/pl/results/", {"q": words}).content.decode()
    assert titles(page) == ["Dziesięć lekcji nad rzeką"]


def test_number_and_partner_find_the_project(indexed: Result, client: Client) -> None:
    for words in ("2024-1-PL01-KA210-SCH-000000009", "szkoła opole", "rzece"):
        page = client.get("/pl/projects/", {"q": words}).content.decode()
        assert indexed.project.get_absolute_url() in page


def test_private_things_are_nowhere(indexed: Result, client: Client) -> None:
    for path in [*LISTS, "/pl/", "/sitemap-projects-1.xml", "/sitemap-results-1.xml"]:
        for words in ("", "tajemnica", "tajemniczy poradnik", "fundacja"):
            assert "Tajemn" not in client.get(path, {"q": words}).content.decode()


def test_unpublished_result_of_a_public_project_is_nowhere(
    public_project: Project, published: Result, client: Client
) -> None:
    make_result(public_project, "Ukryty szkic", state="ready", published_at=None)
    rebuild()
    for path in [*LISTS, public_project.get_absolute_url(), published.get_absolute_url()]:
        assert "Ukryty" not in client.get(path).content.decode()


def test_filters_combine_and_chips_remove_them(indexed: Result, public_project: Project, client: Client) -> None:
    make_result(public_project, "Film", category="video", languages=["pl"])
    rebuild()
    page = client.get("/pl/results/?language=pl&category=video").content.decode()
    assert titles(page) == ["Film"]
    assert 'href="?language=pl"' in page
    assert 'href="?category=video"' in page
    assert re.findall(r'value="(handbook|video)"[^>]*>.*?choice__count">(\d+)<', page) == [
        ("video", "1"),
        ("handbook", "1"),
    ]


def test_chosen_filter_that_leaves_nothing_can_be_taken_back(indexed: Result, client: Client) -> None:
    page = client.get("/pl/results/?category=video&country=PL").content.decode()
    assert titles(page) == []
    assert 'name="category" value="video" checked' in page
    assert 'href="?country=PL"' in page


MORE = ["/pl/search/feed.atom", "/pl/search/calendar.ics", "/pl/search/file/"]

ABSURD = [
    "q=" + "x" * 10_000,
    "q=%00%01%FF%ED%A0%80",
    "q=%22%22%22+-+AND+%5B*+TO",
    "page=1000000000",
    "page=-1&sort=bogus&country=&country=%27%3B--",
    "&".join(f"country=X{n}" for n in range(500)),
    "q=<script>alert(1)</script>",
    "of=nonsense&view=nonsense&kind=nonsense&q=kraj:Polska+AND+(",
    "q=river&view=map&page=7&topic=%00",
]


@pytest.mark.parametrize("path", ["/pl/search/", "/en/results/", "/pl/projects/", *MORE])
def test_absurd_questions_get_a_page(indexed: Result, client: Client, path: str) -> None:
    for query in ABSURD:
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200
        if answer["Content-Type"].startswith(("text/html", "application/atom")):
            assert "<script>alert" not in answer.content.decode()


def test_lists_ask_the_database_as_often_for_three_as_for_one(
    indexed: Result, public_project: Project, client: Client
) -> None:
    # Those of the rows, and how old the index is.
    paths = {
        "/pl/results/": 4,
        "/pl/results/?view=list&q=lekcja": 4,
        "/pl/results/?view=map": 1,
        "/pl/projects/": 4,
        "/pl/organisations/": 2,
        # One more: which guides the agency took over.
        "/pl/search/": 8,
    }

    def counted() -> dict[str, int]:
        counts = {}
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts[path] = len(queries)
        return counts

    assert counted() == paths
    for n in range(2):
        make_result(public_project, f"Gra {n}")
        ProjectFactory(title=f"Las {n}", origin=ProjectOrigin.IMPORTED)
    rebuild()
    assert counted() == paths


def test_pages_keep_the_question(public_project: Project, client: Client) -> None:
    for n in range(25):
        make_result(public_project, f"Gra {n}")
    rebuild()
    page = client.get("/pl/results/?q=gra&language=pl").content.decode()
    assert len(titles(page)) == 20
    assert 'rel="next" href="?q=gra&amp;language=pl&amp;page=2"' in page
    assert len(titles(client.get("/pl/results/?q=gra&language=pl&page=2").content.decode())) == 5
