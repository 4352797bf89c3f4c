"""The ledger as a whole: its rows, what was done beyond the promise, and the totals of the rows that are shown."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from plon.activities.enums import ActivityState, PromiseState
from plon.activities.ledger.enums import OF_PEOPLE, PromiseKind
from plon.activities.ledger.facts import Act, Facts
from plon.activities.ledger.figures import Figures, acts_for, figures_of, figures_of_acts
from plon.activities.ledger.promises import Key, Number, Promise, promises_of
from plon.activities.ledger.states import Change, Standing, state_of
from plon.activities.ledger.uses import UseFigures
from plon.plans.commitment import Content
from plon.plans.enums import Purpose


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """People of one target group: how many were promised (None: no number), reached, proven."""

    group: str
    promised: int | None
    reached: int
    proven: int


@dataclass(frozen=True, slots=True)
class Row:
    """One promise and what became of it."""

    number: int
    promise: Promise
    figures: Figures
    state: PromiseState
    due: datetime.date | None
    now: Promise | None
    reasons: tuple[str, ...] = ()
    # The acts that feed it, whatever their state; those done are in the figures.
    acts: tuple[Act, ...] = ()

    @property
    def key(self) -> Key:
        return self.promise.key

    @property
    def promised(self) -> Number:
        return self.promise.number

    @property
    def done(self) -> Number:
        return self.figures.done_number

    @property
    def proven(self) -> Number:
        return self.figures.proven_number

    @property
    def is_of_people(self) -> bool:
        return self.promise.counting in OF_PEOPLE

    @property
    def has_changed(self) -> bool:
        return self.now is not None and _differs(self.promise, self.now)

    @property
    def groups(self) -> tuple[GroupFigures, ...]:
        return groups_of([(self.promise.groups or {}, self.figures)])


@dataclass(frozen=True)
class Ledger:
    """What is promised, done and proven on a day; `commitment` of 0 is the plan of today, as if it were promised."""

    content: Content
    commitment: int
    today: datetime.date
    is_over: bool
    rows: tuple[Row, ...]
    # Done, but for no promised activity.
    beyond: Figures
    facts: Facts = field(default_factory=Facts)
    plan: Content = field(default_factory=dict)
    # What people outside confirmed of the results' use.
    uses: UseFigures = field(default_factory=UseFigures)

    def row_of(self, kind: str, public_id: str) -> Row | None:
        return next((row for row in self.rows if row.key == (kind, public_id)), None)

    @property
    def has_beyond(self) -> bool:
        return bool(self.beyond.done)


def ledger_of(
    content: Content,
    plan: Content,
    facts: Facts,
    *,
    commitment: int,
    reasons: Mapping[Key, Iterable[str]],
    today: datetime.date,
    end: datetime.date | None,
) -> Ledger:
    """Set what happened against what was promised.

    Args:
        content: what was promised (see `plon.plans.commitment`).
        plan: the plan of today, in the same form.
        facts: what was done and what proves it.
        commitment: the number of the commitment, 0 for none.
        reasons: why promised items changed or were dropped.
        today: the day on which it is late or not.
        end: the last day of the project.
    """
    promised, now = promises_of(content), promises_of(plan)
    is_over = end is not None and today > end
    rows = []
    for place, promise in enumerate(promised.values(), 1):
        row = Row(
            number=place, promise=promise, figures=figures_of(promise, facts), state=PromiseState.ON_THE_WAY,
            due=_due(promise, end), now=now.get(promise.key), reasons=_reasons_for(promise, promised, now, reasons),
            acts=acts_for(promise, facts),
        )  # fmt: skip
        cancelled = _cancelled(row)
        row = replace(row, reasons=row.reasons or cancelled)
        standing = Standing(
            row.promised, row.done, row.proven, row.due,
            is_dropped=bool(cancelled) or (row.now is None and bool(row.reasons)),
            change=_change(row, end),
        )  # fmt: skip
        rows.append(replace(row, state=state_of(standing, today=today, is_over=is_over)))
    activities = {promise.id for promise in promised.values() if promise.kind == PromiseKind.ACTIVITY}
    free = [act for act in facts.done if act.promise not in activities]
    beyond = figures_of_acts(free, in_people=True)
    return Ledger(content, commitment, today, is_over, tuple(rows), beyond, facts, plan)


def hiding_confidential(ledger: Ledger) -> Ledger:
    """Return a ledger for somebody who may not open confidential evidence: the same figures, without its titles."""
    pieces = {
        key: replace(piece, title="", is_hidden=True) if piece.is_confidential else piece
        for key, piece in ledger.facts.pieces.items()
    }
    return replace(ledger, facts=replace(ledger.facts, pieces=pieces))


def _due(promise: Promise, end: datetime.date | None) -> datetime.date | None:
    return promise.due or (end if promise.is_due_at_end else None)


def _differs(promise: Promise, now: Promise) -> bool:
    return (promise.number, promise.due, promise.counting) != (now.number, now.due, now.counting)


def _change(row: Row, end: datetime.date | None) -> Change | None:
    if row.now is None or not row.reasons or not _differs(row.promise, row.now):
        return None
    return Change(row.now.number, _due(row.now, end))


def _cancelled(row: Row) -> tuple[str, ...]:
    """Return why all acts of a promised activity were cancelled; nothing if one may still happen, or did."""
    if row.promise.kind != PromiseKind.ACTIVITY or any(act.state != ActivityState.CANCELLED for act in row.acts):
        return ()
    return tuple(dict.fromkeys(act.reason for act in row.acts if act.reason))


def _reasons_for(
    promise: Promise, promised: Mapping[Key, Promise], now: Mapping[Key, Promise], reasons: Mapping[Key, Iterable[str]]
) -> tuple[str, ...]:
    """Return why a promise changed: its own reasons, else those of what left the plan and took it along."""
    if own := tuple(reasons.get(promise.key, ())):
        return own
    current = now.get(promise.key)
    gone: list[Key] = []
    if promise.kind == PromiseKind.ACTIVITY and current is not None:
        gone = [("group", group) for group in promise.groups or {} if group not in (current.groups or {})]
    elif promise.kind == PromiseKind.USE_PLAN and current is None and ("result", promise.result) not in now:
        gone = [("result", promise.result)]
    return tuple(dict.fromkeys(reason for key in gone for reason in reasons.get(key, ())))


def groups_of(parts: Iterable[tuple[Mapping[str, int | None], Figures]]) -> tuple[GroupFigures, ...]:
    """Return people per target group over some figures, each with the reach that was promised; "" comes last."""
    promised: Counter[str] = Counter()
    numbered: set[str] = set()
    reached: Counter[str] = Counter()
    proven: Counter[str] = Counter()
    order: dict[str, None] = {}
    for expected, figures in parts:
        for group, people in expected.items():
            order[group] = None
            if people is not None:
                promised[group] += people
                numbered.add(group)
        for counted, shares in ((reached, figures.done), (proven, figures.proven)):
            for share in shares:
                if share.act and (share.people or share.group):
                    order[share.group] = None
                    counted[share.group] += share.people
    return tuple(
        GroupFigures(group, promised[group] if group in numbered else None, reached[group], proven[group])
        for group in sorted(order, key=lambda group: group == "")
    )


@dataclass(frozen=True, slots=True)
class PurposeFigures:
    """Activities of one purpose: dissemination and promotion are never added together (domain.md §1.3)."""

    purpose: str
    promises: int
    promised: int
    reached: int
    proven: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What the shown rows add up to, in people, from activities alone: indicators count the same people again."""

    groups: tuple[GroupFigures, ...]
    purposes: tuple[PurposeFigures, ...]
    states: Mapping[PromiseState, int]


