"""Markdown in a Word document: paragraphs, lists that count anew, quotes, tables, links."""

from collections.abc import Sequence

from docx.document import Document as DocxDocument
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph as DocxParagraph

from plon.typeset.office import add_link
from plon.typeset.papers.blocks import Column, Grid
from plon.typeset.papers.docx_tables import Styles, add_grid
from plon.typeset.papers.markup import Code, Listing, Paragraph, Part, Quoted, Run, Table
from plon.typeset.papers.shaping import reads_from_right

# Word's own template has lists of three depths.
_DEEPEST_LIST = 3


def add_parts(document: DocxDocument, parts: Sequence[Part], styles: Styles) -> None:
    """Add what a text is made of at the end of the document."""
    for part in parts:
        _add_part(document, part, styles, style="")


def _add_part(document: DocxDocument, part: Part, styles: Styles, *, style: str, depth: int = 0) -> None:
    match part:
        case Paragraph():
            _add_runs(document.add_paragraph(style=style or None), part.runs)
        case Listing():
            _add_list(document, part, styles, depth + 1)
        case Quoted():
            for inner in part.parts:
                _add_part(document, inner, styles, style=style or "Quote", depth=depth)
        case Code():
            document.add_paragraph(part.text, style="Code")
        case Table():
            head, *rows = ([_plain(cell) for cell in row] for row in part.rows)
            add_grid(document, Grid("", tuple(map(Column, head)), tuple(map(tuple, rows))), styles)
            document.add_paragraph(style="Gap")


def _add_list(document: DocxDocument, listing: Listing, styles: Styles, depth: int) -> None:
    level = min(depth, _DEEPEST_LIST)
    kind = ("List Bullet" if listing.start is None else "List Number") + (f" {level}" if level > 1 else "")
    beside = "List Continue" + (f" {level}" if level > 1 else "")
    number = None if listing.start is None else _counting_from(document, kind, listing.start)
    for item in listing.items:
        for place, part in enumerate(item):
            if not isinstance(part, Paragraph):
                _add_part(document, part, styles, style=beside, depth=depth)
                continue
            paragraph = document.add_paragraph(style=beside if place else kind)
            _add_runs(paragraph, part.runs)
            if number is not None and place == 0:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]  # half-typed
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number


def _counting_from(document: DocxDocument, style: str, start: int) -> int:
    """Return a numbering of its own for a list: Word would count on from the list before."""
    numbering = document.part.numbering_part.element
    used = document.styles[style].element.pPr.numPr.numId.val
    numbered = numbering.num_having_numId(used)
    made = numbering.add_num(numbered.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def _add_runs(paragraph: DocxParagraph, runs: Sequence[Run]) -> None:
    for run in runs:
        made = add_link(paragraph, run.address, run.text) if run.address else paragraph.add_run(run.text)
        made.bold, made.italic = run.is_bold or None, run.is_italic or None
        if run.is_code:
            made.font.name = "Courier New"
    if reads_from_right(_plain(runs)):
        turn(paragraph)


def turn(paragraph: DocxParagraph) -> None:
    """Let a paragraph be read from the right."""
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)
