"""Green, amber, red or none, and why: from numbers and days alone."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from plon.evaluation.enums import Light, Reason
from plon.evaluation.figures import Point
from plon.evaluation.figures.paths import path_of
from plon.evaluation.figures.standings import Facts, standing_of

START, TODAY, END = datetime.date(2025, 1, 1), datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)
PATH = path_of(Decimal(0), Decimal(100), start=START, due=END)
DAY = datetime.timedelta(days=1)


def stands(value: str | None, as_of: datetime.date | None = TODAY, **others: Any) -> tuple[Light, Reason]:
    facts: dict[str, Any] = {
        "today": TODAY, "path": PATH, "target": Decimal(100), "since": START, "due": END,
        "value": None if value is None else Decimal(value), "as_of": as_of if value is not None else None, **others,
    }  # fmt: skip
    return standing_of(Facts(**facts))


@pytest.mark.parametrize(("value", "standing"), [
    ("100", (Light.GREEN, Reason.REACHED)),
    ("50", (Light.GREEN, Reason.ON_PATH)),
    ("40", (Light.GREEN, Reason.ON_PATH)),
    ("39.9", (Light.AMBER, Reason.BEHIND)),
    ("20", (Light.AMBER, Reason.BEHIND)),
    ("19.9", (Light.RED, Reason.FAR_BEHIND)),
    ("-5", (Light.RED, Reason.FAR_BEHIND)),
])  # fmt: skip
def test_it_is_held_against_the_path(value: str, standing: tuple[Light, Reason]) -> None:
    assert stands(value) == standing


def test_what_nobody_fed_for_half_a_year_needs_a_look() -> None:
    assert stands("45", TODAY - 184 * DAY) == (Light.AMBER, Reason.UNFED)
    assert stands("45", TODAY - 183 * DAY) == (Light.GREEN, Reason.ON_PATH)
    assert stands("5", TODAY - 184 * DAY) == (Light.AMBER, Reason.UNFED)
    assert stands("100", TODAY - 400 * DAY) == (Light.GREEN, Reason.REACHED)


def test_what_was_never_fed_waits_half_a_year_from_the_projects_start() -> None:
    assert stands(None) == (Light.AMBER, Reason.UNFED)
    assert stands(None, since=TODAY - 30 * DAY) == (Light.NONE, Reason.NOT_BEGUN)
    assert stands(None, since=None, path=()) == (Light.NONE, Reason.NOT_BEGUN)


def test_a_target_on_the_way_that_passed_unfed_needs_a_look() -> None:
    milestones = (Point(TODAY - 5 * DAY, Decimal(45)),)

    assert stands("45", TODAY - 40 * DAY, milestones=milestones) == (Light.AMBER, Reason.UNFED)
    assert stands("45", TODAY - 20 * DAY, milestones=milestones) == (Light.GREEN, Reason.ON_PATH)


def test_a_date_that_is_over_is_missed() -> None:
    assert stands("99", due=TODAY - DAY) == (Light.RED, Reason.MISSED)
    assert stands("99", due=TODAY) == (Light.GREEN, Reason.ON_PATH)
    assert stands(None, due=TODAY - DAY) == (Light.RED, Reason.MISSED)


def test_without_a_path_nobody_judges() -> None:
    assert stands("5", path=(), due=None) == (Light.NONE, Reason.NO_PATH)


def test_a_target_in_words_is_kept_by_what_people_say() -> None:
    words: dict[str, Any] = {"has_number": False, "target": None, "path": ()}

    assert stands(None, told_on=TODAY - 400 * DAY, **words) == (Light.GREEN, Reason.TOLD)
    assert stands("7", **words) == (Light.NONE, Reason.NO_NUMBER)
    assert stands(None, **words) == (Light.AMBER, Reason.UNFED)
    assert stands(None, due=TODAY - DAY, **words) == (Light.RED, Reason.MISSED)


def test_to_stay_where_it_is_needs_a_look_when_it_does_not() -> None:
    flat = path_of(Decimal(5), Decimal(5), start=START, due=END)

    assert stands("4", path=flat, target=Decimal(5)) == (Light.AMBER, Reason.BEHIND)


def test_a_level_that_is_to_fall_is_behind_while_it_is_high() -> None:
    falling = path_of(Decimal(30), Decimal(10), start=START, due=END)
    about: dict[str, Any] = {"path": falling, "target": Decimal(10), "is_less_better": True}

    assert stands("20", **about) == (Light.GREEN, Reason.ON_PATH)
    assert stands("29", **about) == (Light.RED, Reason.FAR_BEHIND)
    assert stands("8", **about) == (Light.GREEN, Reason.REACHED)
