"""What is counted of every public project and result: columns of small numbers, pure, packed to be stored.

A column doesn't hold what a project has in a dimension but the number of a set: most projects share theirs with many
others, so that a million rows fit in some tens of megabytes and are counted in milliseconds.
"""

import io
import zipfile
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.integer[Any]]

# What projects and results are counted by. Their names are those of the catalogue's filters, where it has them.
PROJECT_DIMENSIONS = ("key_action", "field", "year", "country", "region", "topic", "language")
MANY_VALUED = frozenset({"country", "region", "topic", "language", "group"})
RESULT_DIMENSIONS = (*PROJECT_DIMENSIONS, "licence", "group")
# What is known of each result. `living`: its links work, or it has none and its files lie here; `working`: all its
# links work; `told`: how many parts of its description are there; `quality`: in per cent.
MEASURES = ("living", "working", "open", "labelled", "views", "downloads", "uses", "told", "quality")
NOT_GIVEN = ""


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """The values of a dimension, and the sets of them that occur, one after the other in `members`."""

    values: tuple[str, ...]
    starts: Column
    members: Column

    @property
    def set_count(self) -> int:
        return len(self.starts) - 1

    def code_of(self, value: str) -> int | None:
        return self.values.index(value) if value in self.values else None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """All projects, or all results: their keys, the number of their set per dimension, and what is known of each."""

    keys: Column
    sets: Mapping[str, Column]
    measures: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    dimensions: Mapping[str, Dimension]
    projects: Part
    results: Part

    def part(self, name: str) -> Part:
        return self.projects if name == "projects" else self.results


class _Sets:
    """Gives every set of values of one dimension a number."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._numbers: dict[tuple[str, ...], int] = {}

    def number_of(self, values: Iterable[str]) -> int:
        given = tuple(sorted({value for value in values if value})) or (NOT_GIVEN,)
        number = self._numbers.get(given)
        if number is None:
            number = self._numbers[given] = len(self._numbers)
            for value in given:
                self._codes.setdefault(value, len(self._codes))
        return number

    def dimension(self) -> Dimension:
        lengths = np.fromiter(map(len, self._numbers), np.int64, len(self._numbers))
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        codes = [self._codes[value] for values in self._numbers for value in values]
        return Dimension(tuple(self._codes), _small(starts), _small(np.array(codes, np.int64)))


class Builder:
    """Takes projects and results one by one and gives the facts."""

    def __init__(self) -> None:
        self._sets = {name: _Sets() for name in RESULT_DIMENSIONS}
        self._projects = _Rows(PROJECT_DIMENSIONS, ())
        self._results = _Rows(RESULT_DIMENSIONS, MEASURES)

    def numbers_of(self, values: Mapping[str, Iterable[str]]) -> tuple[int, ...]:
        """Return the numbers of the sets of some dimensions, in the order of `values`."""
        return tuple([self._sets[name].number_of(some) for name, some in values.items()])

    def add_project(self, key: int, numbers: Sequence[int]) -> None:
        self._projects.add(key, numbers, ())

    def add_result(self, key: int, numbers: Sequence[int], measures: Sequence[int]) -> None:
        self._results.add(key, numbers, measures)

    def facts(self) -> Facts:
        dimensions = {name: sets.dimension() for name, sets in self._sets.items()}
        return Facts(dimensions, self._projects.part(), self._results.part())


class _Rows:
    def __init__(self, dimensions: Sequence[str], measures: Sequence[str]) -> None:
        self._keys = array("q")
        self._sets = {name: array("q") for name in dimensions}
        self._measures = {name: array("q") for name in measures}

    def add(self, key: int, numbers: Sequence[int], measures: Sequence[int]) -> None:
        self._keys.append(key)
        for column, number in zip(self._sets.values(), numbers, strict=True):
            column.append(number)
        for column, number in zip(self._measures.values(), measures, strict=True):
            column.append(number)

    def part(self) -> Part:
        return Part(
            _column(self._keys),
            {name: _column(column) for name, column in self._sets.items()},
            {name: _column(column) for name, column in self._measures.items()},
        )


def _column(numbers: "array[int]") -> Column:
    return _small(np.frombuffer(numbers, np.int64) if numbers else np.zeros(0, np.int64))


def _small(column: npt.NDArray[np.int64]) -> Column:
    """Return the numbers (none below zero) in the smallest type that holds them."""
    most = int(column.max()) if len(column) else 0
    return column.astype(np.min_scalar_type(most))


def packed(facts: Facts) -> tuple[bytes, dict[str, list[str]]]:
    """Return the columns as bytes, and the values of each dimension."""
    columns: dict[str, Column] = {}
    for name, dimension in facts.dimensions.items():
        columns |= {f"starts.{name}": dimension.starts, f"members.{name}": dimension.members}
    for part_name in ("projects", "results"):
        part = facts.part(part_name)
        columns[f"{part_name}.keys"] = part.keys
        columns |= {f"{part_name}.sets.{name}": column for name, column in part.sets.items()}
        columns |= {f"{part_name}.measures.{name}": column for name, column in part.measures.items()}
    made = io.BytesIO()
    np.savez(made, allow_pickle=False, **columns)
    return made.getvalue(), {name: list(dimension.values) for name, dimension in facts.dimensions.items()}


def unpacked(content: bytes, values: Mapping[str, Sequence[str]]) -> Facts:
    """Return what `packed` gave.

    Raises:
        KeyError, ValueError: it was packed by another release, or is damaged.
    """
    try:
        return _unpacked(content, values)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise ValueError("these columns are damaged") from error


def _unpacked(content: bytes, values: Mapping[str, Sequence[str]]) -> Facts:
    with np.load(io.BytesIO(content), allow_pickle=False) as columns:
        dimensions = {
            name: Dimension(tuple(values[name]), columns[f"starts.{name}"], columns[f"members.{name}"])
            for name in RESULT_DIMENSIONS
        }
        projects = Part(
            columns["projects.keys"], {name: columns[f"projects.sets.{name}"] for name in PROJECT_DIMENSIONS}, {}
        )
        results = Part(
            columns["results.keys"],
            {name: columns[f"results.sets.{name}"] for name in RESULT_DIMENSIONS},
            {name: columns[f"results.measures.{name}"] for name in MEASURES},
        )
    return Facts(dimensions, projects, results)
