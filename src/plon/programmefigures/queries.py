"""Reading stored counts. Pages read the newest count that is done, kept in memory until a newer one takes its place."""

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.shortcuts import get_object_or_404

from plon.jobs.lengthy import WorkState
from plon.programmefigures.facts import Facts, unpacked
from plon.programmefigures.models import Count, CountedFacts

T = TypeVar("T")
# Answers that take long are remembered, as many as officers look at within one count.
_MOST_REMEMBERED = 200
_MISSING = object()
# Pages are made in several threads; what one of them drops must not be missed by another.
_remembering = threading.Lock()


@dataclass(frozen=True, slots=True)
class Shown:
    """The count in use."""

    key: int
    counted_at: datetime.datetime
    facts: Facts
    origins: dict[str, Any]
    _remembered: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False)

    def knows(self, key: tuple[object, ...]) -> bool:
        return key in self._remembered

    def remember(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what `make` gives; it is asked once as long as this count is in use, by each thread at most."""
        found: Any = self._remembered.get(key, _MISSING)
        if found is not _MISSING:
            known: T = found
            return known
        made = make()
        with _remembering:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = made
        return made


_lock = threading.Lock()
_in_use: Shown | None = None


def shown_count() -> Shown | None:
    """Return the count in use, None before the first; 1 query, 2 when a newer one is taken into memory."""
    global _in_use  # noqa: PLW0603  one per process, as the count in use is one per house
    rows = CountedFacts.objects.filter(count__state=WorkState.DONE)
    newest = rows.order_by("-count_id").values_list("pk", "count__counted_at").first()
    key, counted_at = newest or (0, None)
    if counted_at is None:
        return None
    with _lock:
        now = _in_use
        if now is not None and (now.key, now.counted_at) == (key, counted_at):
            return now
        row = rows.filter(pk=key).first()
        if row is None:  # a newer one took its place in this very moment
            return now
        try:
            facts = unpacked(bytes(row.columns), row.values)
        except (KeyError, ValueError):  # of another release, or damaged: the next counting makes it anew
            return None
        _in_use = Shown(key, counted_at, facts, row.origins)
        return _in_use


def going_count() -> Count | None:
    """Return the newest count that is waiting, going on, or ended badly after the one in use."""
    newest = Count.objects.order_by("-pk").first()
    return newest if newest is not None and newest.state != WorkState.DONE else None


def get_count(public_id: str) -> Count:
    """Return one count, or 404, for views behind `officer_required`."""
    return get_object_or_404(Count, public_id=public_id)
