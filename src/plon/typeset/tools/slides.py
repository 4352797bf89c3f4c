"""Five slides about a result, to be changed by whoever shows them; and the same as PDF.

With more results than one, the two slides about a result come once for each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from plon.typeset.marks import Strip, strip
from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent, ToolResult
from plon.typeset.tools.data import STATEMENT_CHARS, Prepared, prepared, shown_link
from plon.typeset.tools.measuring import fitted_size, too_many
from plon.typeset.tools.pictures import office_picture, picture_size
from plon.typeset.tools.plain import one_line, paragraphs, web_address
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.tool import Output, Preview, TextTooLong, Tool, TooLong

MM = 25.4


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on a slide, in inches, and its sizes in points, largest first."""

    x: float
    y: float
    width: float
    height: float
    sizes: tuple[int, ...] = ()


# 16:9, as projectors and screens have it.
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.75
INNER = WIDTH - 2 * MARGIN
FOOT = 6.6
# Nothing that is read from a chair in the last row is smaller than 16 points.
BODY_SIZES = (24, 22, 20, 18, 16)
TITLE = Place(MARGIN, 0.55, INNER, 1.15, (34, 30, 26, 24))
COLUMN = (INNER - 0.6) / 2
LEFT_HEAD = Place(MARGIN, 1.85, COLUMN, 0.5, (18, 16))
LEFT = Place(MARGIN, 2.4, COLUMN, 3.95, BODY_SIZES)
RIGHT_HEAD = Place(MARGIN + COLUMN + 0.6, 1.85, COLUMN, 0.5, (18, 16))
RIGHT = Place(MARGIN + COLUMN + 0.6, 2.4, COLUMN, 3.95, BODY_SIZES)
WIDE = Place(MARGIN, 1.85, INNER, 4.5, BODY_SIZES)
GET = Place(MARGIN, 1.85, 7.4, 4.5, BODY_SIZES)
QR = Place(9.03, 1.85, 3.55, 3.55)
ADDRESS = Place(8.6, 5.5, 4.4, 0.6, (18, 16, 14, 12))
COVER = Place(MARGIN, 1.35, INNER, 2.35, (48, 44, 40, 36, 32, 28))
COVER_MESSAGE = Place(MARGIN, 4.0, INNER, 1.5, (26, 24, 22, 20, 18))
COVER_KICKER = Place(MARGIN, 0.65, INNER, 0.5, (18, 16, 14))
COVER_WHO = Place(MARGIN, 5.75, INNER, 0.5, (18, 16, 14))
PHOTO = Place(8.333, 0, 5.0, FOOT)
THANKS = Place(MARGIN, 1.7, INNER, 2.35, (20, 18, 16, 14, 12))
CLOSING = 4.25
# Small print ends above the number of the slide.
SMALL_END, SMALL_SIZES = 7.3, (13, 12, 11, 10)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with a label before it, e.g. "Languages", or without."""

    text: str
    label: str = ""

    @property
    def whole(self) -> str:
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Column:
    """Texts of one box; `key` names the text for the team."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def texts(self) -> list[str]:
        return [paragraph.whole for paragraph in self.paragraphs]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: `kind` is "cover", "columns", "get" or "thanks"; `notes` are what to say."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    title_key: str = ""


def deck_of(content: ToolContent) -> tuple[Slide, ...]:
    """Return the slides of a content; a slide that would say nothing is left out."""
    return (_cover(content), *_about(content), _get(content), _thanks(content))


def _cover(content: ToolContent) -> Slide:
    said = sentences(content.language)
    title = one_line(content.title or (content.results[0].title if content.results else content.project_title))
    title = title or said["result"]
    message = one_line(content.message)
    project = one_line(content.project_title or content.project_acronym)
    columns = (
        Column("message", "", _plain([message] if message not in {"", title} else [])),
        Column("project_title", "", _plain([project] if project else [])),
        Column("coordinator", "", _plain([one_line(content.coordinator)] if content.coordinator else [])),
    )
    return Slide("cover", title, columns, (said["say_title"], message or title), "title")


