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

Mode = Literal["colour", "black", "white"]
_COLOURS: dict[Mode, tuple[str, str]] = {
    "colour": (BLUE, YELLOW),
    "black": ("#FFFFFF", "#000000"),
    "white": (BLUE, "#FFFFFF"),
}


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


def emblem_svg(*, mode: Mode = "colour") -> str:
    """Return the emblem as SVG; "black" is the one-colour version with an outline, "white" blue with white stars."""
    ground, star = _COLOURS[mode]
    outline = ' stroke="#000000" stroke-width="2"' if mode == "black" else ""
    stars = "".join(
        '<polygon points="{}"/>'.format(" ".join(f"{px:.3f},{py:.3f}" for px, py in star_points(x, y)))
        for x, y in star_centres()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="{ground}"{outline}/><g fill="{star}">{stars}</g></svg>'
    )
