"""A chart's SVG on its way to paper: colours that a style sheet would give, our family, characters that fonts have."""

import re

from plon.typeset.compiler import RESERVE, SUBSTITUTE, is_boxed, missing_glyphs

# How wide and how tall a drawing may be on a page; a taller one is cut (`strips`).
WIDTH_MM, TALLEST_MM = 170.0, 225.0
# A custom property of CSS with what stands when no sheet sets it: only browsers know these.
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?[^()]*)\)")
_FAMILY = re.compile(r"font-family\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ENTITY = re.compile(r"&#(x[0-9a-fA-F]+|[0-9]+);")
_VIEW = re.compile(r"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)")
_OURS = f'font-family="{", ".join(("IBM Plex Sans", *RESERVE))}"'


def drawing_for_print(svg: str) -> str:
    """Return the drawing as the typesetter can set it; what it says stays, characters without a glyph become boxes."""
    svg = _ENTITY.sub(_character, svg)
    while (plain := _VARIABLE.sub(r"\1", svg)) != svg:
        svg = plain
    svg = _FAMILY.sub(_OURS, svg)
    if "font-family" not in svg:
        svg = svg.replace("<svg ", f"<svg {_OURS} ", 1)
    missing = missing_glyphs(svg, with_reserve=True)
    for character in missing:
        svg = svg.replace(character, SUBSTITUTE if is_boxed(character) else "")
    return svg


def _character(entity: re.Match[str]) -> str:
    """Resolve an entity of a character beyond ASCII, so that it is looked at like any other."""
    number = entity.group(1)
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code) if 0x7F < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else entity.group()


def shape_of(svg: str) -> float:
    """Return width by height; 1.6 for a drawing that doesn't say."""
    found = _VIEW.search(svg)
    if not found:
        return 1.6
    width, height = float(found.group(1)), float(found.group(2))
    return width / height if width and height else 1.6
