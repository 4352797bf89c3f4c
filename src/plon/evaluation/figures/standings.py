"""How an indicator stands: a light and the reason for it, from its numbers and days alone."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plon.evaluation.enums import Light, Reason
from plon.evaluation.figures.book import Point
from plon.evaluation.figures.paths import expected_on, meets

# So much of the whole way may be missing on a day: up to a tenth is on the path, up to three tenths needs a look.
ON_PATH, BEHIND = Decimal("0.1"), Decimal("0.3")
# An indicator is fed at least so often, and at most so long before a target on the way.
PERIOD, BEFORE_MILESTONE = datetime.timedelta(days=183), datetime.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an indicator.

    Attributes:
        has_number: the target is one number; else it is kept by what people say and documents show.
        told_on: the day of the newest statement or proof, None without any.
        as_of: the day of the latest value.
        since: the first day of the project.
        due: the day of the target.
    """

    today: datetime.date
    path: Sequence[Point] = ()
    milestones: Sequence[Point] = ()
    value: Decimal | None = None
    as_of: datetime.date | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    has_number: bool = True
    told_on: datetime.date | None = None
    since: datetime.date | None = None
    due: datetime.date | None = None
    is_less_better: bool = False


def standing_of(facts: Facts) -> tuple[Light, Reason]:
    """Return how an indicator stands today, and why."""
    return _of_words(facts) if not facts.has_number else _of_number(facts)


def _of_words(facts: Facts) -> tuple[Light, Reason]:
    if facts.told_on is not None:
        return Light.GREEN, Reason.TOLD
    if facts.value is not None:
        return Light.NONE, Reason.NO_NUMBER
    if _is_over(facts):
        return Light.RED, Reason.MISSED
    return (Light.AMBER, Reason.UNFED) if _is_unfed(facts) else (Light.NONE, Reason.NOT_BEGUN)


def _of_number(facts: Facts) -> tuple[Light, Reason]:
    if meets(facts.value, facts.target, is_less_better=facts.is_less_better):
        return Light.GREEN, Reason.REACHED
    if _is_over(facts):
        return Light.RED, Reason.MISSED
    # An old value can't be held against today's path: first somebody has to say how far it is.
    if _is_unfed(facts):
        return Light.AMBER, Reason.UNFED
    if facts.value is None:
        return Light.NONE, Reason.NOT_BEGUN
    return _on_the_way(facts)


def _on_the_way(facts: Facts) -> tuple[Light, Reason]:
    behind = _behind(facts)
    if behind is None:
        return Light.NONE, Reason.NO_PATH
    if behind > BEHIND:
        return Light.RED, Reason.FAR_BEHIND
    return (Light.AMBER, Reason.BEHIND) if behind > ON_PATH else (Light.GREEN, Reason.ON_PATH)


def _is_over(facts: Facts) -> bool:
    return facts.due is not None and facts.today > facts.due


def _is_unfed(facts: Facts) -> bool:
    """Tell whether nobody fed it for half a year, or shortly before a target on the way that is over."""
    last = facts.as_of or facts.since
    if last is None:
        return False
    over = [each.on for each in facts.milestones if each.on < facts.today]
    return facts.today - last > PERIOD or bool(over and last < over[-1] - BEFORE_MILESTONE)


def _behind(facts: Facts) -> Decimal | None:
    """Return which part of the whole way is missing today; below 0 if it is further than it should be."""
    expected = expected_on(facts.path, facts.today)
    if facts.value is None or expected is None:
        return None
    way = facts.path[-1].value - facts.path[0].value
    return (expected - facts.value) / way if way else BEHIND
