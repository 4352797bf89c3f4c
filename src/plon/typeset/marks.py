"""Marks beside the emblem: the funding strip's geometry and licence badges of our own drawing.

`strip` holds the rules of domain.md §5.1 by construction: the emblem is 3:2 and at least 10 mm high where the
format allows, keeps a clear space, and no other logo is taller, wider or larger in area.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from plon.typeset.badges import BADGES
from plon.typeset.emblem import HEIGHT, WIDTH
from plon.typeset.lettering import STROKE, lettered

RATIO = WIDTH / HEIGHT
# domain.md §5.1: the smallest height of the emblem.
SMALLEST_MM = 10.0
# D§5.1 asks that the emblem stays distinct and separate without a figure; a quarter of its height is our choice.
CLEAR_SPACE = 0.25
# Part of the format's width that the emblem's height takes, so that it grows with a poster.
SHARE_OF_WIDTH = 0.07
# The widest an average character of the bundled semi-bold gets, and the distance of lines, both in parts of its size.
CHARACTER = 0.62
LINE = 1.2
# Two lines of this size stand as high as the emblem; smaller than 6 pt nobody reads.
LARGEST_TEXT = 0.4
SMALLEST_TEXT_MM = 6 * 25.4 / 72
# A line must hold the longest word of the statements we know ("spolufinancované", "medfinansieret").
LONGEST_WORD = 17

BADGE_HEIGHT = 14.0
PAD = 3.2
INK = "#1B1B1B"


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands in the strip, in mm from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Strip:
    """A funding strip in mm: boxes inside `width` x `height`; logos in the order they came.

    `statement` is as wide as its text may run and `text_mm` the size of its letters; `is_below_minimum` says that
    the emblem is smaller than the rule's 10 mm because the thing itself is small. It is to be told, not hidden.
    """

    width: float
    height: float
    emblem: Box
    statement: Box
    text_mm: float
    clear_mm: float
    is_stacked: bool
    logos: tuple[Box, ...]
    is_below_minimum: bool


def strip(
    width_mm: float,
    logos: Sequence[tuple[float, float]],
    *,
    statement_chars: int,
    smallest_mm: float = SMALLEST_MM,
) -> Strip:
    """Compute a strip of emblem, statement and logos for a tool that is `width_mm` wide.

    Args:
        width_mm: room from edge to edge of what is printed.
        logos: width and height of each logo in any unit; only their proportions count.
        statement_chars: length of the funding statement.
        smallest_mm: the emblem is never lower than this unless `width_mm` itself is too narrow for it.

    Raises:
        ValueError: a width, a logo or the text has no size.
    """
    sizes = (width_mm, smallest_mm, statement_chars, *itertools.chain.from_iterable(logos))
    if any(not (math.isfinite(size) and size > 0) for size in sizes):
        message = "Everything in a strip has a size above zero."
        raise ValueError(message)
    lowest = min(smallest_mm, width_mm / RATIO)
    highest = max(lowest, min(width_mm * SHARE_OF_WIDTH, width_mm / RATIO))
    for height in _heights(highest, lowest):
        laid = _lay(width_mm, height, logos, statement_chars)
        if not logos or laid.logos[-1].y < laid.emblem.bottom:
            return laid
    return _lay(width_mm, highest, logos, statement_chars)


def _heights(highest: float, lowest: float) -> Iterator[float]:
    """Yield heights to try until everything stands in one row."""
    steps = 8
    for step in range(steps):
        yield highest - (highest - lowest) * step / steps
    yield lowest


def _lay(width: float, height: float, logos: Sequence[tuple[float, float]], characters: int) -> Strip:
    emblem = Box(0, 0, height * RATIO, height)
    clear = height * CLEAR_SPACE
    statement, text, is_stacked = _statement(width, emblem, clear, characters)
    block = max(emblem.right, statement.right)
    lowest = max(emblem.bottom, statement.bottom)
    boxes = _logos(width, height, clear, logos, start=(block + 2 * clear, lowest))
    bottom = max([lowest, *(box.bottom for box in boxes)])
    return Strip(width, bottom, emblem, statement, text, clear, is_stacked, boxes, height < SMALLEST_MM)


def _statement(width: float, emblem: Box, clear: float, characters: int) -> tuple[Box, float, bool]:
    """Beside the emblem where a line holds the longest word, else beneath it."""
    beside = width - emblem.right - clear
    widest = min(LONGEST_WORD, characters) * CHARACTER
    size = min(emblem.height * LARGEST_TEXT, beside / widest)
    while size >= SMALLEST_TEXT_MM and _lines(beside, size, characters) * LINE * size > emblem.height:
        size *= 0.95
    if size >= SMALLEST_TEXT_MM:
        # Two lines where they fit, so that the statement stands as a block as high as the emblem.
        needed = max(widest, math.ceil(characters * 0.6) * CHARACTER) * size
        box_width = min(beside, needed)
        height = _lines(box_width, size, characters) * LINE * size
        if height <= emblem.height:
            return Box(emblem.right + clear, (emblem.height - height) / 2, box_width, height), size, False
    size = max(SMALLEST_TEXT_MM, min(emblem.height * LARGEST_TEXT / 2, width / widest))
    # Beneath it as wide as two lines ask for, so that a narrow strip stays low.
    box_width = min(width, max(emblem.width, widest * size, math.ceil(characters * 0.6) * CHARACTER * size))
    height = _lines(box_width, size, characters) * LINE * size
    return Box(0, emblem.bottom + clear, box_width, height), size, True


def _lines(width: float, size: float, characters: int) -> int:
    """Return how many lines a text takes at most: words break where they end, so each line loses a little."""
    per_line = max(1, int(width / (size * CHARACTER) + 1e-6))
    if per_line >= characters:
        return 1
    return max(2, math.ceil(characters / max(1.0, per_line * 0.84)))


def _logos(
    width: float, height: float, clear: float, logos: Sequence[tuple[float, float]], *, start: tuple[float, float]
) -> tuple[Box, ...]:
    """Set logos beside the statement where all have room, else in rows beneath; none outdoes the emblem."""
    sizes = [_fitted(logo, height) for logo in logos]
    x, below = start
    if x + sum(w for w, _ in sizes) + clear * 2 * max(0, len(sizes) - 1) <= width:
        x = width
        boxes: list[Box] = []
        for w, h in reversed(sizes):
            boxes.append(Box(x - w, (height - h) / 2, w, h))
            x -= w + 2 * clear
        return tuple(reversed(boxes))
    boxes = []
    x, y = 0.0, below + 2 * clear
    for w, h in sizes:
        if x and x + w > width:
            x, y = 0.0, y + height + clear
        boxes.append(Box(x, y + (height - h) / 2, w, h))
        x += w + 2 * clear
    return tuple(boxes)


def _fitted(logo: tuple[float, float], height: float) -> tuple[float, float]:
    ratio = logo[0] / logo[1]
    if ratio > RATIO:
        return height * RATIO, min(height, height * RATIO / ratio)
    return min(height * RATIO, height * ratio), height


def licence_badge_svg(code: str) -> str:
    """Return the badge of a licence as SVG: a plain drawing of ours, e.g. "CC" on dark beside "BY-SA 4.0".

    It needs no font, scales, and is titled with the licence's name. "" for a code that nobody knows.
    """
    if code not in BADGES:
        return ""
    first, second, title = BADGES[code]
    left, left_strokes = lettered(first)
    right, right_strokes = lettered(second)
    middle = left + 2 * PAD
    width = middle + (right + 2 * PAD if second else 0)
    ground = "#FFFFFF" if second else INK
    parts = [f'<rect x="0.5" y="0.5" width="{width - 1:g}" height="13" rx="2" fill="{ground}" stroke="{INK}"/>']
    if second:
        parts.append(
            f'<path d="M{middle:g} 0H2.5A2.5 2.5 0 0 0 0 2.5V11.5A2.5 2.5 0 0 0 2.5 14H{middle:g}Z" fill="{INK}"/>'
        )
    if code == "all-rights-reserved":
        # The letter stands in a ring.
        parts.append(_strokes('<circle r="4.6"/>', "#FFFFFF", f"translate({middle / 2:g} 7)"))
        parts.append(_strokes(left_strokes, "#FFFFFF", f"translate({middle / 2 - left * 0.3:g} 5.2) scale(0.6)"))
    else:
        parts.append(_strokes(left_strokes, "#FFFFFF", f"translate({PAD:g} 4)"))
    parts.append(_strokes(right_strokes, INK, f"translate({middle + PAD:g} 4)"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {BADGE_HEIGHT:g}" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _strokes(paths: str, colour: str, transform: str) -> str:
    return (
        f'<g transform="{transform}" fill="none" stroke="{colour}" stroke-width="{STROKE:g}" '
        f'stroke-linecap="round" stroke-linejoin="round">{paths}</g>'
    )
