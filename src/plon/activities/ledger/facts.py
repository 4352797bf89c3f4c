"""What happened, as the ledger sees it: acts, people reached, evidence. Frozen values, no database."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from plon.activities.enums import ActivityState
from plon.activities.ledger.measured import Measured
from plon.activities.ledger.promises import Key


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people of one group an act reached; "" is no group of the plan, and no level."""

    group: str
    people: int
    level: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A live piece of evidence shows that an act took place, and so many people of a group."""

    evidence: str
    group: str
    people: int


@dataclass(frozen=True, slots=True)
class Act:
    """One act that was logged: planned, done, cancelled."""

    id: str
    title: str
    state: str
    promise: str = ""
    reason: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None
    owner: str = ""
    purpose: str = "dissemination"
    results: frozenset[str] = frozenset()
    reached: tuple[Reached, ...] = ()
    shown: tuple[Shown, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.state == ActivityState.DONE


@dataclass(frozen=True, slots=True)
class Piece:
    """A live piece of evidence. Of an erased one the names or bytes are gone; its figure stays.

    A confidential one counts for everybody, but who may not open it reads no title (see `hiding_confidential`).
    """

    id: str
    title: str
    kind: str
    dated: datetime.date | None = None
    is_erased: bool = False
    is_confidential: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ItemShown:
    """A live piece of evidence proves a promise directly, with a number if it counts."""

    evidence: str
    value: Decimal | None = None


@dataclass(frozen=True)
class Facts:
    """All that happened in a project; evidence in the bin is not here and counts for nothing."""

    acts: tuple[Act, ...] = ()
    pieces: Mapping[str, Piece] = field(default_factory=dict)
    item_proofs: Mapping[Key, tuple[ItemShown, ...]] = field(default_factory=dict)
    # {public id of a result: its state}
    results: Mapping[str, str] = field(default_factory=dict)
    # {key of a group that an act reached: its name}, for groups that have left the plan.
    groups: Mapping[str, str] = field(default_factory=dict)
    # {public id of an indicator: its latest measurement}
    measured: Mapping[str, Measured] = field(default_factory=dict)

    @cached_property
    def done(self) -> tuple[Act, ...]:
        return tuple(act for act in self.acts if act.is_done)

    @cached_property
    def by_promise(self) -> Mapping[str, tuple[Act, ...]]:
        return _grouped((act.promise, act) for act in self.acts)

    @cached_property
    def by_result(self) -> Mapping[str, tuple[Act, ...]]:
        return _grouped((result, act) for act in self.acts for result in sorted(act.results))


def _grouped(pairs: Iterable[tuple[str, Act]]) -> Mapping[str, tuple[Act, ...]]:
    found: dict[str, list[Act]] = defaultdict(list)
    for key, act in pairs:
        found[key].append(act)
    return {key: tuple(acts) for key, acts in found.items()}
