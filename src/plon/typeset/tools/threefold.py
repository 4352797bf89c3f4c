"""A leaflet of one A4 sheet, folded twice to six panels."""

from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import PPI, Prepared, prepared
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# A panel, and what it leaves white on both sides.
PANEL, MARGIN = 100, 8


def make(content: ToolContent, output: str) -> bytes:
    """Return the leaflet as PDF.

    Raises:
        KeyError: it makes none such.
        TextTooLong: texts have no room.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    return fitting.render("threefold", _prepared(content))[0]


def preview(content: ToolContent) -> Preview:
    """Return pictures of both pages."""
    return fitting.preview("threefold", _prepared(content, ppi=fitting.PREVIEW_PPI))


def too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return the texts that have no room."""
    return fitting.too_long("threefold", _prepared(content, ppi=10))


def _prepared(content: ToolContent, *, ppi: float = PPI) -> Prepared:
    return prepared(content, strip_mm=PANEL - 2 * MARGIN, photo_mm=(PANEL, 108), ppi=ppi)


TOOL = Tool(
    key="threefold",
    outputs=(Output("a4", "pdf", "application/pdf"),),
    texts=("title", "message", "summary", "problem", "audience", "how_to_use", "needs"),
    make=make,
    preview=preview,
    too_long=too_long,
)
