"""Acts that come again and again: the dates of a series, and what happens to all of it."""

import datetime

from django.db.models import QuerySet

from plon.activities.enums import ActivityState
from plon.activities.models import Activity

MOST = 60


def dates_until(first: datetime.date, *, every: str, until: datetime.date) -> list[datetime.date]:
    """Return the days on which something comes again after `first`, at most one more than `MOST`.

    Args:
        first: the day it happens first; not in the answer.
        every: "week", "two_weeks" or "month" (the same day of the month; the last one where a month is shorter).
        until: the last day that counts.
    """
    days: list[datetime.date] = []
    while len(days) <= MOST:
        day = _next(first, every, len(days) + 1)
        if day > until:
            break
        days.append(day)
    return days


def _next(first: datetime.date, every: str, step: int) -> datetime.date:
    if every == "month":
        month = first.month - 1 + step
        year, month = first.year + month // 12, month % 12 + 1
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        last = (following - datetime.timedelta(days=1)).day
        return datetime.date(year, month, min(first.day, last))
    return first + datetime.timedelta(weeks=step * (2 if every == "two_weeks" else 1))


def following(activity: Activity) -> QuerySet[Activity]:
    """Return the acts of its series that come after an act and are not done yet."""
    open_states = (ActivityState.PLANNED, ActivityState.IN_PROGRESS, ActivityState.POSTPONED)
    if activity.series is None or activity.start is None:
        return Activity.objects.none()
    return Activity.objects.filter(
        project_id=activity.project_id, series=activity.series, state__in=open_states, start__gt=activity.start
    ).order_by("start", "pk")


def following_count(activity: Activity) -> int:
    return following(activity).count()
