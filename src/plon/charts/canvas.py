"""A sheet that charts are drawn on, from the top down, and how it becomes SVG.

Colours and ids are marks (between U+0001 and U+0002, which no text can hold) until it is known where the picture
will stand: on a page, whose theme sets the colours, or alone in a file, where they are fixed.
"""

import re
from collections.abc import Sequence

from plon.charts.fills import Fill
from plon.charts.lettering import isolated, width_of, wrapped, written_out

# On a phone the sheet is shown smaller, on a wide page larger than drawn; letters stay readable on both.
PAGE_WIDTH, PAPER_WIDTH = 340.0, 640.0
SIZE, SMALL = 14.0, 12.0
LINE = 1.3
_FONTS = "Plex, 'IBM Plex Sans', sans-serif"
# Name: the fixed colour, for light ground. Dark themes set `--chart-<name>`.
COLOURS = {
    "ink": "#1d2a23", "soft": "#55604f", "line": "#c9bea4", "ground": "#fffdf8", "series-1": "#1f5a3f",
    "series-2": "#2a5674", "series-3": "#a3302a", "series-4": "#7a5a12", "series-5": "#5b3a78", "series-6": "#55604f",
}  # fmt: skip
_MARK = re.compile("\x01(#?)([\\w-]+)\x02")


def colour(name: str) -> str:
    return f"\x01{name}\x02"


def short_number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


