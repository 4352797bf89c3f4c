"""What every maker of a paper needs put right first: levels without gaps, keys that are one of a kind, whole rows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from plon.texts import fold
from plon.typeset.papers.blocks import Block, Drawing, Grid, Heading, Note
from plon.typeset.papers.columns import fitted

DEEPEST = 3
# Fewer headings than these need no contents, and no title page of their own.
CONTENTS_FROM = 5
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 60


def shaped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with headings that readers of structure accept, and without tables that have no column.

    The first heading is of level 1 and none skips a level (PDF/UA-1 refuses both); each has a key of its own.
    """
    level, taken = 0, set[str]()
    for block in blocks:
        match block:
            case Grid(columns=()):
                continue
            case Drawing(table=Grid(columns=())):
                yield replace(block, table=None)
            case Heading():
                level = max(1, min(block.level, level + 1, DEEPEST))
                key = _unique(block.key or _key_of(block.text), taken)
                taken.add(key)
                yield replace(block, level=level, key=key)
            case _:
                yield block


def _key_of(text: str) -> str:
    return _NOT_IN_KEYS.sub("-", fold(text)).strip("-")[:_LONGEST_KEY] or "part"


def _unique(key: str, taken: set[str]) -> str:
    if key not in taken:
        return key
    return next(name for number in range(2, len(taken) + 3) if (name := f"{key}-{number}") not in taken)


def reads_from_right(text: str) -> bool:
    """Tell whether the first letter of a text is one of a script that is read from the right."""
    sides = (unicodedata.bidirectional(character) for character in text)
    return next((side != "L" for side in sides if side in {"L", "R", "AL"}), False)


def sections(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Yield blocks by how the page lies for them, True for across; a heading goes with the table that it heads."""
    shown = list(blocks)
    across = [isinstance(block, Grid) and fitted(block, list(whole_rows(block))).is_across for block in shown]
    for place in range(len(shown) - 2, -1, -1):
        across[place] = across[place] or (isinstance(shown[place], Heading | Note) and across[place + 1])
    for is_across, group in groupby(zip(across, shown, strict=True), key=lambda pair: pair[0]):
        yield is_across, [block for _across, block in group]


def whole_rows(grid: Grid) -> Iterator[tuple[str, ...]]:
    """Yield the rows, each as long as the head: what lacks is empty, what is beyond joins the last cell."""
    width = len(grid.columns)
    for row in grid.rows:
        if len(row) > width:
            yield (*row[: width - 1], "\n".join(row[width - 1 :]))
        else:
            yield (*row, *[""] * (width - len(row)))
