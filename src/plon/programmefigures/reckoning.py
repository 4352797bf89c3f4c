"""From facts to figures: pure. Every figure is counted from the same columns, so all of them agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plon.programmefigures.facts import Column, Dimension, Facts, Part

Flags = npt.NDArray[np.bool_]
Chosen = Mapping[str, str]

# Figures in the order of the table. What a list of each figure holds stands in `listed`.
FIGURES = ("projects", "results", "living", "working", "open", "views", "downloads", "uses", "unused")
SUMS = frozenset({"views", "downloads", "uses"})
# With a list that is no column of the table: strong results that nobody uses.
LISTS = (*FIGURES, "strong")

# A result without label is strong if it is described so well, open and living (`catalogue/quality.py`, in per cent;
# without uses the most is 65).
STRONG = 55


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a dimension with the figures asked for; None where projects have no such dimension."""

    value: str
    figures: Mapping[str, int | None]


def totals_of(facts: Facts, chosen: Chosen) -> dict[str, int]:
    """Return all figures under some filters, each project and result once."""
    totals: dict[str, int] = {}
    for figure in FIGURES:
        part = facts.part(figure)
        rows = listed(facts, figure, chosen)
        totals[figure] = int(part.measures[figure][rows].sum()) if figure in SUMS else int(np.count_nonzero(rows))
    return totals


def lines_of(facts: Facts, dimension: str, chosen: Chosen, figures: Sequence[str] = FIGURES) -> list[Line]:
    """Return a line for every value of a dimension that occurs under the filters; who has several counts in each.

    Values stand in the order of their results, then of their projects.
    """
    counted: dict[str, list[int] | None] = {}
    kinds = {"projects" if figure == "projects" else "results" for figure in figures}
    under = {kind: rows_of(facts, kind, chosen) for kind in kinds}
    for figure in figures:
        part = facts.part(figure)
        if dimension not in part.sets:
            counted[figure] = None
            continue
        rows = under["projects" if figure == "projects" else "results"] & _of_list(facts, figure)
        weights = part.measures[figure] if figure in SUMS else None
        counted[figure] = _counted(facts.dimensions[dimension], part.sets[dimension], rows, weights).tolist()
    lines = [
        Line(value, {figure: numbers[code] if numbers is not None else None for figure, numbers in counted.items()})
        for code, value in enumerate(facts.dimensions[dimension].values)
    ]
    found = [line for line in lines if line.figures.get("results") or line.figures.get("projects")]
    return sorted(found, key=lambda line: (-(line.figures.get("results") or 0), -(line.figures.get("projects") or 0)))


def _counted(dimension: Dimension, column: Column, rows: Flags, weights: Column | None) -> npt.NDArray[np.int64]:
    """Count rows, or add their weights up, per value."""
    some = column[rows]
    added = np.bincount(some, weights=None if weights is None else weights[rows], minlength=dimension.set_count)
    return _spread(dimension, added)


def _spread(dimension: Dimension, of_sets: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Give what sets have to each of their members."""
    starts = dimension.starts.astype(np.int64)
    weights = np.repeat(of_sets.astype(np.float64), starts[1:] - starts[:-1])
    spread = np.bincount(dimension.members, weights, minlength=len(dimension.values))
    return np.rint(spread).astype(np.int64)


def rows_of(facts: Facts, part_name: str, chosen: Chosen) -> Flags:
    """Return which projects or results have all the chosen values; none if they can't have one of them."""
    part = facts.part(part_name)
    rows = np.ones(len(part), np.bool_)
    for name, value in chosen.items():
        code = facts.dimensions[name].code_of(value)
        if code is None or name not in part.sets:
            return np.zeros(len(part), np.bool_)
        rows &= _having(facts.dimensions[name], code)[part.sets[name]]
    return rows


def _having(dimension: Dimension, code: int) -> Flags:
    """Return which sets hold a value."""
    having = np.zeros(dimension.set_count, np.bool_)
    where = np.flatnonzero(dimension.members == code)
    having[np.searchsorted(dimension.starts, where, side="right") - 1] = True
    return having


def listed(facts: Facts, name: str, chosen: Chosen) -> Flags:
    """Return which projects or results stand in one of `LISTS` under some filters."""
    return rows_of(facts, "projects" if name == "projects" else "results", chosen) & _of_list(facts, name)


def _of_list(facts: Facts, name: str) -> Flags:
    part: Part = facts.part(name)
    if name in {"projects", "results"}:
        return np.ones(len(part), np.bool_)
    known = part.measures
    unused, living = known["uses"] < 1, known["living"] > 0
    if name == "unused":
        return np.asarray(unused)
    if name == "strong":
        is_good = (known["open"] > 0) & (known["quality"] >= STRONG)
        return np.asarray(unused & living & (is_good | (known["labelled"] > 0)))
    return np.asarray(known[name] > 0)


def ordered(facts: Facts, name: str, chosen: Chosen) -> npt.NDArray[np.int64]:
    """Return the places of a list's rows, in its order: by what it is of, else the newest first."""
    places = np.flatnonzero(listed(facts, name, chosen))
    if name == "projects":
        return places[::-1]
    known = facts.results.measures
    by = {"unused": "quality", "strong": "quality"}.get(name, name)
    first = known[by].astype(np.int64) if by in SUMS or by == "quality" else np.zeros(len(facts.results), np.int64)
    if name == "strong":
        first = first + 1000 * known["labelled"].astype(np.int64)
    return places[np.lexsort((-facts.results.keys[places].astype(np.int64), -first[places]))]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Results by two dimensions: for each pair of values how many there are, and how many of them live."""

    results: npt.NDArray[np.int64]
    living: npt.NDArray[np.int64]


def crossing_of(facts: Facts, down: str, across: str, chosen: Chosen) -> Crossing:
    """Count the results of each pair of values; rows and columns are the codes of the two dimensions."""
    rows = rows_of(facts, "results", chosen)
    alive = rows & (facts.results.measures["living"] > 0)
    return Crossing(_crossed(facts, down, across, rows), _crossed(facts, down, across, alive))


def _crossed(facts: Facts, down: str, across: str, rows: Flags) -> npt.NDArray[np.int64]:
    first, second = facts.dimensions[down], facts.dimensions[across]
    # Pairs of sets are far fewer than results; only they are taken apart.
    pairs = facts.results.sets[down][rows].astype(np.int64) * second.set_count + facts.results.sets[across][rows]
    met, counts = _met(pairs, first.set_count * second.set_count)
    owners, ours = _members(first, met // second.set_count)
    counts, met = counts[owners], met[owners]
    owners, theirs = _members(second, met % second.set_count)
    cells = ours[owners] * len(second.values) + theirs
    shape = (len(first.values), len(second.values))
    return np.bincount(cells, counts[owners], minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape)


# Up to so many pairs are counted in a table of all of them, which is quicker than sorting.
_TABLE = 20_000_000


def _met(pairs: npt.NDArray[np.int64], most: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    if most <= _TABLE:
        table = np.bincount(pairs, minlength=1)
        met = np.flatnonzero(table)
        return met, table[met]
    return np.unique(pairs, return_counts=True)


def _members(dimension: Dimension, sets: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the members of each set, and to which place of `sets` each belongs."""
    starts = dimension.starts.astype(np.int64)
    lengths = starts[sets + 1] - starts[sets]
    owners = np.repeat(np.arange(len(sets)), lengths)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return owners, dimension.members[starts[sets][owners] + within].astype(np.int64)
