"""The press release as a Word document: real headings, its language set, every picture described."""

import datetime
import io

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

from plon.typeset.colours import WHITE, channels, readable
from plon.typeset.marks import strip
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.pictures import emblem_png, office_picture, picture_size
from plon.typeset.tools.plain import language_tag, one_line, web_address
from plon.typeset.tools.press import STRIP_MM, Release, Section
from plon.typeset.tools.sentences import sentences

# On every machine, and Latin, Greek and Cyrillic are in it.
FONT = "Arial"
_EU_BLUE, _SOFT = RGBColor(0x00, 0x33, 0x99), RGBColor(0x55, 0x60, 0x4F)
_EMBLEM_PIXELS = 480


def as_docx(content: ToolContent, release: Release) -> bytes:
    """Return the release as DOCX."""
    document = Document()
    _set_up(document, content, release)
    _head(document, content, release)
    for text in release.body:
        document.add_paragraph(text)
    for section in release.sections:
        _section(document, section)
    if release.quote:
        document.add_paragraph(release.quote, style="Quote")
        if release.quoted:
            document.add_paragraph(release.quoted, style="Quoted")
    ends = document.add_paragraph(release.ends)
    ends.alignment = WD_ALIGN_PARAGRAPH.CENTER
    ends.paragraph_format.space_before = Pt(14)
    _section(document, release.about)
    _section(document, release.more)
    if address := web_address(content.link):
        _link(document.paragraphs[-1] if not release.more.text else document.add_paragraph(), address, address)
    _funding(document, content)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: DocxDocument, content: ToolContent, release: Release) -> None:
    properties, now = document.core_properties, datetime.datetime.now(datetime.UTC)
    properties.title, properties.author = release.headline[:255], release.organisation[:255]
    properties.comments, properties.keywords = "", ""
    properties.language = language_tag(content.language)
    properties.created = properties.modified = now
    accent = RGBColor(*channels(readable(content.look.accent, WHITE, ratio=7)))
    for name, size in (("Normal", 11), ("Heading 1", 21), ("Heading 2", 13), ("List Bullet", 11), ("Quote", 12)):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _letter(style, size)
            style.paragraph_format.space_after = Pt(5)
            if name.startswith("Heading"):
                style.font.color.rgb, style.font.bold = accent, True
                style.paragraph_format.space_before = Pt(6 if name.endswith("1") else 11)
    lead = _new_style(document, "Lead", 13, after=8)
    lead.font.bold = True
    _new_style(document, "Quoted", 10, after=6).font.color.rgb = _SOFT
    _new_style(document, "Small print", 8.5, after=3).font.color.rgb = _SOFT
    _speak(document, language_tag(content.language))
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)


def _letter(style: ParagraphStyle, size: float) -> None:
    """Set the font by its name: a theme's font, if one is named, would win over it."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for key in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)


def _new_style(document: DocxDocument, name: str, size: float, *, after: float) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):  # it was asked for as one
        raise TypeError(style)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(after)
    _letter(style, size)
    return style


def _speak(document: DocxDocument, tag: str) -> None:
    """Set the language of the whole document, so that spelling is checked and screen readers speak it right."""
    for element in document.styles.element.iter(qn("w:rPrDefault")):
        properties = element.find(qn("w:rPr"))
        if properties is None:
            continue
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_language(tag))


def _language(tag: str) -> _Element:
    spoken = OxmlElement("w:lang")
    for key in ("val", "eastAsia"):
        spoken.set(qn(f"w:{key}"), tag)
    return spoken


def _in_language(run: Run, language: str) -> Run:
    if language:
        run._r.get_or_add_rPr().append(_language(language_tag(language)))
    return run


def _head(document: DocxDocument, content: ToolContent, release: Release) -> None:
    header = document.sections[0].header.paragraphs[0]
    header.style = document.styles["Quoted"]
    header.text = "  ·  ".join(part for part in (release.organisation, release.kind, content.example) if part)
    kind = document.add_paragraph(style="Quoted")
    kind.add_run(release.kind.upper()).bold = True
    if release.dateline:
        kind.add_run(f"   {release.dateline}")
    document.add_heading(release.headline, 1)
    if release.lead:
        document.add_paragraph(release.lead, style="Lead")


def _section(document: DocxDocument, section: Section) -> None:
    document.add_heading(section.heading, 2)
    for text in section.text:
        document.add_paragraph(text)
    for item in section.items:
        document.add_paragraph(item, style="List Bullet")


def _link(paragraph: Paragraph, address: str, shown: str) -> None:
    """Add a link; python-docx has no call of its own for it."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(shown)
    run.font.color.rgb, run.font.underline = _EU_BLUE, True
    link.append(run._r)
    paragraph._p.append(link)


def _funding(document: DocxDocument, content: ToolContent) -> None:
    """Add emblem and statement, logos no larger than the emblem, and the small print."""
    notices, said = content.notices, sentences(content.language)
    logos = [(logo.name, office_picture(logo.data)) for logo in content.logos]
    laid = strip(STRIP_MM, [picture_size(data) for _name, data in logos], statement_chars=len(notices.statement) or 40)
    before = len(document.paragraphs)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(16)
    _centre_lines(paragraph)
    _picture(paragraph, emblem_png(_EMBLEM_PIXELS), laid.emblem.height, said["emblem"])
    if notices.statement:
        run = _in_language(paragraph.add_run(f"   {one_line(notices.statement)}"), notices.statement_language)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(12), _EU_BLUE
    if logos:
        row = document.add_paragraph()
        for (name, data), box in zip(logos, laid.logos, strict=True):
            _picture(row, data, box.height, f"{said['logo']} {one_line(name)}")
            row.add_run("     ")
    if notices.disclaimer:
        small = document.add_paragraph(style="Small print")
        _in_language(small.add_run(one_line(notices.disclaimer)), notices.disclaimer_language)
    if notices.licence_notice:
        _licence(document.add_paragraph(style="Small print"), content)
    if notices.project_number:
        document.add_paragraph(f"{said['number']}: {one_line(notices.project_number)}", style="Small print")
    # The emblem and what belongs to it stay on one page.
    for one in document.paragraphs[before:-1]:
        one.paragraph_format.keep_with_next = True


def _licence(paragraph: Paragraph, content: ToolContent) -> None:
    shown, address = one_line(content.notices.licence_notice), web_address(content.notices.licence_url)
    if address:
        _link(paragraph, address, shown)
    else:
        paragraph.add_run(shown)


def _centre_lines(paragraph: Paragraph) -> None:
    """Set the words beside a picture at its middle instead of its foot."""
    alignment = OxmlElement("w:textAlignment")
    alignment.set(qn("w:val"), "center")
    paragraph._p.get_or_add_pPr().append(alignment)


def _picture(paragraph: Paragraph, data: bytes, height_mm: float, alt: str) -> None:
    shape = paragraph.add_run().add_picture(io.BytesIO(data), height=Mm(height_mm))
    # Without a distance of its own, some offices leave an eighth of an inch around a picture.
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    shape._inline.docPr.set("descr", one_line(alt))
    shape._inline.docPr.set("name", one_line(alt)[:60])
