"""Slides as PPTX: real titles and placeholders, notes with what to say, every picture described."""

import copy
import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from plon.typeset.marks import Box, Strip
from plon.typeset.tools import slides as deck
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import shown_link
from plon.typeset.tools.pictures import emblem_png, office_picture, picture_size, qr_png
from plon.typeset.tools.plain import clean, language_tag, one_line, web_address
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.slides import MM, Column, Place, Slide
from plon.typeset.tools.slides_theme import COVER, ONE, TITLE_ONLY, TWO, put, set_up, sides
from plon.typeset.tools.themes import palette

# The blue of the emblem, in which the statement may stand (domain.md §5.1); small print and ground of the foot.
_COLOURS = ("003399", "3F4743", "FFFFFF")
_EU_BLUE, _GREY, _WHITE = (
    RGBColor.from_string(colour)  # type: ignore[no-untyped-call]  # half-typed
    for colour in _COLOURS
)
_EMBLEM_PIXELS = 600
# 12 mm high: the smallest height is 10 mm (domain.md §5.1).
_FOOT_EMBLEM = Place(deck.MARGIN, 6.815, 0.705, 0.47)
_FOOT_STATEMENT = Place(deck.MARGIN + 0.85, 6.75, 7.6, 0.6, (16, 14, 12, 11))
_FOOT_EXAMPLE = Place(9.3, 6.75, 2.2, 0.6, (14,))
_ON_ACCENT, _HEADLINE, _MARK = MSO_THEME_COLOR.ACCENT_4, MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.ACCENT_3


def as_pptx(content: ToolContent) -> bytes:
    """Return the slides as PPTX.

    Raises:
        ValueError: a logo is no picture.
        TypesetError: a picture can't be read or drawn.
    """
    made = Presentation()
    set_up(made, palette(content.look))
    properties = made.core_properties
    properties.title = one_line(content.title)[:255]
    properties.author = one_line(content.coordinator)[:255]
    properties.language = language_tag(content.language)
    properties.keywords = properties.comments = properties.last_modified_by = ""
    files = deck.prepared_of(content).files
    for slide in deck.deck_of(content):
        _add(made, slide, content, files.get("photo.jpg"))
    _speak(made, language_tag(content.language))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: Any, slide: Slide, content: ToolContent, photo: bytes | None) -> None:
    layout = {"cover": COVER, "get": ONE, "thanks": ONE}.get(slide.kind, TWO if len(slide.columns) > 1 else ONE)
    if slide.kind in {"get", "thanks"} and not slide.columns[0].paragraphs:
        layout = TITLE_ONLY
    page = made.slides.add_slide(made.slide_layouts[layout])
    place = deck.title_place(slide, content)
    put(page.shapes.title, place)
    colour = _ON_ACCENT if slide.kind == "cover" else None
    _write(page.shapes.title, [slide.title], place, is_bold=True, colour=colour)
    if slide.kind == "cover":
        page.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    {"cover": _cover, "columns": _columns, "get": _get, "thanks": _thanks}[slide.kind](page, slide, content)
    if slide.kind == "cover" and photo and content.photo:
        _picture(page, photo, deck.PHOTO, content.photo.alt)
    if slide.kind != "thanks":
        _foot(page, content)
    _number(page)
    page.notes_slide.notes_text_frame.text = "\n".join(clean(text) for text in slide.notes if text)


# --------------------------------------------------------------------------------------------------------- kinds


def _cover(page: Any, slide: Slide, content: ToolContent) -> None:
    message, kicker, who = ((column.texts, place) for column, place in deck.places_of(slide, content))
    subtitle = page.placeholders[1]
    if message[0]:
        put(subtitle, message[1])
        _write(subtitle, *message, colour=_ON_ACCENT)
    else:
        subtitle._element.getparent().remove(subtitle._element)
    for texts, place in (kicker, who):
        if texts:
            _write(_box(page, place), texts, place, colour=_ON_ACCENT)


def _columns(page: Any, slide: Slide, content: ToolContent) -> None:
    boxes = deck.places_of(slide, content)
    if len(boxes) == 1:
        column, place = boxes[0]
        _fill(page.placeholders[1], column, place)
        return
    for (column, place), (head, body) in zip(boxes, ((1, 2), (3, 4)), strict=True):
        heading = deck.LEFT_HEAD if head == 1 else deck.RIGHT_HEAD
        _write(page.placeholders[head], [column.heading], heading, is_bold=True, colour=_MARK)
        _fill(page.placeholders[body], column, place)


def _get(page: Any, slide: Slide, content: ToolContent) -> None:
    column, place = deck.places_of(slide, content)[0]
    if column.paragraphs:
        put(page.placeholders[1], place)
        _fill(page.placeholders[1], column, place)
    address = web_address(content.link)
    if not address:
        return
    shown = shown_link(address)
    alt = f"{sentences(content.language)['qr']}: {shown}"
    _picture(page, qr_png(address), deck.QR, alt)
    box = _box(page, deck.ADDRESS)
    _write(box, [shown], deck.ADDRESS, is_bold=True, colour=_MARK, align=PP_ALIGN.CENTER)
    run = box.text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = address


def _thanks(page: Any, slide: Slide, content: ToolContent) -> None:
    column, place = deck.places_of(slide, content)[0]
    if column.paragraphs:
        put(page.placeholders[1], place)
        _fill(page.placeholders[1], column, place)
    _ground(page, Place(0, deck.CLOSING, deck.WIDTH, deck.HEIGHT - deck.CLOSING))
    logos = [(logo.name, office_picture(logo.data)) for logo in content.logos]
    laid = deck.closing_strip(content, [picture_size(data) for _name, data in logos])
    said = sentences(content.language)
    _picture(page, emblem_png(_EMBLEM_PIXELS), _in_strip(laid.emblem), said["emblem"])
    if content.notices.statement:
        _statement(page, content, _statement_place(laid))
    for (name, data), box in zip(logos, laid.logos, strict=True):
        _picture(page, data, _in_strip(box), f"{said['logo']} {one_line(name)}")
    if small := deck.small_print(content):
        _write_small(page, small, deck.small_place(laid))


