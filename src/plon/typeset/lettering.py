"""A small alphabet of our own, drawn as strokes: badges look the same everywhere and need no font.

Each letter stands in a field six units high, its base line at 6; a line of it is a path of SVG.
"""

from collections.abc import Iterator

STROKE = 1.1
SPACE = 2.2
GAP = 1.5

# Width and strokes of each character.
_LETTERS: dict[str, tuple[float, str]] = {
    "A": (4.4, "M0 6L2.2 0L4.4 6M0.8 4H3.6"),
    "B": (3.6, "M0 0V6H2A1.6 1.6 0 0 0 2 2.8H0M0 0H1.8A1.4 1.4 0 0 1 1.8 2.8"),
    "C": (4.5, "M4.5 1.2A2.5 3 0 1 0 4.5 4.8"),
    "D": (4.0, "M0 0V6H1.2A2.8 3 0 0 0 1.2 0H0"),
    "E": (3.2, "M3.2 0H0V6H3.2M0 2.9H2.7"),
    "G": (4.9, "M4.5 1.2A2.5 3 0 1 0 4.95 3.4H2.9"),
    "H": (4.0, "M0 0V6M4 0V6M0 2.9H4"),
    "I": (0.0, "M0 0V6"),
    "L": (3.0, "M0 0V6H3"),
    "M": (4.8, "M0 6V0L2.4 3.8L4.8 0V6"),
    "N": (4.0, "M0 6V0L4 6V0"),
    "O": (4.8, "M2.4 0A2.4 3 0 1 0 2.4 6A2.4 3 0 1 0 2.4 0"),
    "P": (3.5, "M0 6V0H1.8A1.7 1.7 0 0 1 1.8 3.4H0"),
    "R": (3.7, "M0 6V0H1.8A1.7 1.7 0 0 1 1.8 3.4H0M1.8 3.4L3.7 6"),
    "S": (3.6, "M3.4 1A1.8 1.45 0 0 0 1.8 0A1.6 1.45 0 0 0 1.8 2.9A1.7 1.55 0 0 1 1.8 6A1.9 1.5 0 0 1 0.1 4.9"),
    "T": (4.0, "M0 0H4M2 0V6"),
    "U": (4.0, "M0 0V4A2 2 0 0 0 4 4V0"),
    "V": (4.4, "M0 0L2.2 6L4.4 0"),
    "Y": (4.2, "M0 0L2.1 3L4.2 0M2.1 3V6"),
    "0": (3.6, "M1.8 0A1.8 3 0 1 0 1.8 6A1.8 3 0 1 0 1.8 0"),
    "1": (1.4, "M0 1.1L1.4 0V6"),
    "2": (3.4, "M0.1 1.5A1.65 1.55 0 1 1 2.9 2.7L0 6H3.4"),
    "3": (3.4, "M0.2 0.9A1.6 1.45 0 1 1 1.6 2.8A1.7 1.6 0 1 1 0 5.1"),
    "4": (3.8, "M2.8 6V0L0 4.2H3.8"),
    ".": (0.0, "M0 6V6.01"),
    "-": (2.0, "M0 3.2H2"),
    "+": (2.8, "M0 3.2H2.8M1.4 1.8V4.6"),
}  # fmt: skip


def lettered(text: str) -> tuple[float, str]:
    """Return the width of a text and its strokes as elements of SVG, the upper left corner at 0, 0.

    Raises:
        KeyError: a character that this alphabet doesn't have.
    """
    parts = list(_placed(text))
    width = max((x + _width(character) for x, character in parts), default=0.0)
    strokes = "".join(f'<path transform="translate({x:g} 0)" d="{_LETTERS[c][1]}"/>' for x, c in parts if c != " ")
    return width, strokes


def _placed(text: str) -> Iterator[tuple[float, str]]:
    x = 0.0
    for character in text:
        yield round(x, 3), character
        x += _width(character) + GAP


def _width(character: str) -> float:
    return SPACE - GAP if character == " " else _LETTERS[character][0]
