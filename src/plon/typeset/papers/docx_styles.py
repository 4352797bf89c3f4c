"""The styles of a paper as Word document, so that whoever edits it changes a style and not every line."""

from collections.abc import Mapping
from types import MappingProxyType

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from plon.typeset.office import letter, new_style

GREEN, SOFT, WHITE = RGBColor(0x16, 0x3F, 0x2D), RGBColor(0x55, 0x60, 0x4F), RGBColor(0xFF, 0xFF, 0xFF)
# Width of the line beside a note in eighths of a point, its colour, the colour behind the note.
EDGES: Mapping[str, tuple[int, str, str]] = MappingProxyType({
    "plain": (12, "55604F", "FAF6EC"),
    "warning": (36, "8A4B08", "FDF3E3"),
    "good": (24, "1F5A3F", "EEF5EE"),
})  # fmt: skip

# Name, size and the space before and after in points.
_THEIRS = (
    ("Normal", 10.5, 0, 6), ("Title", 26, 48, 8), ("Subtitle", 14, 0, 8), ("Heading 1", 17, 22, 8),
    ("Heading 2", 13, 16, 6), ("Heading 3", 11, 12, 5), ("Caption", 10, 12, 4), ("Quote", 10.5, 6, 4),
    ("List Bullet", 10.5, 0, 3), ("List Bullet 2", 10.5, 0, 3), ("List Bullet 3", 10.5, 0, 3),
    ("List Number", 10.5, 0, 3), ("List Number 2", 10.5, 0, 3), ("List Number 3", 10.5, 0, 3),
    ("List Continue", 10.5, 0, 3), ("List Continue 2", 10.5, 0, 3), ("List Continue 3", 10.5, 0, 3),
    ("TOC Heading", 17, 0, 8),
)  # fmt: skip
_OURS = (
    ("Quoted", 9.5, 8), ("Small print", 9, 4), ("Fact", 10.5, 3), ("Gap", 4, 4), ("Foot", 8, 0), ("Code", 9.5, 6),
    ("TOC 1", 10.5, 3), ("TOC 2", 10, 2), ("Cell", 8.5, 0), ("Cell figure", 8.5, 0), ("Cell head", 8.5, 0),
    *((f"Note {tone}", 10, 8) for tone in EDGES),
)  # fmt: skip
_FACTS_FROM = Mm(50)


def set_styles(document: DocxDocument) -> Mapping[str, str]:
    """Set the styles and return the ids of those of tables, by what they are for."""
    for name, size, before, after in _THEIRS:
        style = _style(document, name)
        letter(style, size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name in {"Title", "TOC Heading"} or name.startswith("Heading"):
            style.font.color.rgb, style.font.bold = GREEN, True
    for name, size, after in _OURS:
        new_style(document, name, size, after=after)
    _refine(document)
    for tone, (width, line, ground) in EDGES.items():
        _box(_style(document, f"Note {tone}"), width, line, ground)
    names = {"head": "Cell head", "text": "Cell", "figure": "Cell figure"}
    return {key: str(_style(document, name).style_id) for key, name in names.items()}


def _style(document: DocxDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):  # all of the names above are
        raise TypeError(style)
    return style


def _refine(document: DocxDocument) -> None:
    for name in ("Subtitle", "Quoted", "Small print", "Foot"):
        _style(document, name).font.color.rgb = SOFT
    caption = _style(document, "Caption")
    caption.font.color.rgb, caption.font.bold, caption.paragraph_format.keep_with_next = GREEN, True, True
    _style(document, "Subtitle").font.italic = False
    # The template rules a blue line beneath titles, and spaces the letters beneath it.
    for name, tag in (("Title", "pBdr"), ("Subtitle", "spacing")):
        for element in _style(document, name).element.iter(qn(f"w:{tag}")):
            if tag == "pBdr" or qn("w:val") in element.attrib:
                element.getparent().remove(element)
    quote, quoted = _style(document, "Quote"), _style(document, "Quoted")
    quote.paragraph_format.left_indent = quoted.paragraph_format.left_indent = Mm(8)
    quote.paragraph_format.keep_together = True
    fact = _style(document, "Fact").paragraph_format
    fact.left_indent, fact.first_line_indent = _FACTS_FROM, -_FACTS_FROM
    fact.tab_stops.add_tab_stop(_FACTS_FROM)
    _style(document, "TOC 2").paragraph_format.left_indent = Mm(6)
    _style(document, "TOC 1").font.bold = True
    _style(document, "Code").font.name = "Courier New"
    for name in ("Cell", "Cell figure", "Cell head"):
        _style(document, name).paragraph_format.space_before = Pt(2)
        _style(document, name).paragraph_format.space_after = Pt(2)
    _style(document, "Cell figure").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head = _style(document, "Cell head")
    head.font.bold, head.font.color.rgb, head.paragraph_format.keep_with_next = True, WHITE, True


def _box(style: ParagraphStyle, width: int, line: str, ground: str) -> None:
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(f"{{{properties.nsmap['w']}}}spacing")
    place = len(properties) if spacing is None else properties.index(spacing)
    edge = f'<w:left w:val="single" w:sz="{width}" w:space="8" w:color="{line}"/>'
    properties.insert(place, parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>"))
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>'
    properties.insert(place + 1, parse_xml(shade))
