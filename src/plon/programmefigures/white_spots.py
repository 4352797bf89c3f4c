"""White spots: which groups, regions, topics, languages and countries have no living result, alone and in pairs."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon.catalogue.map import map_of, places_of
from plon.catalogue.map.drawing import Place
from plon.programme.codelists import codelist, read_data
from plon.programme.places import programme_countries
from plon.programmefigures.addresses import list_address
from plon.programmefigures.naming import dimension_name, value_name
from plon.programmefigures.narrowing import Narrowing
from plon.programmefigures.presenting import lines_in
from plon.programmefigures.queries import Shown
from plon.programmefigures.reckoning import Crossing, crossing_of
from plon.programmefigures.regions import voivodeships

DIMENSIONS = ("group", "topic", "language", "region", "country")
USUAL = ("group", "topic")
# Projects, too: a topic that has projects and no result is white.
FIGURES = ("projects", "results", "living")
# A matrix of more rows or columns can't be read; what has most results stands first.
MOST_DOWN, MOST_ACROSS = 40, 24


def wanted(shown: Shown, dimension: str, narrowing: Narrowing) -> list[str]:
    """Return the values that ought to have a living result: those of the programme, then the others that occur."""
    known: tuple[str, ...] = ()
    if dimension == "group":
        known = codelist("target_group_kinds").codes
    elif dimension == "topic":
        known = codelist("topics").codes
    elif dimension == "language":
        languages = read_data("countries")["languages"]
        known = (*languages["first"], *languages["union"])
    elif dimension == "region":
        known = voivodeships()
    elif dimension == "country":
        known = programme_countries(datetime.datetime.now(datetime.UTC).year)
    found = (line.value for line in lines_in(shown, dimension, narrowing, FIGURES) if line.value)
    return list(dict.fromkeys((*known, *found)))


@dataclass(frozen=True, slots=True)
class Spot:
    """One pair; white if no result of it lives."""

    living: int
    results: int
    address: str
    name: str

    @property
    def is_white(self) -> bool:
        return not self.living


@dataclass(frozen=True, slots=True)
class SpotRow:
    name: str
    cells: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Pairs of values of two dimensions; `left_out`: rows and columns that did not fit."""

    name: str
    head: tuple[str, ...]
    rows: tuple[SpotRow, ...]
    left_out: tuple[int, int]

    @property
    def white(self) -> int:
        return sum(cell.is_white for row in self.rows for cell in row.cells)

    @property
    def pairs(self) -> int:
        return sum(len(row.cells) for row in self.rows)


def matrix_of(shown: Shown, down: str, across: str, narrowing: Narrowing, language: str) -> Matrix:
    """Return the matrix of two dimensions under the filters."""
    crossing = shown.remember(
        ("crossing", down, across, narrowing.key), lambda: crossing_of(shown.facts, down, across, narrowing.chosen)
    )
    rows, columns = wanted(shown, down, narrowing), wanted(shown, across, narrowing)
    kept = columns[:MOST_ACROSS]
    made = tuple(
        SpotRow(
            value_name(down, value, language),
            tuple(_spot(shown, crossing, (down, value), (across, other), narrowing, language) for other in kept),
        )
        for value in rows[:MOST_DOWN]
    )
    name = _("%(first)s and %(second)s") % {"first": dimension_name(down), "second": dimension_name(across)}
    head = tuple(value_name(across, value, language) for value in kept)
    return Matrix(name, head, made, (max(0, len(rows) - MOST_DOWN), max(0, len(columns) - MOST_ACROSS)))


def _spot(
    shown: Shown, crossing: Crossing, first: tuple[str, str], second: tuple[str, str], narrowing: Narrowing,
    language: str,
) -> Spot:  # fmt: skip
    codes = [shown.facts.dimensions[name].code_of(value) for name, value in (first, second)]
    living = results = 0
    if codes[0] is not None and codes[1] is not None:
        living, results = int(crossing.living[codes[0], codes[1]]), int(crossing.results[codes[0], codes[1]])
    address = ""
    if results:
        address = list_address("living" if living else "results", {**narrowing.chosen, **dict((first, second))})
    return Spot(living, results, address, f"{value_name(*first, language)}, {value_name(*second, language)}")


@dataclass(frozen=True, slots=True)
class Missing:
    """The values of one dimension without a living result; each with the results it has, if any."""

    name: str
    values: tuple[tuple[str, int, str], ...]
    of: int


def missing_in(shown: Shown, dimension: str, narrowing: Narrowing, language: str) -> Missing:
    """Return which wanted values have no living result: (name, results that are not living, their list)."""
    lines = {line.value: line for line in lines_in(shown, dimension, narrowing, FIGURES)}
    every = wanted(shown, dimension, narrowing)
    values = []
    for value in every:
        line = lines.get(value)
        if line is not None and line.figures["living"]:
            continue
        results = (line.figures["results"] or 0) if line else 0
        address = list_address("results", {**narrowing.chosen, dimension: value}) if results else ""
        values.append((value_name(dimension, value, language), results, address))
    return Missing(dimension_name(dimension), tuple(values), len(every))


def map_in(shown: Shown, narrowing: Narrowing, language: str) -> Mapping[str, object]:
    """Return the map of living results by country and the list beside it."""
    counts = {
        line.value: line.figures["living"] or 0 for line in lines_in(shown, "country", narrowing, FIGURES) if line.value
    }

    def link(country: str) -> str:
        return list_address("living", {**narrowing.chosen, "country": country})

    places: list[Place] = places_of(counts, language, link)
    return {"map": map_of(counts, language, link), "places": places}
