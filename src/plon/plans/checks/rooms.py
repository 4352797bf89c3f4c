"""Rules of rooms above: what the coach says of things that a plan alone does not know, e.g. reviews that are due."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from plon.plans.checks.facts import Facts
from plon.plans.checks.remarks import Found, Rule, read_rules

RoomFinder = Callable[[Facts, object], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class RoomRules:
    """The rules of one room.

    Attributes:
        package: where their words stand, in data/remarks.toml as those of plans.
        finders: {code: what yields the findings from the plan and from what was gathered}.
        gather: reads what the rules need beside the plan, once for all of them, in a constant number of queries.
    """

    package: str
    finders: Mapping[str, RoomFinder]
    gather: Callable[[Facts], object]

    def rules(self) -> dict[str, Rule]:
        return read_rules(self.package)


_rooms: dict[str, RoomRules] = {}


def register_rules(rules: RoomRules) -> None:
    """Let the coach follow a room's rules after those of the plan."""
    _rooms[rules.package] = rules


def found_by_rooms(facts: Facts) -> Iterator[tuple[Rule, Found]]:
    """Yield what rooms above find, with the rule that found it."""
    for room in _rooms.values():
        gathered = room.gather(facts)
        for rule in room.rules().values():
            yield from ((rule, found) for found in room.finders[rule.code](facts, gathered))