# ------------------------------------------------------------------------------------------------------- what must be


def _foot(page: Any, content: ToolContent) -> None:
    _picture(page, emblem_png(_EMBLEM_PIXELS), _FOOT_EMBLEM, sentences(content.language)["emblem"])
    if content.notices.statement:
        _statement(page, content, _FOOT_STATEMENT)
    if content.example:
        box = _box(page, _FOOT_EXAMPLE)
        _write(box, [one_line(content.example)], _FOOT_EXAMPLE, rgb=_GREY, align=PP_ALIGN.RIGHT)
        box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _statement(page: Any, content: ToolContent, place: Place) -> None:
    box = _box(page, place)
    _write(box, [one_line(content.notices.statement)], place, is_bold=True, rgb=_EU_BLUE)
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _in_language(box, content.notices.statement_language)


def _in_strip(box: Box) -> Place:
    return Place(deck.MARGIN + box.x / MM, deck.CLOSING + 0.3 + box.y / MM, box.width / MM, box.height / MM)


def _statement_place(laid: Strip) -> Place:
    place = _in_strip(laid.statement)
    emblem = _in_strip(laid.emblem)
    # As high as the emblem, so that the words stand at its middle; offices set letters a little wider than we do.
    return Place(place.x, emblem.y, place.width * 1.1, emblem.height, (22, 20, 18, 16, 14, 12))


def _write_small(page: Any, small: Sequence[tuple[str, str]], place: Place) -> None:
    box = _box(page, place)
    _write(box, [text for text, _language in small], place, rgb=_GREY)
    for paragraph, (_text, language) in zip(box.text_frame.paragraphs, small, strict=True):
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", language_tag(language))


# ------------------------------------------------------------------------------------------------------------ shapes


def _fill(shape: Any, column: Column, place: Place) -> None:
    """Write the paragraphs of a column, their labels bold."""
    _write(shape, column.texts, place)
    for paragraph, written in zip(shape.text_frame.paragraphs, column.paragraphs, strict=True):
        if written.label:
            size = paragraph.runs[0].font.size
            paragraph.runs[0].text = f"{written.label}: "
            paragraph.runs[0].font.bold = True
            rest = paragraph.add_run()
            rest.text, rest.font.size = clean(written.text), size


def _write(
    shape: Any,
    texts: Sequence[str],
    place: Place,
    *,
    is_bold: bool = False,
    colour: Any = None,
    rgb: RGBColor | None = None,
    align: Any = None,
) -> None:
    """Write paragraphs as large as they have room for; the box neither grows nor shrinks its text by itself."""
    size = deck.chosen_size(list(texts), place, is_bold=is_bold)
    frame = shape.text_frame
    frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for position, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        if align is not None:
            paragraph.alignment = align
        run = paragraph.add_run()
        run.text, run.font.size = one_line(text), Pt(size)
        if is_bold:
            run.font.bold = True
        if rgb is not None:
            run.font.color.rgb = rgb
        elif colour is not None:
            run.font.color.theme_color = colour


def _box(page: Any, place: Place) -> Any:
    return page.shapes.add_textbox(*(Inches(side) for side in sides(place)))


def _ground(page: Any, place: Place) -> None:
    area = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(side) for side in sides(place)))
    area.fill.solid()
    area.fill.fore_color.rgb = _WHITE
    area.line.fill.background()
    area.shadow.inherit = False
    area.name = "Ground"
    # Behind the texts, and read before them: it says nothing.
    page.shapes._spTree.remove(area._element)
    page.shapes._spTree.insert(2, area._element)


def _picture(page: Any, data: bytes, place: Place, alt: str) -> None:
    shape = page.shapes.add_picture(io.BytesIO(data), *(Inches(side) for side in sides(place)))
    properties = shape._element.nvPicPr.cNvPr
    properties.set("descr", one_line(alt))
    properties.set("name", one_line(alt)[:60])


def _number(page: Any) -> None:
    """Number the slide: a layout's number shows on a slide only if the slide has it too."""
    for shape in page.slide_layout.placeholders:
        if shape.placeholder_format.type.name == "SLIDE_NUMBER":
            number = copy.deepcopy(shape._element)
            number.nvSpPr.cNvPr.set("id", str(page.shapes._next_shape_id))
            page.shapes._spTree.append(number)


def _in_language(shape: Any, language: str) -> None:
    if language:
        for run in (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs):
            run._r.get_or_add_rPr().set("lang", language_tag(language))


def _speak(made: Any, tag: str) -> None:
    """Set the language of every text that has none yet, so that spelling is checked and readers speak it right."""
    names = [qn(f"a:{name}") for name in ("rPr", "endParaRPr", "defRPr")]
    for page in (*made.slides, *(slide.notes_slide for slide in made.slides)):
        for run in page._element.iter(qn("a:r")):
            run.get_or_add_rPr()
        for properties in page._element.iter(*names):
            if "lang" not in properties.attrib or properties.getparent().tag == qn("a:fld"):
                properties.set("lang", tag)
    for page in (made.slide_master, *made.slide_layouts, made.notes_master):
        for properties in page._element.iter(*names):
            if "lang" in properties.attrib:
                properties.set("lang", tag)
    for properties in made.element.iter(*names):
        properties.set("lang", tag)
