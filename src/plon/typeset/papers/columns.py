"""How wide the columns of a printed table are, in points: by their weights, and none narrower than its longest word."""

from collections.abc import Sequence
from dataclasses import dataclass

from plon.typeset.papers.blocks import Grid

# The width between the margins of an A4 page, upright and across, in points.
PORTRAIT = 170 * 72 / 25.4
LANDSCAPE = 257 * 72 / 25.4
_PADDING = 7.0
# An average character of the family in parts of its size, with a little to spare; heads are semi-bold.
_CHARACTER = 0.58
# Words of a text are hyphenated, so a column may be narrower than its longest.
_SYLLABLES = 9
LONGEST_NUMBER = 22
_MOST_UPRIGHT = 9


@dataclass(frozen=True, slots=True)
class Fit:
    """A table's columns in points, the size of its letters, and whether the page must lie across for it."""

    widths: tuple[float, ...]
    size: float
    is_flipped: bool


def fitted(grid: Grid, rows: Sequence[tuple[str, ...]]) -> Fit:
    """Return how a table stands best on A4: upright while every column can hold its figures, else across."""
    size = 9.0 if len(grid.columns) <= 5 else 8.0 if len(grid.columns) <= 7 else 7.5
    needed = _needed(grid, rows, size)
    is_flipped = len(grid.columns) > _MOST_UPRIGHT or sum(needed) > PORTRAIT
    room = LANDSCAPE if is_flipped else PORTRAIT
    return Fit(_shared(room, [column.weight for column in grid.columns], needed), size, is_flipped)


def _needed(grid: Grid, rows: Sequence[tuple[str, ...]], size: float) -> list[float]:
    needed = []
    for place, column in enumerate(grid.columns):
        head = max((len(word) for word in column.title.split()), default=0)
        longest = min(head, _SYLLABLES)
        if column.is_number:
            lines = (line for row in rows for line in row[place].split("\n"))
            longest = max(longest, min(max(map(len, lines), default=0), LONGEST_NUMBER))
        needed.append(longest * _CHARACTER * size + _PADDING)
    return needed


def _shared(room: float, weights: Sequence[float], needed: Sequence[float]) -> tuple[float, ...]:
    """Share `room` by weight; a column that would get less than it needs gets that, and the others share the rest."""
    if sum(needed) >= room:
        return tuple(room * part / sum(needed) for part in needed)
    weights = [max(weight, 0.01) for weight in weights]
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(weights)) if place not in fixed]
        rest = room - sum(fixed.values())
        whole = sum(weights[place] for place in free)
        tight = {place: needed[place] for place in free if rest * weights[place] / whole < needed[place]}
        if not tight:
            return tuple(fixed.get(place, rest * weights[place] / (whole or 1)) for place in range(len(weights)))
        fixed |= tight
