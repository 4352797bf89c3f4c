"""A roll-up of 85 x 200 cm for corridors and conferences."""

from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

WIDTH, MARGIN = 850, 55
# Seen from further away than a poster; a photo of 850 mm would otherwise weigh more than mail takes.
PHOTO_PPI = 120
PREVIEW_PPI = 22


def make(content: ToolContent, output: str) -> bytes:
    """Return the roll-up as PDF.

    Raises:
        KeyError: it makes none such.
        TextTooLong: texts have no room.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    return fitting.render("rollup", _prepared(content))[0]


def preview(content: ToolContent) -> Preview:
    """Return a picture of it."""
    return fitting.preview("rollup", _prepared(content, ppi=PREVIEW_PPI), ppi=PREVIEW_PPI)


def too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return the texts that have no room."""
    return fitting.too_long("rollup", _prepared(content, ppi=2))


def _prepared(content: ToolContent, *, ppi: float = PHOTO_PPI) -> Prepared:
    return prepared(content, strip_mm=WIDTH - 2 * MARGIN, photo_mm=(WIDTH, 620), ppi=ppi)


TOOL = Tool(
    key="rollup",
    outputs=(Output("pdf", "pdf", "application/pdf"),),
    texts=("title", "message", "summary", "audience"),
    make=make,
    preview=preview,
    too_long=too_long,
)
