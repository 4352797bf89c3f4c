"""Run all rules over a plan."""

from plon.plans.checks.facts import Facts
from plon.plans.checks.finding import FINDERS
from plon.plans.checks.remarks import WEIGHTS, Remark, remark_of, rules
from plon.plans.checks.rooms import found_by_rooms
from plon.plans.queries import Plan


def check_plan(plan: Plan, language: str) -> list[Remark]:
    """Return what could be better in a plan: what matters most first, then in the plan's order.

    Args:
        plan: the plan as `load_plan` returns it; only rules of rooms above ask the database, once per room.
        language: of the reader; Polish or English.
    """
    return remarks_on(Facts(plan), language)


def remarks_on(facts: Facts, language: str) -> list[Remark]:
    remarks = [
        remark_of(rule, found, facts, language) for rule in rules().values() for found in FINDERS[rule.code](facts)
    ]
    remarks += [remark_of(rule, found, facts, language) for rule, found in found_by_rooms(facts)]
    return sorted(remarks, key=lambda remark: WEIGHTS.index(remark.weight))
