"""What the rooms agree on: regular work runs, and how lasting a result is follows its keepers at once."""

import pytest

from plon.accounts.models import User
from plon.jobs.schedule import run_now
from plon.keepers import actions
from plon.results.models import Result
from plon.sustainability.models import Standing
from tests.keepers.conftest import Ask


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["keepers.letters", "keepers.steps", "keepers.forget", "sustainability.half_year", "sustainability.alarms"],
)
def test_the_work_runs_by_the_clock(name: str) -> None:
    assert run_now(name)


def test_how_lasting_a_result_is_follows_its_keepers(keep: Ask, lessons: Result, coordinator: User) -> None:
    first = keep(lessons)
    alone = Standing.objects.get(result=lessons)
    assert (alone.facts["keeper"], alone.facts["people"]) == (True, False)
    keep(lessons, "bo@example.org")
    together = Standing.objects.get(result=lessons)
    assert together.facts["people"]
    assert together.score > alone.score
    actions.end_keeping(first, by=coordinator, how="removed")
    assert Standing.objects.get(result=lessons).score == alone.score


def test_a_result_that_ends_on_purpose_is_counted_as_that(lessons: Result, coordinator: User) -> None:
    actions.retire_result(lessons, by=coordinator, reason="A new edition")
    assert Standing.objects.get(result=lessons).retires_on
