"""Labels with a QR code for equipment, boxes and folders: sheets of stickers, large ones to cut, and the bare code."""

from dataclasses import dataclass, replace
from typing import Any

from plon.typeset.qr import qr_svg
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.fitting import preview as shown
from plon.typeset.tools.fitting import render, too_long
from plon.typeset.tools.paper import paper_palette
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# The quiet zone that ISO/IEC 18004 asks for, in modules.
QUIET = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """Labels on a sheet, in mm: how many, how large, where the first begins, how far to the next."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float


A4 = (210.0, 297.0)
# The common sheet of 24: 63.5 x 33.9 mm, no gap between rows, 2.54 mm between columns, centred.
SMALL = Grid(3, 8, 63.5, 33.9, 7.21, 12.9, 66.04, 33.9)
# Eight to cut: 100 x 70 mm, edge to edge, so that one cut parts two.
LARGE = Grid(2, 4, 100, 70, 5, 8.5, 100, 70)
PRINT_PPI = 300
# The label's inner edge: what a printer may be off by. The strip stands at the foot of it.
_INNER = {"small": 3.0, "large": 6.0}
_STRIP = {"small": 57.0, "large": 50.0}


def make(content: ToolContent, output: str) -> bytes:
    """Return a sheet of small or of large labels (PDF), one large label (PNG), or the QR code alone (SVG).

    Raises:
        KeyError: no such output.
        TextTooLong: a text has no room.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    if output == "qr":
        return qr_svg(content.link, content.title, is_scalable=True, border=QUIET).encode()
    return render("labels", _prepared(content, output), "png" if output == "single" else "pdf", ppi=PRINT_PPI)[0]


def preview(content: ToolContent) -> Preview:
    """Return the two sheets.

    Raises:
        TypesetError: the compiler refused.
    """
    return Preview(pages=tuple(shown("labels", _prepared(content, key), ppi=90).pages[0] for key in ("sheet", "large")))


def find_too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return what has no room on the small or the large label, each text once.

    Raises:
        TypesetError: the compiler refused.
    """
    found: dict[str, int] = {}
    for key in ("sheet", "large"):
        for text in too_long("labels", _prepared(content, key)):
            found[text.text] = max(found.get(text.text, 0), text.characters)
    return tuple(TooLong(text, characters) for text, characters in found.items())


def _prepared(content: ToolContent, output: str) -> Prepared:
    size = "small" if output == "sheet" else "large"
    grid = SMALL if size == "small" else LARGE
    places = [
        (grid.left + grid.step_x * column, grid.top + grid.step_y * row)
        for row in range(grid.rows)
        for column in range(grid.columns)
    ]
    single: dict[str, Any] = {"page": (grid.width, grid.height), "places": [(0, 0)]}
    sheet: dict[str, Any] = {"page": A4, "places": places}
    return prepared(
        # Partners' logos have no room beside an emblem of 10 mm.
        replace(content, logos=()),
        strip_mm=_STRIP[size],
        more={
            "label": {
                "size": size,
                "width": grid.width,
                "height": grid.height,
                "inner": _INNER[size],
                "is_cut": output == "large",
                **(single if output == "single" else sheet),
            },
            # Stickers are white, also where the theme colours the page.
            "paper": paper_palette(content.look),
            "note": content.fields.get("note", ""),
        },
    )


TOOL = Tool(
    key="labels",
    outputs=(
        Output("sheet", "pdf", "application/pdf"),
        Output("large", "pdf", "application/pdf"),
        Output("single", "png", "image/png"),
        Output("qr", "svg", "image/svg+xml"),
    ),
    texts=("title",),
    make=make,
    preview=preview,
    too_long=find_too_long,
    fields=("note",),
    shows_photo=False,
)
