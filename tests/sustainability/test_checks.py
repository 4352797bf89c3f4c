"""Each rule of this room: silent on a good plan, heard on a plan in which just that is wrong."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from plon.plans.actions import plan_use
from plon.plans.checks import check_plan
from plon.plans.checks.remarks import SECTIONS, WEIGHTS, read_rules
from plon.plans.models import UsePlan
from plon.plans.queries import load_plan
from plon.programme.rulebook import rulebook_for
from plon.sustainability.actions import plan_reviews
from plon.sustainability.checks import FINDERS, PACKAGE
from plon.sustainability.models import Review
from tests.plans.checks.world import END, World, good_plan, put
from tests.sustainability.conftest import TODAY

LATER = END + datetime.timedelta(days=180)
BREAKING: dict[str, Callable[[World], object]] = {
    "change-left-to-chance": lambda w: (
        UsePlan.objects.filter(result=w.courage).delete(),
        put(w.courage, state="ready"),
    ),
    "means-from-nobody": lambda w: UsePlan.objects.filter(result=w.lessons).update(euros_a_year=60),
    "for-ever-on-nothing": lambda w: UsePlan.objects.update(
        until=datetime.date(2040, 1, 1), resources="", euros_a_year=None, hours_a_year=None
    ),
    "only-ourselves": lambda w: UsePlan.objects.update(form="regular_work", also=[]),
    "nobody-looks-again": lambda w: Review.objects.filter(result=w.lessons).delete(),
    "review-overdue": lambda w: Review.objects.filter(result=w.lessons).update(due_on=TODAY - datetime.timedelta(1)),
    "retired-without-day": lambda w: UsePlan.objects.filter(result=w.courage).update(
        form="retire", until=None, risk="Nobody needs it"
    ),
}


@pytest.fixture
def world(db: None) -> World:
    """The good plan of the coach's own tests, in which each result goes on and is looked at again."""
    made = good_plan()
    plan_use(
        made.courage, by=made.by, form="regular_work", also=["network"], users="new teachers", keeper=made.school,
        hours_a_year=12, means_from="the school", until=datetime.date(2030, 8, 31),
    )  # fmt: skip
    plan_reviews(made.courage, by=made.by, days=[LATER])
    return made


def codes(world: World) -> set[str]:
    world.project.refresh_from_db()
    return {remark.code for remark in check_plan(load_plan(world.project), "en")}


def test_a_good_plan_leaves_the_coach_silent(world: World) -> None:
    assert codes(world) == set()


@pytest.mark.parametrize("code", BREAKING)
def test_the_rule_is_heard_when_it_is_broken(world: World, code: str) -> None:
    BREAKING[code](world)

    assert code in codes(world)


def test_every_rule_has_its_words_and_its_example() -> None:
    assert list(read_rules(PACKAGE)) == list(BREAKING) == list(FINDERS)


@pytest.mark.parametrize("rule", read_rules(PACKAGE).values(), ids=lambda rule: rule.code)
def test_the_words_of_a_rule_are_complete(rule: Any) -> None:
    for wording in (rule.title, rule.why, rule.example):
        assert wording.en
        assert wording.pl
    assert rule.section in SECTIONS
    assert rule.weight in WEIGHTS
    assert set(rule.letters) <= set(rulebook_for(2025).demands)
    assert rule.mistake in {"", *rulebook_for(2025).mistakes}


def test_it_leads_to_the_very_field(world: World) -> None:
    BREAKING["review-overdue"](world)
    remark = next(each for each in check_plan(load_plan(world.project), "pl") if each.code == "review-overdue")
    review = world.lessons.reviews.get()

    assert remark.message == "Przegląd rezultatu „Lessons” jest spóźniony"
    assert remark.fix_url.endswith(f"/results/{world.lessons.public_id}/reviews/{review.public_id}/#id_outcome")


def test_means_in_figures_are_means(world: World) -> None:
    UsePlan.objects.filter(result=world.lessons).update(resources="", hours_a_year=0)

    assert codes(world) == set()


def test_all_rules_of_the_room_ask_once(world: World, django_assert_num_queries: Callable[[int], Any]) -> None:
    plan = load_plan(world.project)

    with django_assert_num_queries(1):
        check_plan(plan, "en")


def test_nothing_is_asked_before_anything_is_planned(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    UsePlan.objects.all().delete()
    plan = load_plan(world.project)

    with django_assert_num_queries(0):
        check_plan(plan, "en")
