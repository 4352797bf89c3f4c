"""Days of rooms above that stand in a project's calendar, e.g. on which to look at a result again."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plon.organisations.models import Organisation
from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A whole day with a title; `kind` and `public_id` name it for ever, `changed` tells programs that it moved."""

    kind: str
    public_id: str
    changed: datetime.datetime
    title: str
    day: datetime.date
    about: str = ""


# A partner's own calendar has what that partner answers for; the project's has all (None).
DaysOf = Callable[[Project, Organisation | None], Iterable[CalendarDay]]
_rooms: dict[str, DaysOf] = {}


def register_calendar_days(kind: str, days_of: DaysOf) -> None:
    """Let a room put days into the calendars of projects, in the language that is spoken when it is asked."""
    _rooms[kind] = days_of


def calendar_days(project: Project, organisation: Organisation | None) -> list[CalendarDay]:
    """Return the days of all rooms, always in the same order."""
    return [day for kind in sorted(_rooms) for day in _rooms[kind](project, organisation)]
