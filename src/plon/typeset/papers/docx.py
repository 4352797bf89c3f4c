"""A paper as a Word document: real headings, a linked list of contents, marked heads of tables, described pictures."""

import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from plon.typeset.drawings import as_png
from plon.typeset.office import EU_BLUE, add_field, add_link, add_picture, centre_lines, speak
from plon.typeset.papers.blocks import Block, Drawing, Facts, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.docx_contents import Places, add_bookmark, add_contents, places_of
from plon.typeset.papers.docx_styles import EDGES, SOFT, set_styles
from plon.typeset.papers.docx_tables import Styles, add_grid
from plon.typeset.papers.docx_text import add_parts, turn
from plon.typeset.papers.drawings import TALLEST_MM, WIDTH_MM, shape_of
from plon.typeset.papers.markup import parts_of
from plon.typeset.papers.shaping import CONTENTS_FROM, reads_from_right, sections, shaped
from plon.typeset.papers.strips import strips
from plon.typeset.papers.words import words_of
from plon.typeset.tools.pictures import emblem_png, qr_png
from plon.typeset.tools.plain import clean, cleaned, one_line, web_address

_LONG_TITLE = 100
# A chart of 640 units over the whole width: some 220 pixels per inch on paper.
_PPI = 220
_EMBLEM_MM, _EMBLEM_PIXELS, _QR_MM = 12.0, 480, 27.0


def as_docx(paper: Paper) -> bytes:
    """Return the paper as DOCX, A4; files that travel inside the PDF are not in it.

    Raises:
        TypesetError: a drawing can't be set as a picture.
    """
    document, words = Document(), words_of(paper.language)
    styles = set_styles(document)
    speak(document, paper.language)
    _set_properties(document, paper)
    blocks = tuple(shaped(paper.blocks))
    _title(document, paper, words)
    headings = [block for block in blocks if isinstance(block, Heading)]
    places = places_of(headings)
    if len(headings) >= CONTENTS_FROM:
        document.add_paragraph(words["contents"], style="TOC Heading").paragraph_format.page_break_before = True
        add_contents(document, headings, places)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    pen = _Pen(document, words, styles, places)
    for is_across, group in sections(blocks):
        _turn_page(document, is_across=is_across)
        for block in group:
            _add(pen, block)
    _foot(document, paper, words)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_properties(document: DocxDocument, paper: Paper) -> None:
    properties, now = document.core_properties, datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    properties.title, properties.author = one_line(paper.title)[:255], "Plon"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.created = properties.modified = now
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(18), Mm(22)


def _turn_page(document: DocxDocument, *, is_across: bool) -> None:
    """Begin a section of pages that lie the other way, if they do."""
    last = document.sections[-1]
    if (last.orientation == WD_ORIENTATION.LANDSCAPE) == is_across:
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_across else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_across else (Mm(210), Mm(297))


