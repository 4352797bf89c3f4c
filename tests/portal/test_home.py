"""Home, guide, about."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plon.projects.enums import ProjectOrigin
from plon.search.updating import rebuild
from tests.catalogue.conftest import MOMENT
from tests.factories import ProjectFactory, ResultFactory, ResultTextFactory

THEMES = ["results", "tools", "sustainability", "evaluation"]


@pytest.fixture(autouse=True)
def _fresh_figures() -> None:
    cache.clear()


def publish(count: int) -> None:
    for n in range(count):
        project = ProjectFactory(has_published=True, origin=ProjectOrigin.CREATED, countries=["PL", "IT"])
        result = ResultFactory(project=project, state="published", published_at=MOMENT, working_title=f"Gra {n}")
        ResultTextFactory(result=result, language="pl", title=f"Gra {n}")
    rebuild()


def test_home_shows_the_newest_results_and_the_figures(db: None, client: Client) -> None:
    publish(2)
    page = client.get("/pl/").content.decode()
    assert re.findall(r'result-card__title"><a [^>]*>([^<]*)<', page) == ["Gra 1", "Gra 0"]
    assert [int(n) for n in re.findall(r"<dd>(?:<a [^>]*>)?(\d+)", page)] == [2, 2, 0, 2]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_home_has_five_reasons_and_four_themes(db: None, client: Client, language: str) -> None:
    page = client.get(f"/{language}/").content.decode()
    assert page.count('class="reason"') == 5
    assert re.findall(rf'<h3><a href="/{language}/guide/(\w+)/"', page) == THEMES


@pytest.mark.parametrize("language", ["pl", "en"])
def test_home_says_what_dissemination_is_why_and_what_to_do_first(db: None, client: Client, language: str) -> None:
    page = client.get(f"/{language}/").content.decode()
    what, why, first = (page.index(mark) for mark in ('class="what"', 'class="reasons"', 'class="first-steps"'))
    assert what < why < first
    assert page[first : page.index("</ol>", first)].count("<h3>") == 4
    for door in ("dissemination", "first-plan", "glossary", "open/wizard"):
        assert f'href="/{language}/guide/{door}/"' in page


def test_home_offers_its_search_to_machines(db: None, client: Client) -> None:
    page = client.get("/pl/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    site = json.loads(found[1])
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"].endswith("/pl/search/?q={search_term_string}")


def test_home_asks_the_database_as_often_for_three_as_for_one(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(1)
    with django_assert_num_queries(6):
        client.get("/pl/")
    publish(2)
    with django_assert_num_queries(6):
        client.get("/pl/")


@pytest.mark.parametrize("theme", THEMES)
def test_themes_keep_their_addresses_in_both_languages(db: None, client: Client, theme: str) -> None:
    polish = client.get(f"/pl/guide/{theme}/").content.decode()
    english = client.get(f"/en/guide/{theme}/").content.decode()
    assert '<h2 id="krok-po-kroku">Krok po kroku</h2>' in polish
    assert '<h2 id="step-by-step">Step by step</h2>' in english


@pytest.mark.parametrize("path", ["about/", "about/accessibility/", "about/privacy/"])
def test_about_pages_answer_in_both_languages(db: None, client: Client, path: str) -> None:
    polish, english = client.get(f"/pl/{path}"), client.get(f"/en/{path}")
    assert (polish.status_code, english.status_code) == (200, 200)
    assert polish.content != english.content
