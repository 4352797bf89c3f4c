"""Saving a search, and what its page says."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from plon.accounts.models import User
from plon.savedsearches import actions
from plon.savedsearches.asking import asked_by
from plon.savedsearches.models import SavedSearch
from plon.savedsearches.refusals import IsSavedAlready, SearchRefused
from tests.conftest import client_of
from tests.factories import UserFactory
from tests.savedsearches.conftest import publish


def address(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(f"savedsearches:{name}", args=args)


@pytest.mark.parametrize(
    ("of", "query", "name"),
    [
        ("results", "q=river&country=PL&country=ES", "Results: “river”, Poland, Spain"),
        ("projects", "year=2024", "Projects: 2024"),
        ("all", "", "Everything"),
        ("all", "q=river&kind=collection", "Collections: “river”"),
    ],
)
def test_a_search_is_named_by_what_it_asks(of: str, query: str, name: str) -> None:
    assert asked_by(of, query, "en").suggested_name == name


def test_the_same_search_is_saved_once_however_it_is_spelt(reader: User, clock: Any) -> None:
    publish("Lessons by the river")
    client = client_of(reader)
    first = address("new") + "?of=results&q=river&country=PL&country=DE&sort=title&view=map&page=3&foo=bar"
    page = client.get(first).content.decode()
    assert "Results: “river”, Germany, Poland" in page.replace("&quot;", '"')
    answer = client.post(first, {"name": "Rivers", "rhythm": "weekly"}, follow=True)
    assert "Saved." in answer.content.decode()
    saved = SavedSearch.objects.get()
    assert (saved.query, saved.language, saved.owner) == ("q=river&country=DE&country=PL", "en", reader)
    assert f"/en/search/feed.atom?of=results&amp;{saved.query.replace('&', '&amp;')}" in answer.content.decode()
    second = address("new") + "?of=results&country=DE&q=+river+&country=PL"
    again = client.post(second, {"name": "Other", "rhythm": "daily"}, follow=True).content.decode()
    assert "You have saved this search already" in again
    assert SavedSearch.objects.count() == 1
    assert (
        "needs your attention"
        in client.post(address("new") + "?of=all", {"name": "", "rhythm": "hourly"}).content.decode()
    )


def test_a_visitor_may_sign_in_or_take_the_feed(db: None) -> None:
    page = Client().get(address("new") + "?of=results&q=river")
    body = page.content.decode()
    assert page.status_code == 200
    assert "/accounts/login/?next=/en/searches/new/%3Fof%3Dresults%26q%3Driver" in body
    assert "/en/search/feed.atom?of=results&amp;q=river" in body
    post = Client().post(address("new") + "?of=results&q=river", {"name": "x", "rhythm": "daily"})
    assert post["Location"].startswith("/accounts/login/?next=")
    assert Client().get(address("new") + "?of=unicorns").status_code == 404
    assert Client().get(address("new") + "?of=results&q=" + "x" * 10_000).status_code == 200


def test_a_search_is_its_owners_alone(rivers: SavedSearch, officer: User) -> None:
    for client in (client_of(UserFactory()), client_of(officer)):
        assert client.get(address("search", rivers.public_id)).status_code == 404
        for name in ("pause", "remove", "restore"):
            assert client.post(address(name, rivers.public_id)).status_code == 404
        assert "Rivers" not in client.get(address("index")).content.decode()


def test_it_is_changed_paused_removed_and_brought_back(rivers: SavedSearch, reader: User) -> None:
    client = client_of(reader)
    page = address("search", rivers.public_id)
    client.post(page, {"name": "All rivers", "rhythm": "never"})
    rivers.refresh_from_db()
    assert (rivers.name, rivers.rhythm) == ("All rivers", "never")
    client.post(page, {"name": "All rivers", "rhythm": "weekly"})
    assert "paused" in client.post(address("pause", rivers.public_id), follow=True).content.decode()
    client.post(address("pause", rivers.public_id), {"back": "1"})
    assert "Removed: “All rivers”." in client.post(address("remove", rivers.public_id), follow=True).content.decode()
    twin = actions.save_search(by=reader, of="results", query="q=river", name="Again", language="en", rhythm="never")
    assert twin.public_id in client.post(address("restore", rivers.public_id))["Location"]
    actions.remove_search(twin, by=reader)
    client.post(address("restore", rivers.public_id))
    rivers.refresh_from_db()
    assert rivers.is_told


def test_its_page_names_filters_that_are_gone(rivers: SavedSearch, reader: User) -> None:
    SavedSearch.objects.update(query="q=river&weather=sunny&category=no-such-category&country=PL")
    page = client_of(reader).get(address("search", rivers.public_id)).content.decode()
    assert "does not have these filters any more" in page
    assert "<strong>sunny, no-such-category</strong>" in page
    assert "a filter is gone" in client_of(reader).get(address("index")).content.decode()


def test_there_is_an_end_to_saving(rivers: SavedSearch, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_SEARCHES", 1)
    about: dict[str, Any] = {"by": reader, "of": "results", "name": "More", "language": "en", "rhythm": "never"}
    with pytest.raises(SearchRefused, match="You have 1 saved search"):
        actions.save_search(query="q=lake", **about)
    with pytest.raises(IsSavedAlready):
        actions.save_search(query="q=river", **about)