def _title(document: DocxDocument, paper: Paper, words: Mapping[str, str]) -> None:
    title = document.add_paragraph(one_line(paper.title) or "–", style="Title")
    if len(title.text) >= _LONG_TITLE:
        title.runs[0].font.size = Pt(16)
    if paper.subtitle:
        document.add_paragraph(clean(paper.subtitle), style="Subtitle")
    if paper.made_on:
        document.add_paragraph(clean(paper.made_on), style="Small print")
    _add_facts(document, paper.facts)
    address = web_address(paper.address)
    if paper.code:
        code = document.add_paragraph(style="Small print")
        code.paragraph_format.space_before = Pt(18)
        code.add_run(f"{words['code']}: ")
        code.add_run(one_line(paper.code)).bold = True
        if address:
            told = document.add_paragraph(f"{words['verify']} ", style="Small print")
            add_link(told, address, address)
            add_picture(document.add_paragraph(), qr_png(address), words["qr"], height_mm=_QR_MM)
    statement, _, disclaimer = clean(paper.funding).partition("\n")
    if statement:
        row = document.add_paragraph()
        row.paragraph_format.space_before = Pt(18)
        row.paragraph_format.keep_with_next = True
        centre_lines(row)
        add_picture(row, emblem_png(_EMBLEM_PIXELS), words["emblem"], height_mm=_EMBLEM_MM)
        run = row.add_run(f"   {statement.strip()}")
        run.bold, run.font.size, run.font.color.rgb = True, Pt(12), EU_BLUE
        if disclaimer.strip():
            document.add_paragraph(disclaimer.strip(), style="Small print")


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every block needs to be written."""

    document: DocxDocument
    words: Mapping[str, str]
    styles: Styles
    places: Places


def _add(pen: _Pen, block: Block) -> None:
    match block:
        case Heading():
            heading = pen.document.add_heading(one_line(block.text) or "–", block.level)
            add_bookmark(heading, pen.places[block.key])
        case Text():
            add_parts(pen.document, parts_of(cleaned(block.markdown)), pen.styles)
        case Note():
            _add_note(pen, block)
        case Grid():
            _add_grid(pen, block)
        case Drawing():
            _add_drawing(pen, block)
        case Facts():
            _add_facts(pen.document, block)
        case Quote():
            _add_words(pen.document, block.text, "Quote")
            if block.source:
                pen.document.add_paragraph(f"— {one_line(block.source)}", style="Quoted")


def _add_words(document: DocxDocument, text: str, style: str) -> Paragraph:
    paragraph = document.add_paragraph(clean(text), style=style)
    if reads_from_right(text):
        turn(paragraph)
    return paragraph


def _add_note(pen: _Pen, note: Note) -> None:
    tone = note.tone if note.tone in EDGES else "plain"
    paragraph = pen.document.add_paragraph(style=f"Note {tone}")
    if label := pen.words.get(tone, ""):
        paragraph.add_run(f"{label} ").bold = True
    paragraph.add_run(clean(note.text))


def _add_facts(document: DocxDocument, facts: Facts) -> None:
    for name, value in facts.pairs:
        paragraph = document.add_paragraph(style="Fact")
        paragraph.add_run(f"{one_line(name)}:").font.color.rgb = SOFT
        # The tab stands where values begin; further lines are indented to it.
        paragraph.add_run(f"\t{clean(value)}")


def _add_grid(pen: _Pen, grid: Grid) -> None:
    if grid.caption:
        pen.document.add_paragraph(one_line(grid.caption), style="Caption")
    add_grid(pen.document, grid, pen.styles)
    if not grid.rows:
        pen.document.add_paragraph(pen.words["empty"], style="Small print")
    # Two tables without a paragraph between them would become one.
    pen.document.add_paragraph(style="Gap")


def _add_drawing(pen: _Pen, drawing: Drawing) -> None:
    pen.document.add_paragraph(one_line(drawing.title), style="Caption")
    title = one_line(drawing.title)
    for place, svg in enumerate(strips(drawing.svg, TALLEST_MM / WIDTH_MM)):
        paragraph = pen.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(drawing.summary)
        alt = f"{title} ({place + 1})" if place else drawing.summary or title or "–"
        add_picture(paragraph, as_png(svg, ppi=_PPI), alt, width_mm=min(WIDTH_MM, TALLEST_MM * shape_of(svg)))
    if drawing.summary:
        _add_words(pen.document, drawing.summary, "Normal")
    if drawing.table:
        _add_grid(pen, drawing.table)


def _foot(document: DocxDocument, paper: Paper, words: Mapping[str, str]) -> None:
    """Write the title and "page x of y" at the foot of every page; the office counts."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Foot"]
    foot.add_run(f"{one_line(paper.title)[:90]}   ·   ")
    before, _, rest = words["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot.add_run(before)
    add_field(foot, "PAGE", "1")
    foot.add_run(between)
    add_field(foot, "NUMPAGES", "1")
    foot.add_run(after)
