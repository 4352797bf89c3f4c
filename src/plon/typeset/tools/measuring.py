"""How much room a text takes where we can't set it ourselves: estimated with our own letters, rather too much."""

import functools
import math
from collections.abc import Sequence
from importlib import resources

from PIL import ImageFont

# The letters of the machine that opens the file may be wider than ours: bold ones by a fifth where Arial is missing.
SAFETY, SAFETY_BOLD = 1.08, 1.2
LINE = 1.2
BETWEEN = 0.4
_UNITS = 200


@functools.cache
def _font(*, is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "IBMPlexSans-Bold.ttf" if is_bold else "IBMPlexSans-Regular.ttf"
    with resources.as_file(resources.files("plon.typeset").joinpath("fonts", name)) as file:
        return ImageFont.truetype(file, _UNITS)


@functools.lru_cache(maxsize=4096)
def width_of(word: str, *, is_bold: bool = False) -> float:
    """Return how wide a word may get, in parts of the size of its letters."""
    return float(_font(is_bold=is_bold).getlength(word)) / _UNITS * (SAFETY_BOLD if is_bold else SAFETY)


def lines_of(text: str, width: float, size: float, *, is_bold: bool = False) -> int:
    """Return into how many lines a paragraph may break.

    Args:
        text: one paragraph.
        width: of the box, in points.
        size: of the letters, in points.
        is_bold: whether they are bold.
    """
    room, space = width / size, width_of(" ", is_bold=is_bold)
    lines, used = 1, 0.0
    for word in text.split():
        wide = width_of(word, is_bold=is_bold)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        # A word that is wider than the box breaks wherever it meets the edge.
        broken = math.ceil(wide / room) - 1
        lines += broken
        used = wide - broken * room if broken else used + (space if used else 0) + wide
    return lines


def height_of(texts: Sequence[str], width: float, size: float, *, is_bold: bool = False) -> float:
    """Return how high paragraphs may get, in points."""
    lines = sum(lines_of(text, width, size, is_bold=is_bold) for text in texts)
    return (lines * LINE + max(0, len(texts) - 1) * BETWEEN) * size


def fitted_size(
    texts: Sequence[str], width: float, height: float, sizes: Sequence[float], *, is_bold: bool = False
) -> float | None:
    """Return the first of `sizes` at which the paragraphs have room, None if they have at none."""
    return next((size for size in sizes if height_of(texts, width, size, is_bold=is_bold) <= height), None)


def too_many(texts: Sequence[str], width: float, height: float, size: float, *, is_bold: bool = False) -> int:
    """Return about how many characters must go before the paragraphs have room, 0 if they have it."""
    needed = height_of(texts, width, size, is_bold=is_bold)
    if needed <= height:
        return 0
    return max(1, math.ceil(sum(map(len, texts)) * (1 - height / needed)))