def totals_of(ledger: Ledger, rows: Iterable[Row], *, with_beyond: bool) -> Totals:
    """Add up the activities among some rows, and what was done beyond the promise if nothing is filtered."""
    shown = list(rows)
    activities = [row for row in shown if row.promise.kind == PromiseKind.ACTIVITY]
    beyond = ledger.beyond if with_beyond else Figures()
    parts = [(row.promise.groups or {}, row.figures) for row in activities]
    purpose_of = {act.id: act.purpose for act in ledger.facts.acts}
    purposes = []
    for purpose in Purpose.values:
        mine = [row for row in activities if row.promise.purpose == purpose]
        extra = Figures(
            tuple(share for share in beyond.done if purpose_of[share.act] == purpose),
            tuple(share for share in beyond.proven if purpose_of[share.act] == purpose),
        )
        all_of_it = [*(row.figures for row in mine), extra]
        purposes.append(
            PurposeFigures(
                purpose,
                len(mine),
                sum(people or 0 for row in mine for people in (row.promise.groups or {}).values()),
                sum(share.people for figures in all_of_it for share in figures.done),
                sum(share.people for figures in all_of_it for share in figures.proven),
            )
        )
    return Totals(groups_of([*parts, ({}, beyond)]), tuple(purposes), states_of(shown))


def states_of(rows: Iterable[Row]) -> dict[PromiseState, int]:
    """Return how many rows are in each state, in the states' order."""
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in PromiseState}
