"""What tells one series from another without colour: patterns of fills, dashes of lines, shapes of points."""

import math
from dataclasses import dataclass

SERIES = 6
# Lines: (dash, marker) differ for thirty series in a row.
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2")
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "ring")
_PERIOD = 8.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A fill by name; `pattern` is what stands in <defs>, "" for a plain colour. Colours are marks (`canvas`)."""

    name: str
    pattern: str
    colour: str


def colour_of(series: int) -> str:
    """Return the name of the colour of a series, counted from 0."""
    return f"series-{series % SERIES + 1}"


def dash_of(series: int) -> str:
    return _DASHES[series % len(_DASHES)]


def marker_of(series: int) -> str:
    return MARKERS[series % len(MARKERS)]


def series_fill(series: int) -> Fill:
    """Return the fill of a series: the first is plain, the others have a pattern of their own."""
    colour = colour_of(series)
    inside = _INSIDES[series % len(_INSIDES)].replace("C", f"\x01{colour}\x02")
    return Fill(f"series{series}", inside, colour)


def step_fill(step: int, steps: int) -> Fill:
    """Return the fill of a step of a scale: the higher the denser, neighbours slanting to different sides."""
    share = step / (steps - 1) if steps > 1 else 1.0
    if share == 1.0:
        return Fill(f"step{step}", "", "series-1")
    stroke = share * _PERIOD * math.sqrt(0.5)
    slant = f"M-2,{_PERIOD + 2:g} L{_PERIOD + 2:g},-2 M-2,2 L2,-2 M{_PERIOD - 2:g},{_PERIOD + 2:g} l4,-4"
    turned = "" if step % 2 else f' transform="matrix(-1 0 0 1 {_PERIOD:g} 0)"'
    line = f'<path d="{slant}"{turned} stroke="\x01series-1\x02" stroke-width="{stroke:.2f}" fill="none"/>'
    return Fill(f"step{step}", line if stroke else "<path/>", "series-1")


_INSIDES = (
    "",
    '<path d="M-2,10 L10,-2 M-2,2 L2,-2 M6,10 l4,-4" stroke="C" stroke-width="2.4" fill="none"/>',
    '<circle cx="2" cy="2" r="1.5" fill="C"/><circle cx="6" cy="6" r="1.5" fill="C"/>',
    '<path d="M0,4 H8 M4,0 V8" stroke="C" stroke-width="1.4" fill="none"/>',
    '<path d="M0,2 H8 M0,6 H8" stroke="C" stroke-width="1.8" fill="none"/>',
    '<path d="M-2,-2 L10,10 M-2,6 L2,10 M6,-2 L10,2" stroke="C" stroke-width="1.6" fill="none"/>',
    '<path d="M2,0 V8 M6,0 V8" stroke="C" stroke-width="1.4" fill="none"/>',
)
