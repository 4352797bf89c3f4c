"""What a team does: plan a use, look again, retire on purpose; and what stands in the history."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plon.accounts.guests import Guest
from plon.accounts.models import User
from plon.history.models import Event
from plon.history.sentences import sentence
from plon.keepers.actions.retiring import retire_result
from plon.organisations.models import Organisation
from plon.plans.actions import freeze_plan
from plon.plans.enums import Occasion
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.promises import ReasonNeeded
from plon.projects.restoring import can_restore, restore
from plon.results.models import Result
from plon.search.models import IndexChange
from plon.sustainability.actions import (
    do_review,
    plan_lasting_use,
    plan_reviews,
    remove_review,
    retire_on_purpose,
    set_reviews,
)
from plon.sustainability.models import Review, Standing, UsePlan
from plon.sustainability.refusals import AlreadyThere, NotDueYet, NothingToRetire
from tests.sustainability.conftest import TODAY

FEBRUARY, AUGUST = datetime.date(2027, 2, 28), datetime.date(2027, 8, 31)


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def days_of(result: Result) -> list[datetime.date]:
    return list(result.reviews.values_list("due_on", flat=True))


def test_a_use_plan_says_several_forms_means_and_when_to_look_again(
    lessons: Result, school: Organisation, editor: User
) -> None:
    plan = plan_lasting_use(
        lessons, by=editor, version=0, form="regular_work", also=["network", "regular_work"], users="science teachers",
        keeper=school, until=datetime.date(2031, 12, 31), euros_a_year=60, hours_a_year=24, reviews=[AUGUST, FEBRUARY],
    )  # fmt: skip

    assert plan.forms == ("regular_work", "network")
    assert plan.has_means
    assert lessons.use_plan == plan
    assert days_of(lessons) == [FEBRUARY, AUGUST]
    assert kinds() == ["use_plan.added", "review.planned"]


def test_days_that_are_no_longer_wanted_are_dropped_and_what_was_done_stays(lessons: Result, editor: User) -> None:
    set_reviews(lessons, by=editor, days=[FEBRUARY, AUGUST])
    done = do_review(lessons.reviews.get(due_on=FEBRUARY), by=editor, outcome="good")

    set_reviews(lessons, by=editor, days=[datetime.date(2028, 8, 31)])

    assert days_of(lessons) == [done.due_on, datetime.date(2028, 8, 31)]


def test_a_day_is_planned_once(lessons: Result, editor: User) -> None:
    plan_reviews(lessons, by=editor, days=[FEBRUARY])
    plan_reviews(lessons, by=editor, days=[FEBRUARY])

    assert days_of(lessons) == [FEBRUARY]
    assert kinds() == ["review.planned"]


def test_the_second_of_two_people_hears_of_the_first(lessons: Result, editor: User, coordinator: User) -> None:
    plan_lasting_use(lessons, by=editor, version=0, form="archive")

    with pytest.raises(ChangedMeanwhile):
        plan_lasting_use(lessons, by=coordinator, version=0, form="network", reviews=[FEBRUARY])
    assert days_of(lessons) == []


def test_a_promised_plan_changes_with_a_reason(lessons: Result, editor: User, coordinator: User) -> None:
    plan_lasting_use(lessons, by=editor, form="regular_work")
    freeze_plan(lessons.project, by=coordinator, occasion=Occasion.APPLICATION, agreed_on=datetime.date(2024, 3, 1))

    with pytest.raises(ReasonNeeded):
        retire_on_purpose(lessons, by=editor, on=AUGUST, why="Nobody needs them")
    plan = retire_on_purpose(lessons, by=editor, on=AUGUST, why="Nobody needs them", reason="The curriculum changed")

    assert plan.is_retirement
    assert Event.objects.get(kind="use_plan.changed").reason == "The curriculum changed"


def test_to_retire_it_drops_what_was_planned_for_afterwards(lessons: Result, editor: User) -> None:
    plan_lasting_use(lessons, by=editor, form="regular_work", also=["network"], reviews=[FEBRUARY, AUGUST])

    plan = retire_on_purpose(lessons, by=editor, on=FEBRUARY, why=" The survey is over ", also=["archive", "network"])

    assert (plan.forms, plan.until, plan.risk) == (("retire", "archive"), FEBRUARY, "The survey is over")
    assert days_of(lessons) == [FEBRUARY]


@pytest.mark.parametrize(("on", "why", "field"), [(None, "It is over", "on"), (AUGUST, "  ", "cause")])
def test_an_end_has_a_day_and_a_reason(
    lessons: Result, editor: User, on: datetime.date | None, why: str, field: str
) -> None:
    with pytest.raises(NothingToRetire) as refused:
        retire_on_purpose(lessons, by=editor, on=on, why=why)

    assert refused.value.field == field
    assert kinds() == []


def test_a_look_is_said_and_corrected(lessons: Result, editor: User) -> None:
    plan_reviews(lessons, by=editor, days=[FEBRUARY])
    review = lessons.reviews.get()

    do_review(review, by=editor, outcome="needs_work", note="One link is dead")
    told = do_review(review, by=editor, outcome="mended", note="One link was dead")

    assert (told.done_on, told.outcome, told.done_by_label) == (TODAY, "mended", "Editor")
    assert kinds() == ["review.planned", "review.done", "review.done"]
    assert sentence(Event.objects.latest("id")).startswith("looked whether the result is still good: Lessons")


def test_nobody_looks_in_the_future_or_without_finding_anything(lessons: Result, editor: User) -> None:
    plan_reviews(lessons, by=editor, days=[FEBRUARY])
    review = lessons.reviews.get()

    with pytest.raises(NotDueYet):
        do_review(review, by=editor, outcome="good", on=TODAY + datetime.timedelta(days=1))
    with pytest.raises(ValidationError):
        do_review(review, by=editor, outcome="")
    assert not lessons.reviews.get().is_done


def test_a_look_that_was_taken_out_is_put_back(lessons: Result, editor: User) -> None:
    plan_reviews(lessons, by=editor, days=[FEBRUARY])
    review = do_review(lessons.reviews.get(), by=editor, outcome="good", note="All well")
    event = remove_review(review, by=editor)
    assert days_of(lessons) == []
    assert can_restore(event)

    restore(event, by=editor)

    back = lessons.reviews.get()
    assert (back.public_id, back.due_on, back.done_on, back.note) == (review.public_id, FEBRUARY, TODAY, "All well")
    with pytest.raises(AlreadyThere):
        restore(event, by=editor)


def test_the_database_refuses_a_look_without_what_it_brought(lessons: Result) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(result=lessons, due_on=FEBRUARY, done_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(result=lessons, due_on=FEBRUARY, outcome="good")


def test_what_changes_the_word_is_told_to_the_index(lessons: Result, school: Organisation, editor: User) -> None:
    plan_lasting_use(lessons, by=editor, form="archive")
    IndexChange.objects.all().delete()
    before = Standing.objects.get(result=lessons)

    plan_lasting_use(
        lessons, by=editor, form="regular_work", keeper=school, hours_a_year=0, until=datetime.date(2031, 12, 31)
    )

    after = Standing.objects.get(result=lessons)
    assert (before.word, after.word) == ("at_risk", "fair")
    assert list(IndexChange.objects.values_list("kind", "key")) == [("result", lessons.pk)]


def test_what_its_keeper_retires_today_is_not_looked_at_any_more(lessons: Result, editor: User) -> None:
    plan_lasting_use(lessons, by=editor, form="regular_work", reviews=[TODAY, FEBRUARY])

    retire_result(lessons, by=Guest("Anna (keeper)"), reason="Nobody needs it")

    assert days_of(lessons) == [TODAY]
    assert UsePlan.objects.get().is_retirement
    assert Event.objects.filter(kind="review.removed").get().actor_label == "Anna (keeper)"
