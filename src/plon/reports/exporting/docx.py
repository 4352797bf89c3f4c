"""Answers as a Word document with real headings, its language set, and a table of how long each answer is."""

import io
import re

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from plon.reports.exporting.sheet import Chapter, Entry, chapters_of, preface, project_line, title_of
from plon.reports.queries import Application

_LANGUAGES = {"pl": "pl-PL", "en": "en-GB"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GREEN, _RED, _GREY = RGBColor(0x1F, 0x5A, 0x3F), RGBColor(0xA3, 0x30, 0x2A), RGBColor(0x55, 0x60, 0x4F)


def as_docx(application: Application) -> bytes:
    """Return all answers as DOCX: first how long each is, then section by section."""
    document = Document()
    with translation.override(application.language):
        chapters = list(chapters_of(application))
        _set_up(document, application)
        document.add_heading(_clean(title_of(application)), 0)
        document.add_paragraph(_clean(project_line(application)))
        _small(document, preface())
        document.add_heading(_("How long the answers are"), 1)
        _counts(document, chapters)
        for chapter in chapters:
            document.add_heading(_clean(chapter.name), 1)
            for entry in chapter.entries:
                _answer(document, entry)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _clean(text: str) -> str:
    """Return a text without what XML can't hold."""
    return _NOT_XML.sub("", text)


def _set_up(document: DocxDocument, application: Application) -> None:
    properties = document.core_properties
    properties.title = _clean(f"{title_of(application)}: {application.plan.project}")[:255]
    properties.author = ""
    properties.comments = ""
    properties.language = _LANGUAGES[application.language]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for style in ("Title", "Heading 1", "Heading 2"):
        document.styles[style].font.color.rgb = _GREEN
    _speak(document, _LANGUAGES[application.language])
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)


def _speak(document: DocxDocument, language: str) -> None:
    """Set the language of the whole document, so that spelling is checked and screen readers speak it right."""
    for element in document.styles.element.iter(qn("w:rPrDefault")):
        properties = element.find(qn("w:rPr"))
        if properties is None:
            continue
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), language)
        properties.append(spoken)


def _small(document: DocxDocument, text: str) -> None:
    run = document.add_paragraph().add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(9), _GREY


def _counts(document: DocxDocument, chapters: list[Chapter]) -> None:
    table: Table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, (_("Answer"), _("Length"), _("State")), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeat_on_every_page(table)
    for chapter in chapters:
        for entry in chapter.entries:
            cells = table.add_row().cells  # type: ignore[no-untyped-call]  # half-typed
            cells[0].text = _clean(f"{chapter.name}: {entry.name}")
            length = cells[1].paragraphs[0].add_run(entry.counted)
            if entry.is_over:
                length.bold, length.font.color.rgb = True, _RED
            cells[2].text = entry.state


def _repeat_on_every_page(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _answer(document: DocxDocument, entry: Entry) -> None:
    document.add_heading(_clean(entry.name), 2)
    asked = document.add_paragraph().add_run(_clean(entry.question))
    asked.italic, asked.font.color.rgb = True, _GREY
    _small(document, f"{entry.counted} · {entry.state}")
    if entry.note:
        warning = document.add_paragraph().add_run(_clean(entry.note))
        warning.bold, warning.font.color.rgb = True, _RED
    for line in entry.text.split("\n"):
        if line.strip():
            document.add_paragraph(_clean(line))
