"""Tables of a paper in WordprocessingML, written as text: objects for thousands of cells would take seconds.

The head is marked and repeats on every page, a row stays whole, and every second row is shaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as DocxDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from plon.typeset.papers.blocks import Grid
from plon.typeset.papers.columns import fitted, is_short
from plon.typeset.papers.shaping import whole_rows
from plon.typeset.tools.plain import clean, one_line

# Twentieths of a point, in which Word measures.
_TWIPS = 20
_GREEN, _SAND, _RULE = "163F2D", "FAF6EC", "DFD5BF"
_LONG_CELL = 2000
_EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="{_RULE}"/>' for side in ("top", "bottom", "insideH"))

# Ids of the styles that the document has: `head`, `text`, `figure` (to the right).
Styles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all rows of a table share; `size` of the letters is in half points, as Word counts."""

    widths: Sequence[int]
    figures: Sequence[bool]
    size: int
    styles: Styles


def add_grid(document: DocxDocument, grid: Grid, styles: Styles) -> None:
    """Add the table at the end of the document, without its caption."""
    rows = [tuple(map(clean, row)) for row in whole_rows(grid)]
    fit, last, stays = fitted(grid, rows), len(rows) - 1, is_short(rows)
    widths = [round(width * _TWIPS) for width in fit.widths]
    layout = _Layout(widths, [column.is_number for column in grid.columns], round(fit.size * 2), styles)
    made = [_row(layout, [one_line(column.title) for column in grid.columns], is_head=True, fill=_GREEN)]
    for place, row in enumerate(rows):
        fill, is_bold = _SAND if place % 2 else "", grid.has_total and place == last
        made.append(_row(layout, row, fill=fill, stays=stays and place < last, is_bold=is_bold))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="70" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val={quoteattr(one_line(grid.caption))}/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(made)}</w:tbl>"
    )
    # What follows the last paragraph but stands before the properties of the section.
    document.element.body.insert_element_before(parse_xml(table), "w:sectPr")


def _row(
    layout: _Layout,
    cells: Sequence[str],
    *,
    fill: str,
    is_head: bool = False,
    is_bold: bool = False,
    stays: bool = False,
) -> str:
    """Write a row; one that `stays` is on the page of the next."""
    marks = "" if max(map(len, cells), default=0) > _LONG_CELL else "<w:cantSplit/>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    letters = f'<w:rPr>{"<w:b/>" if is_bold else ""}<w:sz w:val="{layout.size}"/></w:rPr>'
    keeps = "<w:keepNext/>" if stays else ""
    made = [f"<w:tr><w:trPr>{marks}{'<w:tblHeader/>' if is_head else ''}</w:trPr>"]
    for cell, width, is_figure in zip(cells, layout.widths, layout.figures, strict=True):
        style = layout.styles["head" if is_head else "figure" if is_figure else "text"]
        side = '<w:jc w:val="right"/>' if is_head and is_figure else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}{side}</w:pPr>'
            f"<w:r>{letters}{_text(cell)}</w:r></w:p></w:tc>"
        )
    made.append("</w:tr>")
    return "".join(made)


def _text(text: str) -> str:
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
