"""The life of a piece of work that a person asked for and a worker does: waiting, running, done, failed, stopped.

A room has a model of this kind, a task that calls `run`, and regular work that calls `take_up`. It bears the death of
its worker at any moment: what ran is begun anew once, what dies twice has failed and says so.
"""

import datetime
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import pgettext_lazy

from plon.errors import DomainError

log = logging.getLogger("plon.jobs")

# A worker that has not been heard of for so long is dead.
SILENCE = datetime.timedelta(minutes=5)
MOST_TRIES = 2


class WorkState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("work", "waiting")
    RUNNING = "running", pgettext_lazy("work", "being made")
    DONE = "done", pgettext_lazy("work", "ready")
    FAILED = "failed", pgettext_lazy("work", "failed")
    CANCELLED = "cancelled", pgettext_lazy("work", "stopped")


GOING = (WorkState.WAITING, WorkState.RUNNING)


class Stopped(Exception):
    """Somebody stopped the work, or it is not ours to do."""


class LengthyWork(models.Model):
    """One piece of work. `done` of `total` steps are behind it; `refusal` says what people can do something about."""

    state = models.CharField(max_length=20, choices=WorkState.choices, default=WorkState.WAITING, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    refusal = models.CharField(max_length=500, blank=True, editable=False)
    requested_at = models.DateTimeField(auto_now_add=True)
    # The worker says now and then that it is alive.
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_going(self) -> bool:
        return self.state in GOING

    @property
    def share(self) -> int:
        """How much of it is done, in percent."""
        return round(100 * self.done / self.total) if self.total else 0


W = TypeVar("W", bound=LengthyWork)


def _rows(model: type[W]) -> models.QuerySet[W]:
    return model._default_manager.all()


def run(
    model: type[W],
    key: int,
    do: Callable[[W], None],
    *,
    on_failed: Callable[[W], None] | None = None,
    language: Callable[[W], str] | None = None,
) -> None:
    """Do a piece of work that is waiting; leave alone what somebody else does, or what was stopped.

    `do` calls `advance` now and then and ends with `finish`. A refusal of the domain fails the work with its words,
    anything else fails it and is logged. `on_failed` runs in the transaction that says so. `language` returns the one
    of who asked: in it the work is done and refused; without it, in that of the worker.
    """
    work = _claim(model, key)
    if work is None:
        return
    with translation.override(language(work) if language else translation.get_language()):
        _do(work, do, on_failed)


def _do(work: W, do: Callable[[W], None], on_failed: Callable[[W], None] | None) -> None:
    model = type(work)
    try:
        do(work)
    except Stopped:
        log.info("%s %s was stopped", model.__name__, work.pk)
    except DomainError as refusal:
        fail(model, work.pk, str(refusal), on_failed=on_failed)
    except Exception:
        log.exception("%s %s failed", model.__name__, work.pk)
        fail(model, work.pk, on_failed=on_failed)


def _claim(model: type[W], key: int) -> W | None:
    waiting = _rows(model).filter(pk=key, state=WorkState.WAITING)
    # Whoever asked may have known how much there is to do: `total` stays.
    if not waiting.update(state=WorkState.RUNNING, seen_at=timezone.now(), tries=models.F("tries") + 1, done=0):
        return None
    return _rows(model).get(pk=key)


def advance(work: LengthyWork, done: int, total: int, **fields: Any) -> None:
    """Write down how far the work is, what else is to be seen of it meanwhile, and that its worker lives.

    Raises:
        Stopped: somebody stopped it.
    """
    running = _rows(type(work)).filter(pk=work.pk, state=WorkState.RUNNING)
    if not running.update(done=done, total=total, seen_at=timezone.now(), **fields):
        raise Stopped


@transaction.atomic
def finish(work: W, **fields: Any) -> W:
    """Say that the work is done, with what came of it, in one write.

    Raises:
        Stopped: somebody stopped it meanwhile; nothing is written.
    """
    locked = _rows(type(work)).select_for_update(of=("self",)).filter(pk=work.pk, state=WorkState.RUNNING).first()
    if locked is None:
        raise Stopped
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.state, locked.ended_at, locked.done = WorkState.DONE, timezone.now(), locked.total
    locked.save()
    return locked


@transaction.atomic
def cancel(work: LengthyWork) -> bool:
    """Stop work that is waiting or running; tell whether there was something to stop."""
    going = _rows(type(work)).filter(pk=work.pk, state__in=GOING)
    return bool(going.update(state=WorkState.CANCELLED, ended_at=timezone.now()))


@transaction.atomic
def fail(model: type[W], key: int, refusal: str = "", *, on_failed: Callable[[W], None] | None = None) -> None:
    """Say that work could not be done, and why where people can do something about it."""
    work = _rows(model).select_for_update(of=("self",)).filter(pk=key, state__in=GOING).first()
    if work is None:
        return
    work.state, work.ended_at, work.refusal = WorkState.FAILED, timezone.now(), refusal[:500]
    work.save(update_fields=["state", "ended_at", "refusal"])
    if on_failed is not None:
        on_failed(work)


def take_up(
    model: type[W],
    enqueue: Callable[[int], object],
    *,
    on_failed: Callable[[W], None] | None = None,
    silence: datetime.timedelta = SILENCE,
) -> None:
    """Begin anew, once, what a dead worker left; what died twice has failed.

    `silence` is longer for work that can't say that it lives while it does one long step.
    """
    silent_since = timezone.now() - silence
    for work in _rows(model).filter(state=WorkState.RUNNING, seen_at__lt=silent_since):
        if work.tries >= MOST_TRIES:
            fail(model, work.pk, on_failed=on_failed)
        elif (
            _rows(model)
            .filter(pk=work.pk, state=WorkState.RUNNING, seen_at=work.seen_at)
            .update(state=WorkState.WAITING, seen_at=timezone.now())
        ):
            enqueue(work.pk)
