"""The plan over time: where each activity, milestone and date lies on the line of months."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.plans.enums import Phase
from plon.plans.models import PlannedActivity
from plon.plans.queries import Plan

GROUPINGS: dict[str, Promise] = {
    "phase": _("phase"),
    "partner": _("partner"),
    "package": _("work package"),
}
MOST_MONTHS = 180


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity on the line: from and to as shares of its length, at least a day wide."""

    activity: PlannedActivity
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line."""

    name: str
    day: datetime.date
    left: float
    kind: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The dated activities under one heading."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """All of it; shares are of the whole line, 0 to 1."""

    first: datetime.date
    last: datetime.date
    months: tuple[tuple[datetime.date, float], ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    start: float | None
    end: float | None
    today: float | None
    undated: tuple[PlannedActivity, ...]


def timeline_of(plan: Plan, *, by: str, today: datetime.date, activities: Iterable[PlannedActivity]) -> Timeline | None:
    """Lay a plan out on a line of whole months around the project and all its dates; None if nothing has a date.

    Args:
        plan: the plan.
        by: "phase", "partner" or "package": under which headings activities stand.
        today: marked if it lies on the line.
        activities: which activities to show.
    """
    shown = list(activities)
    dated = [activity for activity in shown if activity.start]
    days = [day for activity in dated for day in (activity.start, activity.end) if day]
    marks = [(milestone.name, milestone.due, "milestone") for milestone in plan.milestones]
    marks += [(str(result), result.planned_for, "result") for result in plan.results if result.planned_for]
    marks += [(str(each), each.target_date, "indicator") for each in plan.indicators if each.target_date]
    days += [day for _name, day, _kind in marks]
    days += [day for day in (plan.project.start, plan.project.end) if day]
    if not days:
        return None
    first, last = min(days).replace(day=1), _next_month(max(days))
    length = (last - first).days

    def share(day: datetime.date) -> float:
        return (day - first).days / length

    bars = [
        Bar(
            activity,
            share(activity.start),
            max(((activity.end or activity.start) - activity.start).days + 1, 1) / length,
        )
        for activity in sorted(dated, key=lambda each: each.start or first)
        if activity.start
    ]
    return Timeline(
        first=first,
        last=last,
        months=tuple((month, share(month)) for month in _months(first, last)),
        lanes=_lanes(bars, by, plan),
        marks=tuple(Mark(name, day, share(day), kind) for name, day, kind in sorted(marks, key=lambda each: each[1])),
        start=share(plan.project.start) if plan.project.start else None,
        end=share(plan.project.end) if plan.project.end else None,
        today=share(today) if first <= today < last else None,
        undated=tuple(activity for activity in shown if not activity.start),
    )


def _next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the first days of months between two; of quarters or years where months would be too many."""
    months = [first]
    while (following := _next_month(months[-1])) < last:
        months.append(following)
    step = 1 if len(months) <= 36 else 3 if len(months) <= 108 else 12
    return [month for month in months if step == 1 or month.month % step == 1][:MOST_MONTHS]


def _lanes(bars: list[Bar], by: str, plan: Plan) -> tuple[Lane, ...]:
    keys: dict[str, tuple[Callable[[PlannedActivity], Any], list[tuple[Any, str]]]] = {
        "phase": (lambda a: a.phase, [(phase.value, str(phase.label)) for phase in Phase]),
        "partner": (lambda a: a.responsible_id, [(each.pk, str(each)) for each in plan.partners]),
        "package": (lambda a: a.work_package_id, [(each.pk, str(each)) for each in plan.work_packages]),
    }
    key, headings = keys.get(by, keys["phase"])
    known = {value for value, _label in headings}
    lanes = [Lane(label, tuple(bar for bar in bars if key(bar.activity) == value)) for value, label in headings]
    rest = tuple(bar for bar in bars if key(bar.activity) not in known)
    lanes.append(Lane(str(_("nobody yet") if by == "partner" else _("none")), rest))
    return tuple(lane for lane in lanes if lane.bars)
