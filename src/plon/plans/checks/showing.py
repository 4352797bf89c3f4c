"""What in a plan shows an assessor that a demand is met: the names of the items that do."""

from collections.abc import Callable, Iterable

from plon.plans.checks.facts import Facts
from plon.plans.enums import Purpose

Showing = Callable[[Facts], Iterable[object]]


def _in_regular_work(facts: Facts) -> Iterable[object]:
    uses = facts.plan.use_plans
    return (result for result in facts.plan.results if result.pk in uses and "regular_work" in uses[result.pk].forms)


def _sharing(facts: Facts) -> Iterable[object]:
    return (a for a in facts.plan.activities if a.purpose == Purpose.DISSEMINATION and facts.groups_of[a.pk])


def _with_emblem(facts: Facts) -> Iterable[object]:
    is_clear = all(result.carries_emblem or not result.ready_on for result in facts.tangible)
    return facts.plan.results if is_clear else ()


def _outside(facts: Facts) -> Iterable[object]:
    return (g for g in facts.plan.groups if g.pk in facts.reached_groups and set(g.levels) - {"organisation"})


def _lasting(facts: Facts) -> Iterable[object]:
    return [*(result for result in facts.plan.results if result.pk in facts.plan.use_plans), *facts.after]


def _activities_with(field: str) -> Showing:
    return lambda facts: (activity for activity in facts.plan.activities if getattr(activity, field))


# By the letters of the matrix (domain.md §12.6).
DEMANDS: dict[str, Showing] = {
    "R": _in_regular_work,
    "V": lambda facts: facts.plan.indicators,
    "S": _sharing,
    "E": _with_emblem,
    "U": _outside,
    "O": lambda facts: (result for result in facts.tangible if result.licence),
    "C": _lasting,
    "I": lambda facts: facts.plan.indicators if facts.plan.messages else (),
    "P": _activities_with("start"),
    "T": _activities_with("responsible_id"),
    "W": lambda facts: facts.on_platforms,
}
# By the six parts of the communication plan (domain.md §12.1).
PARTS: dict[str, Showing] = {
    "objectives": _activities_with("objective"),
    "audience": lambda facts: facts.plan.groups,
    "channels": _activities_with("channel"),
    "results": lambda facts: facts.plan.results,
    "timing": _activities_with("start"),
    "indicators": lambda facts: facts.plan.indicators,
}


def shown_by(facts: Facts, table: dict[str, Showing], key: str) -> list[str]:
    """Return the names of what shows a demand or a part; one that only a later guide knows is shown by nothing."""
    return [str(item) for item in table[key](facts)] if key in table else []
