"""Answers as a Word document with real headings, its language set, and a table of how long each answer is."""

import io

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocxDocument
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from plon.reports.exporting.sheet import Chapter, Entry, chapters_of, preface, project_line, title_of
from plon.reports.queries import Application
from plon.typeset.office import repeat_head, speak
from plon.typeset.tools.plain import clean

_GREEN, _RED, _GREY = RGBColor(0x1F, 0x5A, 0x3F), RGBColor(0xA3, 0x30, 0x2A), RGBColor(0x55, 0x60, 0x4F)


def as_docx(application: Application) -> bytes:
    """Return all answers as DOCX: first how long each is, then section by section."""
    document = Document()
    with translation.override(application.language):
        chapters = list(chapters_of(application))
        _set_up(document, application)
        document.add_heading(clean(title_of(application)), 0)
        document.add_paragraph(clean(project_line(application)))
        _small(document, preface())
        document.add_heading(_("How long the answers are"), 1)
        _counts(document, chapters)
        for chapter in chapters:
            document.add_heading(clean(chapter.name), 1)
            for entry in chapter.entries:
                _answer(document, entry)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: DocxDocument, application: Application) -> None:
    properties = document.core_properties
    properties.title = clean(f"{title_of(application)}: {application.plan.project}")[:255]
    properties.author = ""
    properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for style in ("Title", "Heading 1", "Heading 2"):
        document.styles[style].font.color.rgb = _GREEN
    speak(document, application.language)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)


def _small(document: DocxDocument, text: str) -> None:
    run = document.add_paragraph().add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(9), _GREY


def _counts(document: DocxDocument, chapters: list[Chapter]) -> None:
    table: Table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, (_("Answer"), _("Length"), _("State")), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeat_head(table)
    for chapter in chapters:
        for entry in chapter.entries:
            cells = table.add_row().cells  # type: ignore[no-untyped-call]  # half-typed
            cells[0].text = clean(f"{chapter.name}: {entry.name}")
            length = cells[1].paragraphs[0].add_run(entry.counted)
            if entry.is_over:
                length.bold, length.font.color.rgb = True, _RED
            cells[2].text = entry.state


def _answer(document: DocxDocument, entry: Entry) -> None:
    document.add_heading(clean(entry.name), 2)
    asked = document.add_paragraph().add_run(clean(entry.question))
    asked.italic, asked.font.color.rgb = True, _GREY
    _small(document, f"{entry.counted} · {entry.state}")
    if entry.note:
        warning = document.add_paragraph().add_run(clean(entry.note))
        warning.bold, warning.font.color.rgb = True, _RED
    for line in entry.text.split("\n"):
        if line.strip():
            document.add_paragraph(clean(line))