class Canvas:
    """Elements in the order in which they are drawn. `y` is how far down the sheet is filled."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.y = 0.0
        self._elements: list[str] = []
        self._patterns: dict[str, str] = {}

    def add(self, tag: str, **attributes: str | float) -> None:
        """Draw one element. `_` in names of attributes stands for `-`."""
        self._elements.append(f"<{tag}{_attributes(attributes)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, *, of: str = "line", width: float = 1) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour(of), stroke_width=width)

    def text(
        self, x: float, y: float, words: str, *, size: float = SIZE, anchor: str = "start", of: str = "ink",
        is_bold: bool = False,
    ) -> None:  # fmt: skip
        """Write one line with its foot at `y`."""
        bold = ' font-weight="600"' if is_bold else ""
        self._elements.append(
            f'<text x="{short_number(x)}" y="{short_number(y)}" font-size="{size:g}" text-anchor="{anchor}" '
            f'fill="{colour(of)}"{bold}>{written_out(isolated(words))}</text>'
        )

    def paragraph(
        self, words: str, *, size: float = SIZE, lines: int = 2, of: str = "ink", is_bold: bool = False, left: float = 0
    ) -> None:
        """Write lines below all that is there."""
        for line in wrapped(words, self.width - left - 2, size, lines=lines):
            self.y += size * LINE
            self.text(left, self.y - size * 0.3, line, size=size, of=of, is_bold=is_bold)

    def number_on_fill(self, x: float, y: float, words: str, *, size: float = SMALL) -> None:
        """Write a number in the middle of a patterned stretch, on a ground of its own."""
        wide = width_of(words, size) + 6
        self.add(
            "rect", x=x - wide / 2, y=y - size * 0.7 - 1, width=wide, height=size * 1.4, rx=3, fill=colour("ground")
        )
        self.text(x, y + size * 0.36, words, size=size, anchor="middle")

    def fill(self, fill: Fill) -> str:
        """Return the value of an attribute `fill`; the pattern comes along."""
        if not fill.pattern:
            return colour(fill.colour)
        self._patterns[fill.name] = (
            f'<pattern id="\x01#{fill.name}\x02" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{colour("ground")}"/>{fill.pattern}</pattern>'
        )
        return f"url(#\x01#{fill.name}\x02)"

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """Draw a stretch with an edge, so that the palest pattern has one, too."""
        if width <= 0:
            return
        self.add(
            "rect", x=x, y=y, width=max(width, 1.0), height=height, fill=self.fill(fill), stroke=colour(fill.colour)
        )

    def marker(self, x: float, y: float, shape: str, of: str, *, size: float = 4.5) -> None:
        """Draw a point of a line by its shape."""
        ground: dict[str, str | float] = {"fill": colour(of), "stroke": colour("ground"), "stroke_width": 1}
        if shape == "circle":
            self.add("circle", cx=x, cy=y, r=size, **ground)
        elif shape == "square":
            self.add("rect", x=x - size, y=y - size, width=size * 2, height=size * 2, **ground)
        elif shape == "ring":
            self.add("circle", cx=x, cy=y, r=size, fill=colour("ground"), stroke=colour(of), stroke_width=2)
        elif shape == "cross":
            across = f"{size * 2:g}"
            d = f"M{x - size:.1f},{y - size:.1f} l{across},{across} m0,-{across} l-{across},{across}"
            self.add("path", d=d, stroke=colour(of), stroke_width=2.4, fill="none")
        else:
            tall = size * 1.3
            points = f"{x:.1f},{y - tall:.1f} {x + tall:.1f},{y + tall * 0.8:.1f} {x - tall:.1f},{y + tall * 0.8:.1f}"
            if shape == "diamond":
                points = f"{x:.1f},{y - tall:.1f} {x + tall:.1f},{y:.1f} {x:.1f},{y + tall:.1f} {x - tall:.1f},{y:.1f}"
            self.add("polygon", points=points, **ground)

    def legend(self, names: Sequence[str], fills: Sequence[Fill]) -> None:
        """Name the fills, as many on a line as there is room for."""
        for x, y, number in self._legend_places(names, 18):
            self.box(x, y - 10, 14, 11, fills[number])

    def legend_of_lines(self, names: Sequence[str], samples: Sequence[tuple[str, str, str]]) -> None:
        """Name lines by (colour, dash, marker); a line without dash is drawn through, "-" stands for no line."""
        for x, y, number in self._legend_places(names, 36):
            of, dash, shape = samples[number]
            if dash != "-":
                dashes = {"stroke_dasharray": dash} if dash else {}
                self.add("line", x1=x, y1=y - 4, x2=x + 30, y2=y - 4, stroke=colour(of), stroke_width=2, **dashes)
            if shape:
                self.marker(x + 15, y - 4, shape, of)

    def _legend_places(self, names: Sequence[str], sample: float) -> list[tuple[float, float, int]]:
        places, x = [], 0.0
        height = SMALL * 1.5
        self.y += height
        for number, name in enumerate(names):
            lines = wrapped(name, self.width - sample - 4, SMALL, lines=2)
            wide = sample + max((width_of(line, SMALL) for line in lines), default=0) + 12
            if x and x + wide - 12 > self.width:
                x, self.y = 0.0, self.y + height
            places.append((x, self.y, number))
            for count, line in enumerate(lines):
                self.y += height if count else 0
                self.text(x + sample, self.y, line, size=SMALL)
            x += wide if len(lines) < 2 else self.width
        self.y += 10
        return places

    def drawn(self, *, key: str, title: str, summary: str, is_alone: bool) -> str:
        """Return the SVG; `key` begins its ids, `is_alone` fixes its colours and lays it on a ground."""
        height = short_number(self.y + 6)
        size = f' width="{self.width:g}" height="{height}"' if is_alone else ""
        patterns = f"<defs>{''.join(self._patterns.values())}</defs>" if self._patterns else ""
        ground = f'<rect width="100%" height="100%" fill="{colour("ground")}"/>' if is_alone else ""
        made = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {height}"{size} role="img" '
            f'direction="ltr" aria-labelledby="\x01#title\x02 \x01#desc\x02" font-family="{_FONTS}">'
            f'<title id="\x01#title\x02">{written_out(title)}</title>'
            f'<desc id="\x01#desc\x02">{written_out(summary)}</desc>{patterns}{ground}{"".join(self._elements)}</svg>'
        )
        return _MARK.sub(lambda mark: _meaning(mark[1], mark[2], key, is_alone=is_alone), made)


def _meaning(is_id: str, name: str, key: str, *, is_alone: bool) -> str:
    if is_id:
        return f"{key}-{name}"
    if is_alone:
        return "#ffffff" if name == "ground" else COLOURS[name]
    return f"var(--chart-{name}, {COLOURS[name]})"


def _attributes(attributes: dict[str, str | float]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{value if isinstance(value, str) else short_number(value)}"'
        for name, value in attributes.items()
    )
