"""The European emblem, drawn from its public geometry (domain.md §5.1; Council of Europe)."""

import math
from typing import Literal

BLUE = "#003399"
YELLOW = "#FFCC00"
STARS = 12
HEIGHT = 180.0
WIDTH = HEIGHT * 3 / 2
CIRCLE_RADIUS = HEIGHT / 3
STAR_RADIUS = HEIGHT / 18
# On coloured ground where the emblem would clash (domain.md §5.1).
BORDER = HEIGHT / 25

Mode = Literal["colour", "black", "white"]
_COLOURS: dict[Mode, tuple[str, str]] = {
    "colour": (BLUE, YELLOW),
    "black": ("#FFFFFF", "#000000"),
    "white": (BLUE, "#FFFFFF"),
}

# What the statement beside the emblem is set in: on white, in one colour, on dark ground (D§5.1: blue, black or white).
STATEMENT_COLOURS: dict[Mode, str] = {"colour": BLUE, "black": "#000000", "white": "#FFFFFF"}


def star_centres() -> list[tuple[float, float]]:
    """Return where the twelve stars stand: as the hours on a clock face."""
    return [
        (
            WIDTH / 2 + CIRCLE_RADIUS * math.sin(math.tau * hour / STARS),
            HEIGHT / 2 - CIRCLE_RADIUS * math.cos(math.tau * hour / STARS),
        )
        for hour in range(STARS)
    ]


def star_points(x: float, y: float) -> list[tuple[float, float]]:
    """Return the ten corners of an upright five-pointed star around (x, y)."""
    inner = STAR_RADIUS * math.sin(math.radians(18)) / math.sin(math.radians(54))
    return [
        (
            x + (STAR_RADIUS if corner % 2 == 0 else inner) * math.sin(math.pi * corner / 5),
            y - (STAR_RADIUS if corner % 2 == 0 else inner) * math.cos(math.pi * corner / 5),
        )
        for corner in range(10)
    ]


def emblem_svg(*, mode: Mode = "colour", border: bool = False) -> str:
    """Return the emblem as SVG; "black" is the one-colour version with an outline, "white" blue with white stars.

    With `border` a white border of 1/25 of the height stands around it, outside its 3:2.
    """
    ground, star = _COLOURS[mode]
    # The outline stays inside the emblem's 3:2.
    inset, outline = (1, ' stroke="#000000" stroke-width="2"') if mode == "black" else (0, "")
    stars = "".join(
        '<polygon points="{}"/>'.format(" ".join(f"{px:.3f},{py:.3f}" for px, py in star_points(x, y)))
        for x, y in star_centres()
    )
    edge = BORDER if border else 0.0
    left, width, height = 0.0 - edge, WIDTH + 2 * edge, HEIGHT + 2 * edge
    white = f'<rect x="{left:g}" y="{left:g}" width="{width:g}" height="{height:g}" fill="#FFFFFF"/>' if border else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {left:g} {width:g} {height:g}">{white}'
        f'<rect x="{inset}" y="{inset}" width="{WIDTH - 2 * inset:g}" height="{HEIGHT - 2 * inset:g}" fill="{ground}"'
        f'{outline}/><g fill="{star}">{stars}</g></svg>'
    )
