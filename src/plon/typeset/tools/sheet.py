"""A sheet of facts, one A4 page for each result, for those who decide whether to use it."""

from dataclasses import replace

from plon.typeset.qr import qr_svg
from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent, ToolResult
from plon.typeset.tools.data import Prepared, prepared, shown_link
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

WIDTH, MARGIN = 210, 18


def make(content: ToolContent, output: str) -> bytes:
    """Return the sheets as one PDF.

    Raises:
        KeyError: it makes none such.
        TextTooLong: texts have no room.
        TypesetError: the compiler refused.
    """
    TOOL.output(output)
    return fitting.render("sheet", _prepared(content))[0]


def preview(content: ToolContent) -> Preview:
    """Return pictures of the pages."""
    return fitting.preview("sheet", _prepared(content))


def too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return the texts that have no room."""
    return fitting.too_long("sheet", _prepared(content))


def _prepared(content: ToolContent) -> Prepared:
    """A project without results gets a sheet about itself."""
    if not content.results:
        content = replace(content, results=(ToolResult(content.title, summary=content.message),))
    made = prepared(content, strip_mm=WIDTH - 2 * MARGIN)
    results = [
        {
            **values,
            "title": values["title"] or content.title,
            "link_shown": shown_link(result.link),
            "qr_svg": qr_svg(result.link) if result.link else "",
        }
        for values, result in zip(made.values["results"], content.results, strict=True)
    ]
    return replace(made, values={**made.values, "results": results})


TOOL = Tool(
    key="sheet",
    outputs=(Output("a4", "pdf", "application/pdf"),),
    texts=("title", "summary", "problem", "audience", "how_to_use", "needs"),
    make=make,
    preview=preview,
    too_long=too_long,
    shows_photo=False,
)
