"""A leaflet of one A5 sheet: a face that is picked up, a back that is read."""

from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import PPI, Prepared, prepared
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

WIDTH, MARGIN = 148, 11


def make(content: ToolContent, output: str) -> bytes:
    """Return the leaflet as PDF.

    Raises:
        KeyError: it makes none such.
        TextTooLong: texts have no room.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    return fitting.render("leaflet", _prepared(content))[0]


def preview(content: ToolContent) -> Preview:
    """Return pictures of both pages."""
    return fitting.preview("leaflet", _prepared(content, ppi=fitting.PREVIEW_PPI))


def too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return the texts that have no room."""
    return fitting.too_long("leaflet", _prepared(content, ppi=10))


def _prepared(content: ToolContent, *, ppi: float = PPI) -> Prepared:
    return prepared(content, strip_mm=WIDTH - 2 * MARGIN, photo_mm=(WIDTH, 108), ppi=ppi)


TOOL = Tool(
    key="leaflet",
    outputs=(Output("a5", "pdf", "application/pdf"),),
    texts=("title", "message", "summary", "audience", "how_to_use", "needs"),
    make=make,
    preview=preview,
    too_long=too_long,
)
