"""What became of a promise, from its numbers and dates alone."""

import datetime
from dataclasses import dataclass

from plon.activities.enums import PromiseState
from plon.activities.ledger.promises import Number


@dataclass(frozen=True, slots=True)
class Change:
    """What a promise became in today's plan, with a reason given: the new number, the new date."""

    number: Number
    due: datetime.date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a promise stands. `is_dropped` and `change` are set only where the history says why."""

    promised: Number
    done: Number
    proven: Number
    due: datetime.date | None
    is_dropped: bool = False
    change: Change | None = None


def state_of(standing: Standing, *, today: datetime.date, is_over: bool) -> PromiseState:
    """Return the state of a promise on a day; `is_over` tells whether the project has ended.

    What was kept stays kept, even if the plan dropped it afterwards. A change with its reason excuses as long as its
    new number is met or its new day is not over.
    """
    if standing.proven >= standing.promised:
        return PromiseState.PROVEN
    if standing.done >= standing.promised:
        return PromiseState.KEPT
    if standing.is_dropped:
        return PromiseState.DROPPED
    if standing.change and (standing.done >= standing.change.number or not _is_past(standing.change.due, today)):
        return PromiseState.CHANGED
    if _is_past(standing.due, today):
        return PromiseState.MISSING if is_over else PromiseState.LATE
    return PromiseState.ON_THE_WAY


def _is_past(due: datetime.date | None, today: datetime.date) -> bool:
    return due is not None and due < today