def _about(content: ToolContent) -> Iterator[Slide]:
    said = sentences(content.language)
    is_only = len(content.results) == 1
    for result in content.results:
        of = "" if is_only else f": {one_line(result.title)}"
        audience = _audience(content, result, is_only=is_only)
        pairs = (
            ("why", (("problem", "why", result.problem), ("audience", "for_whom", audience))),
            ("what", (("summary", "what", result.summary), ("how_to_use", "how_to_use", result.how_to_use))),
        )
        for name, parts in pairs:
            columns = tuple(Column(key, said[word], _plain(paragraphs(text))) for key, word, text in parts)
            filled = tuple(column for column in columns if column.paragraphs)
            if filled:
                spoken = tuple(text for column in filled for text in (f"{column.heading}:", *column.texts))
                title = said[f"{name}_title"] + of
                yield Slide("columns", title, filled, (said[f"say_{name}"], *spoken), "" if is_only else "title")


def _audience(content: ToolContent, result: ToolResult, *, is_only: bool) -> str:
    """Return for whom it is: the group that is spoken to, and whom else the result was made for."""
    group, audience = (content.group if is_only else "").strip(), result.audience.strip()
    return audience if group in audience else "\n".join(part for part in (group, audience) if part)


def _get(content: ToolContent) -> Slide:
    said, notices = sentences(content.language), content.notices
    entries: list[tuple[str, str, str]] = []
    is_only = len(content.results) == 1
    for result in content.results:
        label = said["needs"] if is_only else one_line(result.title)
        entries.append(("needs", label, " ".join(paragraphs(result.needs))))
        if is_only:
            entries.append(("languages", said["languages"], one_line(result.languages)))
    entries.append(("licence", said["licence"], one_line(notices.licence_notice)))
    filled = tuple(Paragraph(text, label) for _key, label, text in entries if text)
    return Slide(
        "get",
        said["get_title"],
        (Column("needs", "", filled),),
        (said["say_get"], web_address(content.link), *(paragraph.whole for paragraph in filled)),
    )


def _thanks(content: ToolContent) -> Slide:
    said = sentences(content.language)
    partners = []
    for partner in content.partners:
        named = ", ".join(part for part in (one_line(partner.name), one_line(partner.country)) if part)
        partners.append(f"{named} ({said['coordinator'].lower()})" if partner.is_coordinator else named)
    entries = ((" · ".join(partners), said["partners"]), (" · ".join(paragraphs(content.contact)), said["contact"]))
    filled = tuple(Paragraph(text, label) for text, label in entries if text)
    spoken = tuple(paragraph.whole for paragraph in filled)
    statement = (one_line(content.notices.statement),) if content.notices.statement else ()
    return Slide("thanks", said["thanks"], (Column("partners", "", filled),), (said["say_thanks"], *spoken, *statement))


def _plain(texts: list[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text) for text in texts)


def small_print(content: ToolContent) -> list[tuple[str, str]]:
    """Return disclaimer, licence and number with the language of each."""
    notices, language = content.notices, content.language
    number = f"{sentences(language)['number']}: {notices.project_number}" if notices.project_number else ""
    said = (
        (notices.disclaimer, notices.disclaimer_language or language),
        (notices.licence_notice, language),
        (number, language),
    )
    return [(one_line(text), spoken) for text, spoken in said if text]


def closing_strip(content: ToolContent, logos: Sequence[tuple[float, float]]) -> Strip:
    """Return emblem, statement and logos as they stand on the last slide, in mm."""
    return strip(INNER * MM, logos, statement_chars=len(content.notices.statement) or STATEMENT_CHARS)


def small_place(laid: Strip) -> Place:
    """Return where the small print stands on the last slide: beneath the strip."""
    top = CLOSING + 0.3 + laid.height / MM + 0.25
    return Place(MARGIN, top, INNER - 1.1, SMALL_END - top, SMALL_SIZES)


def cover_place(place: Place, content: ToolContent) -> Place:
    """Return a place of the cover, narrower where a photo stands beside it."""
    if content.photo is None:
        return place
    return Place(place.x, place.y, PHOTO.x - 0.5 - place.x, place.height, place.sizes)


