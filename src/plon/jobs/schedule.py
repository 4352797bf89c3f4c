"""Regular work: rooms say what is to be done how often, a worker does what is due (docs/decisions/0014)."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from plon.jobs.models import Appointment

log = logging.getLogger("plon.jobs")


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of regular work. It must bear being done twice: a worker may die in the middle of it."""

    name: str
    every: datetime.timedelta
    do: Callable[[], None]


_works: dict[str, Work] = {}


def register_work(name: str, *, every: datetime.timedelta, work: Callable[[], None]) -> None:
    """Let `work` be done every so often, from the first time a worker looks."""
    if every <= datetime.timedelta(0):
        raise ValueError(f"{name} can't be done every {every}")
    _works[name] = Work(name, every, work)


def registered_works() -> list[Work]:
    """Everything that is done by the clock, by name."""
    return [_works[name] for name in sorted(_works)]


def run_due(now: datetime.datetime) -> list[str]:
    """Do what is due by `now`, and return the names of what this caller did. Failures are logged, the rest goes on.

    However long nobody looked, a piece of work is done once: the next time lies after `now`, on the same beat.
    """
    _make_missing(now)
    due = Appointment.objects.filter(name__in=_works, due_at__lte=now)
    return [appointment.name for appointment in due if _claim(appointment, now) and _do(_works[appointment.name])]


def run_now(name: str) -> bool:
    """Do one piece of work out of turn, and return whether it went well.

    Raises:
        KeyError: nothing of that name is registered.
    """
    work = _works[name]
    now = timezone.now()
    _make_missing(now)
    Appointment.objects.filter(name=name).update(due_at=now + work.every, last_started_at=now)
    _do(work)
    return not Appointment.objects.get(name=name).last_error


def _make_missing(now: datetime.datetime) -> None:
    missing = set(_works) - set(Appointment.objects.values_list("name", flat=True))
    if missing:  # another worker may make the same rows at this moment
        rows = [Appointment(name=name, due_at=now) for name in sorted(missing)]
        Appointment.objects.bulk_create(rows, ignore_conflicts=True)


def _claim(appointment: Appointment, now: datetime.datetime) -> bool:
    """Move the appointment on, unless somebody did since it was read."""
    every = _works[appointment.name].every
    beats = (now - appointment.due_at) // every + 1
    still_due = Appointment.objects.filter(pk=appointment.pk, due_at=appointment.due_at)
    return bool(still_due.update(due_at=appointment.due_at + beats * every, last_started_at=now))


def _do(work: Work) -> bool:
    error = ""
    try:
        work.do()
    except Exception as failure:
        log.exception("%s failed; it is tried again at its next time", work.name)
        error = f"{type(failure).__name__}: {failure}"[:300]
    Appointment.objects.filter(name=work.name).update(last_finished_at=timezone.now(), last_error=error)
    return True
