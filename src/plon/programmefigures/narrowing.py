"""The filters of the figures, as they stand in an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from plon.programme.places import sort_key
from plon.programmefigures.facts import NOT_GIVEN, RESULT_DIMENSIONS, Facts
from plon.programmefigures.naming import dimension_name, value_name
from plon.programmefigures.queries import Shown
from plon.programmefigures.reckoning import lines_of
from plon.programmefigures.regions import is_of_poland

# What the form over the figures asks for; the other dimensions come with the links of cells.
ASKED = ("key_action", "field", "year", "country", "region")
# How an address says "not given".
NONE = "none"
# A list of regions of all Europe helps nobody; Poland's and the most frequent do, and each has its cell in the table.
MOST_CHOICES = 150


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Chosen values by dimension; `unknown`: names of filters whose values nobody knows, which were left out."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(self.chosen.items()))

    def query(self, **more: str) -> str:
        """Return the filters as they stand in an address, with more of it; "" takes a part out."""
        query = QueryDict(mutable=True)
        for name, value in self.chosen.items():
            query[name] = value or NONE
        for name, value in more.items():
            if value:
                query[name] = value
            else:
                query.pop(name, None)
        return query.urlencode()


def read_narrowing(given: QueryDict, facts: Facts, dimensions: Sequence[str] = ASKED) -> Narrowing:
    """Read the filters of an address. What nobody knows is left out, and said."""
    chosen: dict[str, str] = {}
    unknown = []
    for name in dimensions:
        written = given.get(name, "")
        if not written:
            continue
        value = NOT_GIVEN if written == NONE else written
        if facts.dimensions[name].code_of(value) is None and value != NOT_GIVEN:
            unknown.append(dimension_name(name))
        else:
            chosen[name] = value
    return Narrowing(chosen, tuple(unknown))


def all_narrowed(given: QueryDict, facts: Facts) -> Narrowing:
    """Read filters of every dimension: for the lists behind cells."""
    return read_narrowing(given, facts, RESULT_DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    choices: tuple[Choice, ...]


def filters_of(shown: Shown, narrowing: Narrowing, language: str) -> list[Filter]:
    """Return what the form offers: the values that occur, and what is chosen; no filter without a choice."""
    every = (_filter(shown, name, narrowing, language) for name in ASKED)
    return [each for each in every if each.choices]


def _filter(shown: Shown, name: str, narrowing: Narrowing, language: str) -> Filter:
    values = list(shown.remember(("choices", name), lambda: _offered(shown.facts, name)))
    chosen = narrowing.chosen.get(name)
    if chosen and chosen not in values:
        values.append(chosen)
    choices = [Choice(value, value_name(name, value, language), value == chosen) for value in values]
    choices.sort(key=lambda choice: sort_key(choice.label), reverse=name == "year")
    if name == "region":
        choices.sort(key=lambda choice: not is_of_poland(choice.value))
    if chosen == NOT_GIVEN:
        choices.append(Choice(NONE, value_name(name, NOT_GIVEN, language), True))
    return Filter(name, dimension_name(name), tuple(choices))


def _offered(facts: Facts, name: str) -> list[str]:
    """Return the values to choose from: all, or Poland's and those with most projects where there are too many."""
    found = [line for line in lines_of(facts, name, {}, ("projects", "results")) if line.value]
    found.sort(key=lambda line: (not is_of_poland(line.value), -(line.figures["projects"] or 0)))
    return [line.value for line in found[:MOST_CHOICES]]


def told(narrowing: Narrowing, language: str) -> str:
    """Say in words which filters are in use, "" without any."""
    return " · ".join(
        _("%(filter)s: %(value)s") % {"filter": dimension_name(name), "value": value_name(name, value, language)}
        for name, value in narrowing.chosen.items()
    )
