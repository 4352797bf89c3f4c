"""People reached, from the ledger's own facts: whoever is in the totals of the promises is here, and nobody else."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from plon.activities.ledger.entries import Ledger, Totals
from plon.activities.ledger.facts import Act
from plon.evaluation.figures.book import MonthReach, ReachFigures, ReachLine

# {key: people}
Split = Mapping[str, int]


def reach_of(ledger: Ledger, totals: Totals) -> ReachFigures:
    """Return whom all done activities reached, by group, partner, level and month."""
    acts = ledger.facts.done
    return ReachFigures(
        people=sum(map(_people, acts)),
        proven=sum(shown.people for act in acts for shown in act.shown),
        activities=len(acts),
        by_group=_by_group(ledger, totals, acts),
        by_partner=_lines(acts, lambda act: {act.owner: _people(act)}, lambda act: {act.owner: _proven(act)}),
        by_level=_lines(acts, _levels, _proven_levels),
        by_month=_by_month(acts),
    )


def _people(act: Act) -> int:
    return sum(reached.people for reached in act.reached)


def _proven(act: Act) -> int:
    return sum(shown.people for shown in act.shown)


def _by_group(ledger: Ledger, totals: Totals, acts: Iterable[Act]) -> tuple[ReachLine, ...]:
    names = {**ledger.facts.groups, **{each["id"]: each["name"] for each in ledger.plan.get("groups", ())}}
    held = Counter(group for act in acts for group in {reached.group for reached in act.reached})
    return tuple(
        ReachLine(each.group, names.get(each.group, ""), each.reached, each.proven, held[each.group], each.promised)
        for each in totals.groups
    )


def _levels(act: Act) -> Split:
    found: Counter[str] = Counter()
    for reached in act.reached:
        found[reached.level] += reached.people
    return found


def _proven_levels(act: Act) -> Split:
    level = {reached.group: reached.level for reached in act.reached}
    found: Counter[str] = Counter()
    for shown in act.shown:
        found[level.get(shown.group, "")] += shown.people
    return found


def _lines(
    acts: Iterable[Act], people_of: Callable[[Act], Split], proven_of: Callable[[Act], Split]
) -> tuple[ReachLine, ...]:
    """Return a line per key, the largest first, those without a key last."""
    people: Counter[str] = Counter()
    proven: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for act in acts:
        reached = people_of(act)
        people.update(reached)
        proven.update(proven_of(act))
        held.update(reached.keys())
    keys = sorted(people.keys() | proven.keys(), key=lambda key: (key == "", -people[key], key))
    return tuple(ReachLine(key, key, people[key], proven[key], held[key]) for key in keys)


def _by_month(acts: Iterable[Act]) -> tuple[MonthReach, ...]:
    by_month: dict[datetime.date, list[Act]] = defaultdict(list)
    for act in acts:
        if act.start is not None:
            by_month[act.start.replace(day=1)].append(act)
    if not by_month:
        return ()
    months, so_far = [], 0
    month = min(by_month)
    while month <= max(by_month):
        held = by_month.get(month, [])
        people = sum(map(_people, held))
        so_far += people
        months.append(MonthReach(month, people, so_far, len(held), _summed(held, _groups), _summed(held, _partner)))
        month = (month + datetime.timedelta(days=31)).replace(day=1)
    return tuple(months)


def _groups(act: Act) -> Split:
    found: Counter[str] = Counter()
    for reached in act.reached:
        found[reached.group] += reached.people
    return found


def _partner(act: Act) -> Split:
    return {act.owner: _people(act)}


def _summed(acts: Iterable[Act], split: Callable[[Act], Split]) -> Split:
    found: Counter[str] = Counter()
    for act in acts:
        found.update(split(act))
    return dict(found)
