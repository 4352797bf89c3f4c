"""What the house's Word documents share: fonts, the language, links, pictures with words, heads that repeat.

python-docx has no call of its own for most of these.
"""

import io
from typing import Literal

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

from plon.typeset.tools.plain import language_tag, one_line

# On every machine, and Latin, Greek and Cyrillic are in it.
FONT = "Arial"
EU_BLUE = RGBColor(0x00, 0x33, 0x99)


def letter(style: ParagraphStyle, size: float, font: str = FONT) -> None:
    """Set the font by its name: a theme's font, if one is named, would win over it."""
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for key in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), font)


def new_style(document: DocxDocument, name: str, size: float, *, after: float) -> ParagraphStyle:
    """Add a style of paragraphs; `size` and the space `after` are in points."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):  # it was asked for as one
        raise TypeError(style)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(after)
    letter(style, size)
    return style


def speak(document: DocxDocument, language: str) -> None:
    """Set the language of the whole document, so that spelling is checked and screen readers speak it right."""
    document.core_properties.language = language_tag(language)
    for element in document.styles.element.iter(qn("w:rPrDefault")):
        properties = element.find(qn("w:rPr"))
        if properties is None:
            continue
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_language(language))


def in_language(run: Run, language: str) -> Run:
    """Set the language of one run, nothing for ""."""
    if language:
        run._r.get_or_add_rPr().append(_language(language))
    return run


def _language(language: str) -> _Element:
    spoken = OxmlElement("w:lang")
    for key in ("val", "eastAsia"):
        spoken.set(qn(f"w:{key}"), language_tag(language))
    return spoken


def add_link(paragraph: Paragraph, address: str, shown: str) -> Run:
    """Add a link to an address of the web or of mail."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(shown)
    run.font.color.rgb, run.font.underline = EU_BLUE, True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def add_picture(
    paragraph: Paragraph, data: bytes, alt: str, *, height_mm: float | None = None, width_mm: float | None = None
) -> None:
    """Add a picture with its alternative text, by one of its sides."""
    height, width = (None if side is None else Mm(side) for side in (height_mm, width_mm))
    shape = paragraph.add_run().add_picture(io.BytesIO(data), width=width, height=height)
    # Without a distance of its own, some offices leave an eighth of an inch around a picture.
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    shape._inline.docPr.set("descr", one_line(alt))
    shape._inline.docPr.set("name", one_line(alt)[:60])


def centre_lines(paragraph: Paragraph) -> None:
    """Set the words beside a picture at its middle instead of its foot."""
    alignment = OxmlElement("w:textAlignment")
    alignment.set(qn("w:val"), "center")
    paragraph._p.get_or_add_pPr().append(alignment)


def repeat_head(table: Table) -> None:
    """Let the first row stand on every page again, and be known as the head."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add what the office counts itself, such as "PAGE", with what stands until it has counted."""
    add_field_mark(paragraph, "begin", instruction)
    add_field_mark(paragraph, "separate")
    paragraph.add_run(shown)
    add_field_mark(paragraph, "end")


def add_field_mark(paragraph: Paragraph, kind: Literal["begin", "separate", "end"], instruction: str = "") -> None:
    """Add where a field begins (with its instruction), where what it shows begins, or where it ends."""
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
    if instruction:
        asked = OxmlElement("w:instrText")
        asked.set(qn("xml:space"), "preserve")
        asked.text = f" {instruction} "
        paragraph.add_run()._r.append(asked)
