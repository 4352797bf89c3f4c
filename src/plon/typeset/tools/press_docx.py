"""The press release as a Word document: real headings, its language set, every picture described."""

import datetime
import io

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from plon.typeset.colours import WHITE, channels, readable
from plon.typeset.marks import strip
from plon.typeset.office import EU_BLUE, add_link, add_picture, centre_lines, in_language, letter, new_style, speak
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.pictures import emblem_png, office_picture, picture_size
from plon.typeset.tools.plain import one_line, web_address
from plon.typeset.tools.press import STRIP_MM, Release, Section
from plon.typeset.tools.sentences import sentences

_SOFT = RGBColor(0x55, 0x60, 0x4F)
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
        add_link(document.paragraphs[-1] if not release.more.text else document.add_paragraph(), address, address)
    _funding(document, content)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: DocxDocument, content: ToolContent, release: Release) -> None:
    properties, now = document.core_properties, datetime.datetime.now(datetime.UTC)
    properties.title, properties.author = release.headline[:255], release.organisation[:255]
    properties.comments, properties.keywords = "", ""
    properties.created = properties.modified = now
    accent = RGBColor(*channels(readable(content.look.accent, WHITE, ratio=7)))
    for name, size in (("Normal", 11), ("Heading 1", 21), ("Heading 2", 13), ("List Bullet", 11), ("Quote", 12)):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            letter(style, size)
            style.paragraph_format.space_after = Pt(5)
            if name.startswith("Heading"):
                style.font.color.rgb, style.font.bold = accent, True
                style.paragraph_format.space_before = Pt(6 if name.endswith("1") else 11)
    lead = new_style(document, "Lead", 13, after=8)
    lead.font.bold = True
    new_style(document, "Quoted", 10, after=6).font.color.rgb = _SOFT
    new_style(document, "Small print", 8.5, after=3).font.color.rgb = _SOFT
    speak(document, content.language)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)


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


def _funding(document: DocxDocument, content: ToolContent) -> None:
    """Add emblem and statement, logos no larger than the emblem, and the small print."""
    notices, said = content.notices, sentences(content.language)
    logos = [(logo.name, office_picture(logo.data)) for logo in content.logos]
    laid = strip(STRIP_MM, [picture_size(data) for _name, data in logos], statement_chars=len(notices.statement) or 40)
    before = len(document.paragraphs)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(16)
    centre_lines(paragraph)
    add_picture(paragraph, emblem_png(_EMBLEM_PIXELS), said["emblem"], height_mm=laid.emblem.height)
    if notices.statement:
        run = in_language(paragraph.add_run(f"   {one_line(notices.statement)}"), notices.statement_language)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(12), EU_BLUE
    if logos:
        row = document.add_paragraph()
        for (name, data), box in zip(logos, laid.logos, strict=True):
            add_picture(row, data, f"{said['logo']} {one_line(name)}", height_mm=box.height)
            row.add_run("     ")
    if notices.disclaimer:
        small = document.add_paragraph(style="Small print")
        in_language(small.add_run(one_line(notices.disclaimer)), notices.disclaimer_language)
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
        add_link(paragraph, address, shown)
    else:
        paragraph.add_run(shown)
