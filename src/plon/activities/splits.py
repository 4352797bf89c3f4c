"""Who was reached, as totals: by role, by age, with fewer opportunities (domain.md §6.3). Never names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from plon.activities.refusals import BadSplit
from plon.programme.codelists import codelist

# {part of the split: the code list of its totals}
PARTS = {"role": "participant_roles", "age": "age_bands"}
FEWER = "fewer_opportunities"
Split = dict[str, Any]


@dataclass(frozen=True)
class ReachRow:
    """How many people of one group an act reached.

    Attributes:
        people: all of them.
        level: the level at which they act, a code of `levels`.
        split: {"role": {code: people}, "age": {code: people}, "fewer_opportunities": people}, each part optional.
    """

    people: int
    level: str = ""
    split: Mapping[str, Any] = field(default_factory=dict)


def checked_split(split: Mapping[str, Any], people: int, group: str) -> Split:
    """Return a split with its zeros left out.

    Args:
        split: see `ReachRow`.
        people: how many were reached in all.
        group: whose split it is, for the refusal.

    Raises:
        BadSplit: a code is unknown, a number is none, or a part has more people than were reached.
    """
    tidy: Split = {}
    for part, totals in split.items():
        if part == FEWER:
            number = _number(totals)
            if number > people:
                raise _too_many(group, number, people)
            if number:
                tidy[FEWER] = number
        elif part in PARTS and isinstance(totals, Mapping):
            known = codelist(PARTS[part])
            if any(code not in known for code in totals):
                raise BadSplit(_("The split of “%(group)s” names a kind that Plon doesn't know."), {"group": group})
            counted = {code: number for code in known.codes if (number := _number(totals.get(code)))}
            if sum(counted.values()) > people:
                raise _too_many(group, sum(counted.values()), people)
            if counted:
                tidy[part] = counted
        else:
            raise BadSplit(_("The split of “%(group)s” names a kind that Plon doesn't know."), {"group": group})
    return tidy


def _number(value: object) -> int:
    if value is None or value == "":
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadSplit(_("People are counted in whole numbers, from 0."))
    return value


def _too_many(group: str, counted: int, people: int) -> BadSplit:
    return BadSplit(
        _("“%(group)s”: the split counts %(counted)s people, but %(people)s were reached in all."),
        {"group": group, "counted": counted, "people": people},
    )
