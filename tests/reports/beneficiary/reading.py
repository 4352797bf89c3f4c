"""Reading a paper in tests: its blocks by kind and by part."""

from typing import TypeVar

from plon.reports.beneficiary.composed import Composed
from plon.typeset.papers.blocks import Block, Grid, Heading, Quote, Text

B = TypeVar("B", bound=Block)


def part(composed: Composed, key: str) -> list[Block]:
    """Return the blocks of a part (its second headings too), up to the next part."""
    found: list[Block] = []
    is_here = False
    for block in composed.paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            is_here = block.key == key
        elif is_here:
            found.append(block)
    return found


def of_kind(blocks: list[Block], kind: type[B]) -> list[B]:
    return [block for block in blocks if isinstance(block, kind)]


def text_of(composed: Composed, key: str) -> str:
    """Return what a part says in words."""
    return "\n\n".join(block.markdown for block in of_kind(part(composed, key), Text))


def table(composed: Composed, key: str, caption: str) -> Grid:
    """Return the table of a part whose caption begins so."""
    return next(grid for grid in of_kind(part(composed, key), Grid) if grid.caption.startswith(caption))


def quotes_of(composed: Composed, key: str) -> list[Quote]:
    return of_kind(part(composed, key), Quote)
