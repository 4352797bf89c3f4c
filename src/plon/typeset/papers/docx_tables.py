"""Tables of a paper in WordprocessingML, written as text: objects for thousands of cells would take seconds.

The head is marked and repeats on every page, a row stays whole, and every second row is shaded.
"""

from collections.abc import Mapping, Sequence
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


def add_grid(document: DocxDocument, grid: Grid, styles: Styles) -> None:
    """Add the table at the end of the document, without its caption."""
    rows = [tuple(map(clean, row)) for row in whole_rows(grid)]
    widths = [round(width * _TWIPS) for width in fitted(grid, rows).widths]
    figures = [column.is_number for column in grid.columns]
    stays = is_short(rows)
    head = _row([one_line(column.title) for column in grid.columns], widths, figures, styles, is_head=True, fill=_GREEN)
    body = "".join(
        _row(
            row,
            widths,
            figures,
            styles,
            fill=_SAND if place % 2 else "",
            stays=stays and place < len(rows) - 1,
            is_bold=grid.has_total and place == len(rows) - 1,
        )
        for place, row in enumerate(rows)
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="70" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val={quoteattr(one_line(grid.caption))}/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>"
    )
    # What follows the last paragraph but stands before the properties of the section.
    document.element.body.insert_element_before(parse_xml(table), "w:sectPr")


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    figures: Sequence[bool],
    styles: Styles,
    *,
    fill: str,
    is_head: bool = False,
    is_bold: bool = False,
    stays: bool = False,
) -> str:
    """Write a row; one that `stays` is on the page of the next."""
    marks = "" if max(map(len, cells), default=0) > _LONG_CELL else "<w:cantSplit/>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    made = [f"<w:tr><w:trPr>{marks}{'<w:tblHeader/>' if is_head else ''}</w:trPr>"]
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    for cell, width, is_figure in zip(cells, widths, figures, strict=True):
        style = styles["head" if is_head else "figure" if is_figure else "text"]
        side = '<w:jc w:val="right"/>' if is_head and is_figure else ""
        keeps = "<w:keepNext/>" if stays else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}{side}</w:pPr><w:r>{bold}{_text(cell)}</w:r></w:p></w:tc>'
        )
    made.append("</w:tr>")
    return "".join(made)


def _text(text: str) -> str:
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
