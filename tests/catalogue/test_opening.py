"""Filters that stand open have counts; the others get theirs when somebody opens them."""

import html
import re

import pytest
from django.http import QueryDict
from django.test import Client

from plon.catalogue.listing import KINDS, Listing, read_listing
from plon.projects.models import Project
from plon.results.models import FitCard, Result
from plon.search.updating import rebuild
from tests.catalogue.conftest import make_result


def listing(query: str = "", of: str = "results") -> Listing:
    return read_listing(QueryDict(query), KINDS[of], "pl")


def groups(query: str = "", of: str = "results") -> dict[str, bool]:
    return {group.name: group.is_open for group in listing(query, of).groups}


def counts(name: str, query: str) -> dict[str, int]:
    group = next(group for group in listing(query).groups if group.name == name)
    return {choice.value: choice.count for choice in (*group.shown, *group.rest)}


@pytest.fixture
def cards(indexed: Result, public_project: Project) -> Result:
    """Three results: two that take a lesson, one of them in German, and one without a card."""
    FitCard.objects.create(result=indexed, time_from=1, audiences=["teacher"], works_offline="yes")
    game = make_result(public_project, "Gra nad rzeką", category="press", languages=["de"])
    FitCard.objects.create(result=game, time_from=1, audiences=["teacher"])
    make_result(public_project, "Film znad rzeki", category="video", languages=["pl"])
    rebuild()
    return indexed


def test_the_most_used_stand_open_and_all_others_are_there(cards: Result) -> None:
    found = groups()
    assert [name for name, is_open in found.items() if is_open] == ["audience", "category", "language", "licence"]
    assert {"time", "more", "country", "year", "type"} <= found.keys()
    # What no document has is no filter, open or closed.
    assert "quality" not in found or found["quality"] is False


def test_a_closed_filter_leads_to_its_values(cards: Result, client: Client) -> None:
    page = client.get("/pl/results/?q=rzeka&language=pl").content.decode()
    assert 'name="time"' not in page
    # A button of the form takes what was ticked with it, and no robot follows it.
    assert re.search(r'<button [^>]*type="submit" name="open" value="time"\s+formaction="/pl/results/#of-time">', page)
    assert not re.search(r"<a [^>]*[?;]open=", page)
    # A script takes the address and puts the group of its answer in the same place.
    address = html.unescape(re.findall(r'hx-get="([^"]+open=time)" hx-trigger="toggle once"', page)[0])
    assert address == "?q=rzeka&language=pl&open=time"
    opened = client.get(f"/pl/results/{address}")
    text = opened.content.decode()
    assert re.search(r'<div id="in-time" role="group".*?name="time" value="', text, re.DOTALL)
    # The next question of the form keeps it open.
    assert '<input type="hidden" name="open" value="time">' in text
    assert '<details class="filters" open>' in text
    assert opened["ETag"]
    assert opened["X-Robots-Tag"] == "noindex, follow"
    assert "public" in opened["Cache-Control"]
    assert client.get(f"/pl/results/{address}", headers={"If-None-Match": opened["ETag"]}).status_code == 304


def test_counts_stay_right_while_combined(cards: Result) -> None:
    assert counts("time", "open=time") == {"lesson": 2}
    assert counts("time", "open=time&category=video") == {}
    assert counts("time", "open=time&category=press&language=de") == {"lesson": 1}
    # A filter's own choice does not narrow its counts, and one that is chosen stands open by itself.
    assert counts("category", "category=press&time=lesson") == {"press": 1, "handbook": 1}
    assert counts("time", "category=press&time=lesson") == {"lesson": 1}
    for value, count in counts("year", "open=year&language=pl").items():
        assert listing(f"language=pl&year={value}").answer.total == count


def test_what_is_chosen_stands_open_without_asking(cards: Result, client: Client) -> None:
    assert groups("time=lesson")["time"] is True
    assert groups("offline=yes")["more"] is True
    page = client.get("/pl/results/?time=lesson&open=time").content.decode()
    # Whoever takes the choice back finds the group as it was.
    assert '<input type="hidden" name="open" value="time">' in page
    assert '<details class="filters">' in page


def test_what_stands_open_is_no_part_of_the_question(cards: Result) -> None:
    found = listing("q=rzeka&language=pl&open=time&page=2")
    assert found.question == "q=rzeka&language=pl"
    assert "open" not in found.address_of_page(2)
    assert all("open" not in chip.address for chip in found.chips)
    assert not listing("open=time").is_narrowed


@pytest.mark.parametrize(
    "query",
    [
        "open=bogus",
        "open=has_files",
        "open=%00%FF&open=<script>",
        "open=" + "x" * 10_000,
        "open=category&open=language",
        "&".join(f"open={n}" for n in range(500)),
    ],
)
def test_absurd_names_of_groups_are_left_out(cards: Result, client: Client, query: str) -> None:
    assert listing(query).opening.asked == ()
    answer = client.get(f"/pl/results/?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def test_all_can_be_opened_at_once_in_any_order(cards: Result) -> None:
    names = list(groups())
    query = "&".join(f"open={name}" for name in (*reversed(names), *names))
    assert all(groups(query).values())
    assert len(listing(query).opening.asked) == len(names) - 4
    assert counts("more", query)["yes"] >= 1


def test_an_opened_filter_without_values_says_so(cards: Result, client: Client) -> None:
    page = client.get("/pl/results/?category=video&open=time").content.decode()
    assert "nie ma tu czego wybrać" in page
    assert 'name="time"' not in page


def test_the_map_counts_countries_though_their_filter_is_closed(cards: Result, client: Client) -> None:
    cards.project.countries = ["ES"]
    cards.project.save()
    rebuild()
    assert 'href="?country=ES"' in client.get("/pl/results/?view=map").content.decode()
    assert groups("view=map")["country"] is False


@pytest.mark.parametrize("of", ["all", "results", "projects", "organisations"])
def test_every_list_opens_filters_that_it_has(of: str) -> None:
    kind = KINDS[of]
    assert 0 < len(kind.open) <= 5
    assert set(kind.open) <= set(kind.facets)
