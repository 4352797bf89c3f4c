"""One box for everything: kinds beside each other, snippets, ways out of an empty list."""

import json
import re

import pytest
from django.test import Client

from plon.catalogue.finding import bare
from plon.catalogue.listing import KINDS, read_listing
from plon.catalogue.quality import Signs, quality_of
from plon.plans.models import TargetGroup
from plon.projects.models import Project
from plon.results.models import FitCard, Result
from plon.search.updating import rebuild
from tests.catalogue.conftest import make_result
from tests.factories import TargetGroupFactory


def page(client: Client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


def test_one_box_finds_results_projects_organisations_and_the_guide(indexed: Result, client: Client) -> None:
    found = page(client, "/pl/search/", q="rzeka")
    kinds = re.findall(r'entry__kind">([^<]+)<', found)
    assert {"Rezultat", "Projekt", "Organizacja", "Strona"} <= set(kinds)
    tabs = dict(re.findall(r'href="([^"]+)"[^>]*>[^<]*<span class="finder__count">(\d+)<', found))
    assert tabs["/pl/results/?q=rzeka"] == "1"
    assert int(tabs["/pl/search/?q=rzeka"]) == sum(
        int(count) for address, count in tabs.items() if address != "/pl/search/?q=rzeka"
    )
    only_pages = page(client, "/pl/search/", q="rzeka", kind="page")
    assert set(re.findall(r'entry__kind">([^<]+)<', only_pages)) == {"Strona"}
    assert "/pl/guide/results/" in only_pages


def test_words_are_marked_in_any_form_and_nothing_is_markup(public_project: Project, client: Client) -> None:
    make_result(public_project, "Lekcje <b>nad</b> rzekami & jeziorami")
    rebuild()
    found = page(client, "/pl/results/", q="rzeka", view="list")
    assert "Lekcje &lt;b&gt;nad&lt;/b&gt; <mark>rzekami</mark> &amp; jeziorami" in found
    assert "<mark>rzekami</mark>" in page(client, "/pl/results/", q="rzeka")


def test_filters_of_the_fit_card_stand_on_their_scale(indexed: Result, public_project: Project, client: Client) -> None:
    FitCard.objects.create(result=indexed, age_from=10, age_to=15, audiences=["teacher"], works_offline="yes")
    TargetGroupFactory(project=public_project, kind="learners")
    older = make_result(public_project, "Kurs", category="course", languages=["de"])
    FitCard.objects.create(result=older, age_from=16, age_to=18, audiences=["teacher"])
    rebuild()
    found = page(client, "/pl/results/?open=more&open=group")
    assert re.findall(r'name="age" value="([^"]+)"', found) == ["10-12", "13-15", "16-18"]
    assert re.findall(r'name="offline" value="([^"]+)"', found) == ["yes"]
    assert 'name="group" value="learners"' in found
    narrowed = page(client, "/pl/results/", age="16-18", audience="teacher")
    assert "Kurs" in narrowed
    assert "Dziesięć lekcji" not in narrowed
    assert 'href="?audience=teacher"' in narrowed
    assert 'filters__chosen">2' in re.sub(r"\s+", " ", narrowed)
    assert TargetGroup.objects.count() == 1


def test_map_counts_by_country_and_leads_to_the_list(indexed: Result, client: Client) -> None:
    indexed.project.countries = ["PL", "ES", "MT"]
    indexed.project.save()
    rebuild()
    found = page(client, "/pl/results/", view="map", language="pl")
    assert re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a>', found) == [
        ("?language=pl&amp;country=ES", "Hiszpania"),
        ("?language=pl&amp;country=MT", "Malta"),
        ("?language=pl&amp;country=PL", "Polska"),
    ]
    assert '<svg class="map"' in found
    assert found.count('tabindex="-1"') >= 3
    assert "result-card" not in found


def test_an_empty_list_says_what_would_help(indexed: Result, client: Client) -> None:
    without = page(client, "/pl/results/", q="lekcja", category="video", language="pl")
    assert re.findall(r'nothing__ways">\s*<li><a href="([^"]+)"', without)[0] == "?q=lekcja&amp;language=pl"
    fewer = page(client, "/pl/results/", q="lekcja -rzeką", language="de")
    assert 'href="?q=lekcja' in fewer
    other = page(client, "/pl/organisations/", q="lekcjami badamy")
    assert "/pl/projects/?q=" in other or "/pl/results/?q=" in other


@pytest.mark.parametrize("address", ["/pl/search/", "/pl/results/", "/pl/projects/", "/pl/organisations/"])
def test_without_an_index_the_page_says_so(db: None, client: Client, address: str) -> None:
    assert "Katalog właśnie powstaje" in page(client, address, q="rzeka", language="pl")
    assert client.get("/pl/search/feed.atom", {"q": "rzeka"}).status_code == 200


def test_an_address_is_read_the_same_way_by_whoever_asks(indexed: Result) -> None:
    from django.http import QueryDict

    given = QueryDict("q=lekcja&language=pl&page=3&view=list&of=results")
    listing = read_listing(given, KINDS["results"], "pl")
    assert listing.question == "q=lekcja&language=pl"
    assert listing.keys == [indexed.pk]
    assert listing.address(view="") == "?q=lekcja&language=pl"
    assert listing.address(sort="title") == "?q=lekcja&language=pl&view=list&sort=title"
    # Who looked through the newest and then asks for words gets the best match, not the newest.
    assert [value for value, _name, _used in listing.sorts] == ["", "newest", "title"]
    assert [value for value, _name, _used in read_listing(QueryDict(""), KINDS["results"], "pl").sorts] == ["", "title"]
    plain = read_listing(given, KINDS["results"], "pl", counted=False)
    assert plain.keys == listing.keys
    assert plain.groups == ()
    assert [chip.label for chip in plain.chips] == ["polski"]


def test_suggestions_lead_somewhere(indexed: Result, client: Client) -> None:
    answer = client.get("/pl/search/suggestions.json", {"q": "rzek"})
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    for offer in json.loads(answer.content)["suggestions"]:
        assert client.get(offer["address"], follow=True).status_code == 200
    for absurd in ("", "x", "x" * 5000, "\0\1", '"-('):
        assert json.loads(client.get("/pl/search/suggestions.json", {"q": absurd}).content)["suggestions"] == []


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Zobacz [stronę](https://example.org)", "Zobacz stronę"),
        ("# Cel\n- jeden\n- dwa", "Cel jeden dwa"),
        ("Pisz: anna@example.org", "Pisz: a•••@•••"),
    ],
)
def test_excerpts_are_plain(markdown: str, text: str) -> None:
    assert " ".join(bare(markdown).split()) == text


def test_use_counts_for_more_than_claims() -> None:
    nothing = Signs("broken", is_open=False, has_files=False, parts=(0, 9), uses=0)
    shiny = Signs("living", is_open=True, has_files=True, parts=(9, 9), uses=0)
    used = Signs("living", is_open=True, has_files=True, parts=(9, 9), uses=20)
    assert quality_of(nothing) == 0
    assert 0 < quality_of(shiny) < quality_of(used) < 1
