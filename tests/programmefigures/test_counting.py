"""Counting: the same truth as the catalogue's, beside the figures in use, by one worker at a time."""

from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.history.models import Event
from plon.jobs.lengthy import WorkState, cancel
from plon.jobs.schedule import run_now
from plon.programmefigures import tasks
from plon.programmefigures.actions import cancel_count, request_count
from plon.programmefigures.counting import Counted, count_everything
from plon.programmefigures.models import Count, CountedFacts
from plon.programmefigures.queries import Shown, shown_count
from plon.programmefigures.reckoning import LISTS, lines_of, listed, totals_of
from plon.programmefigures.refusals import CountRefused
from plon.results.models import Result
from plon.search.querying import search
from tests.programmefigures.conftest import PublicWorld
from tests.programmefigures.making import count_now


def shown() -> Shown:
    found = shown_count()
    assert found is not None
    return found


def figures(dimension: str, value: str) -> dict[str, int | None]:
    [line] = [line for line in lines_of(shown().facts, dimension, {}) if line.value == value]
    return dict(line.figures)


def test_totals_are_what_is_public_and_nothing_else(public_world: PublicWorld) -> None:
    count_now()
    assert totals_of(shown().facts, {}) == {
        "projects": 3, "results": 3, "living": 2, "working": 1, "open": 2, "views": 75, "downloads": 7, "uses": 1,
        "unused": 2,
    }  # fmt: skip


def test_results_without_links_live_by_their_files(public_world: PublicWorld) -> None:
    count_now()
    facts = shown().facts
    alive = {int(key) for key in facts.results.keys[listed(facts, "living", {})]}
    assert alive == {public_world.lessons.pk, public_world.game.pk}


@pytest.mark.parametrize("kind", ["project", "result"])
@pytest.mark.parametrize("facet", ["key_action", "field", "year", "country", "topic", "language", "licence", "group"])
def test_every_value_has_the_number_that_the_catalogue_has(public_world: PublicWorld, kind: str, facet: str) -> None:
    count_now()
    found = search(language="en", kind=kind, facets=(facet,)).facets[facet]
    lines = lines_of(shown().facts, facet, {})
    ours = {line.value: line.figures[f"{kind}s"] for line in lines if line.value and line.figures[f"{kind}s"]}
    assert ours == {count.value: count.count for count in found}


def test_combined_filters_count_as_in_the_catalogue(public_world: PublicWorld) -> None:
    count_now()
    for chosen in (
        {"country": "PL", "field": "SCH"}, {"key_action": "KA1", "year": "2023"},
        {"country": "DE", "key_action": "KA2"}, {"topic": "environment", "year": "2024"},
    ):  # fmt: skip
        filters = {name: [value] for name, value in chosen.items()}
        totals = totals_of(shown().facts, chosen)
        assert totals["projects"] == search(language="en", kind="project", filters=filters).total
        assert totals["results"] == search(language="en", kind="result", filters=filters).total


def test_spellings_of_a_region_are_one(public_world: PublicWorld) -> None:
    count_now()
    assert figures("region", "PL-16")["projects"] == 1
    assert figures("region", "DE:Berlin")["results"] == 1
    assert figures("region", "")["projects"] == 1


def test_figures_stay_until_the_new_ones_are_whole(public_world: PublicWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader in the middle of a counting sees the old figures, all of them."""
    count_now()
    before = shown()
    Result.objects.filter(pk=public_world.video.pk).update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    seen = []

    def counting(progress: Any) -> Counted:
        found = count_everything(progress)
        seen.append(shown())
        return found

    monkeypatch.setattr(tasks, "count_everything", counting)
    count_now()
    assert seen == [before]
    assert (totals_of(before.facts, {})["results"], totals_of(shown().facts, {})["results"]) == (3, 2)
    assert CountedFacts.objects.count() == 1


def test_a_stopped_count_changes_nothing(public_world: PublicWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    count_now()
    before = shown()

    def stopped_at_the_end(progress: Any) -> Counted:
        found = count_everything(progress)
        cancel(Count.objects.get(state=WorkState.RUNNING))
        return found

    monkeypatch.setattr(tasks, "count_everything", stopped_at_the_end)
    count = Count.objects.create()
    tasks.count_catalogue.call(count.pk)
    count.refresh_from_db()
    assert count.state == WorkState.CANCELLED
    assert shown() is before


def test_a_count_that_fails_leaves_the_figures(public_world: PublicWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    count_now()
    before = shown()

    def broken(_progress: Any) -> Counted:
        raise OSError("the disk is full")

    monkeypatch.setattr(tasks, "count_everything", broken)
    count = Count.objects.create()
    tasks.count_catalogue.call(count.pk)
    count.refresh_from_db()
    assert (count.state, shown()) == (WorkState.FAILED, before)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are busy with something else."""
    monkeypatch.setattr(type(tasks.count_catalogue), "enqueue", lambda *_args, **_kwargs: None)


def test_one_count_at_a_time(officer: User, waiting: None) -> None:
    count = request_count(by=officer)
    with pytest.raises(CountRefused, match="being counted right now"):
        request_count(by=officer)
    assert cancel_count(count, by=officer)
    assert not cancel_count(count, by=officer)
    request_count(by=officer)
    assert list(Event.objects.order_by("id").values_list("kind", "actor_label")) == [
        ("count.requested", str(officer)), ("count.cancelled", str(officer)), ("count.requested", str(officer)),
    ]  # fmt: skip


def test_the_clock_counts_and_does_not_crowd(db: None, waiting: None) -> None:
    assert run_now("programmefigures.counting")
    assert run_now("programmefigures.counting")
    assert Count.objects.count() == 1


def test_old_counts_go(db: None) -> None:
    for _ in range(7):
        count_now()
    assert (Count.objects.count(), CountedFacts.objects.count()) == (5, 1)


def test_an_empty_catalogue_is_counted(db: None) -> None:
    count_now()
    facts = shown().facts
    assert set(totals_of(facts, {"country": "PL"}).values()) == {0}
    assert [listed(facts, name, {}).sum() for name in LISTS] == [0] * len(LISTS)


def test_facts_of_another_release_are_made_anew(public_world: PublicWorld) -> None:
    count = count_now()
    CountedFacts.objects.filter(count=count).update(columns=b"PK\x05\x06" + b"\0" * 18)
    Count.objects.filter(pk=count.pk).update(counted_at="2020-01-01T00:00Z")
    assert shown_count() is None
    count_now()
    assert totals_of(shown().facts, {})["projects"] == 3


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.99])
def test_facts_that_were_cut_off_count_as_none(public_world: PublicWorld, client: Client, kept: float) -> None:
    count = count_now()
    whole = bytes(CountedFacts.objects.get(count=count).columns)
    CountedFacts.objects.filter(count=count).update(columns=whole[: int(len(whole) * kept)])
    Count.objects.filter(pk=count.pk).update(counted_at="2020-01-01T00:00Z")
    assert shown_count() is None
    assert "has not been counted yet" in client.get("/en/coverage/").content.decode()
