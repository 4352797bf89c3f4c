"""Facets as columns that the engine counts quickly.

A column with exactly one value in each document is counted two to eight times as fast as one with several or
none. So the values that a document has of a facet are written as one: *PL* and *ES* as "ES PL", none as a sign of its
own; the sums are taken apart after counting (docs/decisions/0025-counts-of-open-filters.md). A facet with many values
has several columns, each for a part of the values, so that there are hundreds of combinations and not thousands.
"""

import functools
import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from plon.search.documents import FACETS

# How many columns a facet has; all others have one.
COLUMNS: Mapping[str, int] = {"country": 6, "topic": 6, "group": 3, "language": 3}

# Signs that no value can hold: `clean` drops them, for topics are whatever a register or a team wrote.
NONE = "\x1e"
SEPARATOR = "\x1f"
_WITHOUT = str.maketrans("", "", NONE + SEPARATOR)

# Combinations that other documents have already; there are some thousands of them.
MOST_KNOWN = 50_000


def columns_of(facet: str) -> tuple[str, ...]:
    """Return the names of the columns in which `facet` is counted."""
    return tuple(f"count_{facet}_{place}" for place in range(COLUMNS.get(facet, 1)))


def all_columns() -> Iterable[str]:
    return itertools.chain.from_iterable(map(columns_of, FACETS))


@functools.cache
def empty() -> Mapping[str, str]:
    """Return what a document without any values has in all columns."""
    return dict.fromkeys(all_columns(), NONE)


def clean(values: Iterable[str]) -> tuple[str, ...]:
    """Return values as the index holds them and filters ask for them: each once, none empty, without our signs."""
    return tuple(dict.fromkeys(told for value in values if (told := value.translate(_WITHOUT))))


@functools.lru_cache(maxsize=MOST_KNOWN)
def held(facet: str, values: tuple[str, ...]) -> Mapping[str, str | list[str]]:
    """Return what the index holds of the values that a document has of a facet.

    That is the facet itself, by which documents are chosen, and its columns where they are not empty. Thousands of
    documents share it.
    """
    chosen = clean(values)
    if not chosen:
        return {}
    columns = columns_of(facet)
    parts: dict[str, list[str]] = {}
    for value in sorted(chosen):
        parts.setdefault(columns[zlib.crc32(value.encode()) % len(columns)], []).append(value)
    combined = {column: SEPARATOR.join(part) for column, part in parts.items()}
    return {facet: chosen[0] if len(chosen) == 1 else list(chosen), **combined}


def counted(combinations: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return (value, how many documents have it), the most frequent first.

    Args:
        combinations: what the columns of one facet hold, each with the number of documents that hold it.
    """
    counts: Counter[str] = Counter()
    for held, count in combinations:
        if held != NONE:
            for value in held.split(SEPARATOR):
                counts[value] += count
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def request(facets: Sequence[str], most: int) -> dict[str, dict[str, dict[str, object]]]:
    """Return what the engine is asked to count: at most so many combinations of each column."""
    return {column: {"terms": {"field": column, "size": most}} for facet in facets for column in columns_of(facet)}
