"""Where an indicator should be by now, and how far it is: pure, exact."""

import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from plon.activities.ledger.targets import target_in
from plon.evaluation.figures.book import Point

NOTHING = Decimal(0)
# A way so long is told in whole numbers, one so long in tenths.
WHOLE_FROM, TENTHS_FROM = 20, 2


def milestones_in(written: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    """Return the targets on the way that have a day and exactly one number, by day (`Indicator.interim_targets`)."""
    found = {}
    for each in written:
        number = target_in(str(each.get("value", ""))).number
        try:
            day = datetime.date.fromisoformat(str(each.get("date", "")))
        except ValueError:
            continue
        if number is not None:
            found[day] = number
    return tuple(Point(day, found[day]) for day in sorted(found))


def path_of(
    baseline: Decimal | None,
    target: Decimal | None,
    *,
    start: datetime.date | None,
    due: datetime.date | None,
    milestones: Sequence[Point] = (),
) -> tuple[Point, ...]:
    """Return the path from the baseline over the targets on the way to the target; a straight line between them.

    Without a baseline it begins at nothing. There is no path without a number and two days.
    """
    if target is None or start is None or due is None or due <= start:
        return ()
    between = (each for each in milestones if start < each.on < due)
    return (Point(start, NOTHING if baseline is None else baseline), *between, Point(due, target))


def expected_on(path: Sequence[Point], day: datetime.date) -> Decimal | None:
    """Return where a path is on a day: None before its first, its last value after its last."""
    if not path or day < path[0].on:
        return None
    for before, after in itertools.pairwise(path):
        if day < after.on:
            part = Decimal((day - before.on).days) / (after.on - before.on).days
            return before.value + (after.value - before.value) * part
    return path[-1].value


def readable(number: Decimal, path: Sequence[Point]) -> Decimal:
    """Return a number that was calculated as finely as its path is worth: whole people, tenths of a point."""
    way = abs(path[-1].value - path[0].value)
    return round(number, 0 if way >= WHOLE_FROM else 1 if way >= TENTHS_FROM else 3)


def share_of(value: Decimal | None, baseline: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Return which part of the way from baseline to target is done; None if there is no way to go."""
    if value is None or target is None:
        return None
    begin = NOTHING if baseline is None else baseline
    return None if begin == target else (value - begin) / (target - begin)


def meets(value: Decimal | None, target: Decimal | None, *, is_less_better: bool) -> bool:
    if value is None or target is None:
        return False
    return value <= target if is_less_better else value >= target
