"""Emblem and statement as a file of their own: what mends a tool on which they are missing."""

import functools
from typing import Literal

from plon.typeset.compiler import Output, compile_document
from plon.typeset.emblem import BORDER, HEIGHT, STATEMENT_COLOURS, Mode, emblem_svg

# "colour" for white ground, "negative" for dark ground (statement white, emblem bordered), "black" for one colour.
FileMode = Literal["colour", "negative", "black"]
FileLayout = Literal["horizontal", "vertical"]
# The emblem is drawn this high; a PNG of it is sharp on paper up to three times as large.
HEIGHT_MM = 20.0
PPI = 300.0


@functools.lru_cache(maxsize=64)
def emblem_file(
    statement: str,
    language: str,
    *,
    mode: FileMode = "colour",
    layout: FileLayout = "horizontal",
    output: Output = "svg",
) -> bytes:
    """Return the emblem with a funding statement, letters as outlines, without ground.

    Args:
        statement: what stands beside the emblem, as `funding_statement` words it for the grant.
        language: the statement's own.
        mode: for white ground, for dark ground, or for one colour.
        layout: statement beside or beneath the emblem.
        output: "svg", "png" (300 ppi, transparent) or "pdf" (tagged).
    """
    is_negative = mode == "negative"
    drawn: Mode = "black" if mode == "black" else "colour"
    data = {
        "title": statement,
        "language": language,
        "lines": two_lines(statement),
        "layout": layout,
        "height": HEIGHT_MM,
        "colour": STATEMENT_COLOURS["white" if is_negative else drawn],
        "border_share": (HEIGHT + 2 * BORDER) / HEIGHT if is_negative else 1,
        "emblem_svg": emblem_svg(mode=drawn, border=is_negative),
        "emblem_alt": "European Union",
    }
    return compile_document("emblem-file", data, output=output, ppi=PPI)


def two_lines(text: str) -> list[str]:
    """Return a statement in two lines as even as its words allow."""
    words = text.split()
    if len(words) < 2:
        return [text]
    halves = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(halves, key=lambda half: max(len(line) for line in half))