def places_of(slide: Slide, content: ToolContent) -> list[tuple[Column, Place]]:
    """Return where the texts of a slide stand."""
    if slide.kind == "cover":
        places = [cover_place(place, content) for place in (COVER_MESSAGE, COVER_KICKER, COVER_WHO)]
    elif slide.kind == "columns":
        places = [LEFT, RIGHT] if len(slide.columns) > 1 else [WIDE]
    else:
        places = [GET if slide.kind == "get" else THANKS]
    return list(zip(slide.columns, places, strict=True))


def title_place(slide: Slide, content: ToolContent) -> Place:
    """Return where the title of a slide stands."""
    return cover_place(COVER, content) if slide.kind == "cover" else TITLE


def chosen_size(texts: list[str], place: Place, *, is_bold: bool = False) -> float:
    """Return the largest size at which the texts have room, the smallest one if they have at none."""
    size = fitted_size(texts, place.width * 72, place.height * 72, place.sizes, is_bold=is_bold)
    return size or place.sizes[-1]


def _too_long(content: ToolContent) -> tuple[TooLong, ...]:
    small = [text for text, _language in small_print(content)]
    place = small_place(closing_strip(content, [picture_size(office_picture(logo.data)) for logo in content.logos]))
    over = too_many(small, place.width * 72, place.height * 72, place.sizes[-1])
    found = {"disclaimer": over} if over else {}
    for slide in deck_of(content):
        boxes = [(column.key, column.texts, place, False) for column, place in places_of(slide, content)]
        boxes.append((slide.title_key or "title", [slide.title], title_place(slide, content), True))
        for key, texts, place, is_bold in boxes:
            room = (place.width * 72, place.height * 72, place.sizes[-1])
            if over := too_many(texts, *room, is_bold=is_bold):
                found[key] = max(over, found.get(key, 0))
    return tuple(TooLong(key, over) for key, over in found.items())


def prepared_of(content: ToolContent) -> Prepared:
    """Return values and pictures for the template, and the pictures for the slides that people change."""
    more: dict[str, Any] = {
        "deck": [_laid(slide, content) for slide in deck_of(content)],
        "places": {name: asdict(place) for name, place in {"qr": QR, "address": ADDRESS, "photo": PHOTO}.items()},
        "foot": FOOT,
        "closing": CLOSING,
        "small_print": [{"text": text, "language": language} for text, language in small_print(content)],
        "link": web_address(content.link),
        "link_shown": shown_link(web_address(content.link)),
    }
    photo_mm = (PHOTO.width * MM, PHOTO.height * MM)
    return prepared(content, strip_mm=INNER * MM, photo_mm=photo_mm, ppi=150, more=more)


def _laid(slide: Slide, content: ToolContent) -> dict[str, Any]:
    boxes = [{"column": asdict(column), "place": asdict(place)} for column, place in places_of(slide, content)]
    heads = [asdict(place) for place in (LEFT_HEAD, RIGHT_HEAD)] if len(slide.columns) > 1 else []
    title = {"text": slide.title, "key": slide.title_key or "title", "place": asdict(title_place(slide, content))}
    return {"kind": slide.kind, "title": title, "boxes": boxes, "heads": heads}


def _make(content: ToolContent, output: str) -> bytes:
    if output == "pdf":
        return fitting.render("slides", prepared_of(content))[0]
    if texts := _too_long(content):
        raise TextTooLong(texts)
    # The library of slides takes a while to load: only those who make slides wait for it.
    from plon.typeset.tools.slides_pptx import as_pptx

    return as_pptx(content)


def _preview(content: ToolContent) -> Preview:
    return fitting.preview("slides", prepared_of(content))


TOOL = Tool(
    key="slides",
    outputs=(
        Output("pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        Output("pdf", "pdf", "application/pdf"),
    ),
    texts=("title", "message", "problem", "audience", "summary", "how_to_use", "needs"),
    make=_make,
    preview=_preview,
    too_long=_too_long,
)
