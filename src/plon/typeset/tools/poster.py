"""A poster, A3 to A1, and a picture of it for screens."""

from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import PPI, Prepared, prepared
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# Short and long side in mm.
PAPERS = {"a3": (297, 420), "a2": (420, 594), "a1": (594, 841)}
MARGIN = 20 / 297
SCREEN_LONG_SIDE = 2160
PREVIEW_LONG_SIDE = 1400


def make(content: ToolContent, output: str) -> bytes:
    """Return the poster; "screen" is a PNG of 1527 x 2160 pixels.

    Raises:
        KeyError: it makes none such.
        TextTooLong: texts have no room.
        TypesetError: the compiler refused.
    """
    paper = "a3" if output == "screen" else output
    if output == "screen":
        ppi = SCREEN_LONG_SIDE / PAPERS[paper][1] * 25.4
        return fitting.render("poster", _prepared(content, paper, ppi=ppi), "png", ppi=ppi)[0]
    return fitting.render("poster", _prepared(content, paper))[0]


def preview(content: ToolContent) -> Preview:
    """Return a picture of the poster."""
    ppi = PREVIEW_LONG_SIDE / PAPERS["a3"][1] * 25.4
    return fitting.preview("poster", _prepared(content, "a3", ppi=ppi), ppi=ppi)


def too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return the texts that have no room."""
    return fitting.too_long("poster", _prepared(content, "a3", ppi=10))


def _prepared(content: ToolContent, paper: str, *, ppi: float = PPI) -> Prepared:
    width, height = PAPERS[paper]
    return prepared(
        content,
        strip_mm=width * (1 - 2 * MARGIN),
        photo_mm=(width, width * 0.6),
        ppi=ppi,
        more={"page": [width, height]},
    )


TOOL = Tool(
    key="poster",
    outputs=(
        Output("a3", "pdf", "application/pdf"),
        Output("a2", "pdf", "application/pdf"),
        Output("a1", "pdf", "application/pdf"),
        Output("screen", "png", "image/png"),
    ),
    texts=("title", "message", "summary", "audience", "how_to_use", "needs"),
    make=make,
    preview=preview,
    too_long=too_long,
)
