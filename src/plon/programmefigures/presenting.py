"""The figures as pages show them: each cell with the list behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma

from plon.programmefigures.addresses import list_address
from plon.programmefigures.facts import RESULT_DIMENSIONS
from plon.programmefigures.naming import dimension_name, figure_name, value_name
from plon.programmefigures.narrowing import Narrowing
from plon.programmefigures.queries import Shown
from plon.programmefigures.reckoning import FIGURES, Line, lines_of, totals_of

# The rest of a long table stands in the files.
MOST_ROWS = 60
# Ordered by itself and not by how much there is.
BY_VALUE = frozenset({"year"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, written out, and the address of what it counts ("" where it counts nothing)."""

    number: str
    address: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One dimension. `left_out`: how many values have no row here."""

    dimension: str
    name: str
    head: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    left_out: int


def lines_in(shown: Shown, dimension: str, narrowing: Narrowing, figures: Sequence[str] = FIGURES) -> list[Line]:
    """Return the lines of a dimension in the order of the page, with at least the figures asked for.

    A filter on the dimension itself doesn't narrow them, as in the catalogue.
    """
    chosen = {name: value for name, value in narrowing.chosen.items() if name != dimension}
    key = ("lines", dimension, tuple(sorted(chosen.items())))
    if shown.knows((*key, FIGURES)):
        figures = FIGURES
    lines = shown.remember((*key, tuple(figures)), lambda: lines_of(shown.facts, dimension, chosen, figures))
    return sorted(lines, key=lambda line: line.value, reverse=True) if dimension in BY_VALUE else lines


def totals_in(shown: Shown, narrowing: Narrowing) -> Mapping[str, int]:
    return shown.remember(("totals", narrowing.key), lambda: totals_of(shown.facts, narrowing.chosen))


def total_cells(shown: Shown, narrowing: Narrowing) -> list[Cell]:
    """Return the figures of everything under the filters, in the order of `FIGURES`."""
    totals = totals_in(shown, narrowing)
    return [
        Cell(intcomma(totals[figure]), _address(figure, totals[figure], narrowing.chosen), figure_name(figure))
        for figure in FIGURES
    ]


def _address(figure: str, number: int, chosen: Mapping[str, str]) -> str:
    return list_address(figure, chosen) if number else ""


def table_of(shown: Shown, dimension: str, narrowing: Narrowing, language: str) -> Table:
    """Return the table of a dimension."""
    lines = lines_in(shown, dimension, narrowing)
    figures = [figure for figure in FIGURES if not lines or lines[0].figures[figure] is not None]
    rows = tuple(
        ShownRow(value_name(dimension, line.value, language), _cells(line, dimension, figures, narrowing.chosen))
        for line in lines[:MOST_ROWS]
    )
    head = (dimension_name(dimension), *(figure_name(figure) for figure in figures))
    return Table(dimension, dimension_name(dimension), head, rows, max(0, len(lines) - MOST_ROWS))


def _cells(line: Line, dimension: str, figures: Sequence[str], chosen: Mapping[str, str]) -> tuple[Cell, ...]:
    here = {**chosen, dimension: line.value}
    numbers = [(figure, line.figures[figure] or 0) for figure in figures]
    return tuple(
        Cell(intcomma(number), _address(figure, number, here), figure_name(figure)) for figure, number in numbers
    )


def dimensions(narrowing: Narrowing, current: str) -> list[tuple[str, str, str, bool]]:
    """Return (key, name, query, whether it is shown) of every dimension."""
    return [
        (name, dimension_name(name), narrowing.query(by=name), name == current) for name in RESULT_DIMENSIONS
    ]  # fmt: skip
