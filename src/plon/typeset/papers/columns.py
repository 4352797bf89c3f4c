"""How wide the columns of a printed table are, in points: by their weights, and none narrower than its longest word."""

from collections.abc import Sequence
from dataclasses import dataclass

from plon.typeset.papers.blocks import Column, Grid

# The width between the margins of an A4 page, upright and across, in points.
PORTRAIT = 170 * 72 / 25.4
LANDSCAPE = 257 * 72 / 25.4
_PADDING = 10.0
# An average character of the family in parts of its size, with a little to spare; heads are semi-bold.
_CHARACTER = 0.58
# Longer words of a head are hyphenated, longer codes are parted.
_LONGEST_HEAD = 12
# How much wider than its longest lines a table may be, and the share of the room that it takes at least.
_EASE, _NARROWEST = 1.15, 0.45
# So many lines a short table has at most, and so many characters stand on a line of one, roughly.
_SHORT, _LONG_LINE = 14, 40
# So many columns at most are set in letters of this size.
_SIZES, _SMALLEST = ((5, 9.0), (7, 8.0)), 7.5
LONGEST_NUMBER = 22
_MOST_UPRIGHT = 9


@dataclass(frozen=True, slots=True)
class Fit:
    """A table's columns in points, and which of them must part words; the size of its letters.

    `is_across` tells that the page must lie across for it.
    """

    widths: tuple[float, ...]
    parts_words: tuple[bool, ...]
    size: float
    is_across: bool


@dataclass(frozen=True, slots=True)
class _Lengths:
    """In characters: the longest word and the longest line of a column, and what it can't do without."""

    word: int
    line: int
    least: int


def fitted(grid: Grid, rows: Sequence[tuple[str, ...]]) -> Fit:
    """Return how a table stands best on A4: upright while every column can hold its figures, else across.

    A table with little in it, such as the figures of a chart, is narrower than the page, so that eyes can follow a row.
    """
    size = next((size for most, size in _SIZES if len(grid.columns) <= most), _SMALLEST)
    lengths = [_lengths(column, [row[place] for row in rows]) for place, column in enumerate(grid.columns)]
    needed = [_points(column.least, size) for column in lengths]
    is_across = len(grid.columns) > _MOST_UPRIGHT or sum(needed) > PORTRAIT
    room = LANDSCAPE if is_across else PORTRAIT
    wished = [_points(column.line, size) * _EASE for column in lengths]
    width = min(room, max(sum(wished), room * _NARROWEST, sum(needed)))
    weights = wished if width < room else [column.weight for column in grid.columns]
    # A table that is wider than its lines has columns that are, too.
    spare = max(1.0, width / sum(wished))
    widths = _shared(
        width, weights, needed, [max(each * spare, least) for each, least in zip(wished, needed, strict=True)]
    )
    parts = tuple(_points(column.word, size) > width for column, width in zip(lengths, widths, strict=True))
    return Fit(widths, parts, size, is_across)


def is_short(rows: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether a table should stay on one page, as one with the few figures of a chart."""
    lines = sum(max((max(cell.count("\n") + 1, len(cell) / _LONG_LINE) for cell in row), default=1) for row in rows)
    return lines <= _SHORT


def _points(characters: int, size: float) -> float:
    return characters * _CHARACTER * size + _PADDING


def _lengths(column: Column, cells: Sequence[str]) -> _Lengths:
    head = max(map(len, column.title.split()), default=0)
    lines = [line for cell in cells for line in cell.split("\n")]
    line = max((len(column.title), *map(len, lines)))
    least = min(head, _LONGEST_HEAD)
    if column.is_number:
        return _Lengths(head, line, max(least, min(max(map(len, lines), default=0), LONGEST_NUMBER)))
    words = [word for one in lines for word in one.split()]
    # Days, codes and short figures are not to be parted; checksums are.
    whole = (len(word) for word in words if len(word) <= _LONGEST_HEAD and not word.isalpha())
    return _Lengths(max((head, *map(len, words))), line, max((least, *whole)))


def _shared(room: float, weights: Sequence[float], least: Sequence[float], most: Sequence[float]) -> tuple[float, ...]:
    """Share `room` by weight, within what each column needs and what it can use; the others share the rest."""
    if sum(least) >= room:
        return tuple(room * part / sum(least) for part in least)
    weights = [max(weight, 0.01) for weight in weights]
    fixed: dict[int, float] = {}
    while len(fixed) < len(weights):
        free = [place for place in range(len(weights)) if place not in fixed]
        unit = (room - sum(fixed.values())) / sum(weights[place] for place in free)
        tight = {place: least[place] for place in free if unit * weights[place] < least[place]}
        loose = {place: most[place] for place in free if unit * weights[place] > most[place]}
        fixed |= tight or loose or {place: unit * weights[place] for place in free}
    return tuple(fixed[place] for place in range(len(weights)))
