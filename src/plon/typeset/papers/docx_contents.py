"""Contents of a Word document: links to every chapter, which the office numbers with pages when asked to renew them."""

from collections.abc import Mapping, Sequence

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from plon.typeset.office import add_field_mark
from plon.typeset.papers.blocks import Heading
from plon.typeset.tools.plain import one_line

DEPTH = 2

# The number of each heading by its key: names of bookmarks may hold letters, digits and low lines alone.
Places = Mapping[str, int]


def places_of(headings: Sequence[Heading]) -> Places:
    """Return which heading is which."""
    return {heading.key: place for place, heading in enumerate(headings, 1)}


def add_contents(document: DocxDocument, headings: Sequence[Heading], places: Places) -> None:
    """Add a table of contents as a field: filled with the headings, renewed with their pages by the office."""
    shown = [heading for heading in headings if heading.level <= DEPTH]
    for heading in shown:
        paragraph = document.add_paragraph(style=f"TOC {heading.level}")
        if heading is shown[0]:
            add_field_mark(paragraph, "begin", f'TOC \\o "1-{DEPTH}" \\h \\z \\u')
            add_field_mark(paragraph, "separate")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(places[heading.key]))
        link.append(paragraph.add_run(one_line(heading.text) or "–")._r)
        paragraph._p.append(link)
        if heading is shown[-1]:
            add_field_mark(paragraph, "end")


def add_bookmark(paragraph: Paragraph, place: int) -> None:
    """Mark a heading so that the contents lead to it."""
    for kind in ("Start", "End"):
        mark = OxmlElement(f"w:bookmark{kind}")
        mark.set(qn("w:id"), str(place))
        if kind == "Start":
            mark.set(qn("w:name"), _name(place))
        paragraph._p.append(mark)


def _name(place: int) -> str:
    return f"part_{place}"
