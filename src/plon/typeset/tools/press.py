"""The press release: what a newspaper can print as it is, as a document to edit and as PDF."""

import datetime
from dataclasses import asdict, dataclass

from babel import UnknownLocaleError
from babel.dates import format_date

from plon.typeset.colours import WHITE, readable
from plon.typeset.tools import fitting
from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.plain import clean, one_line, paragraphs, web_address
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# A4 with margins of 25 mm.
STRIP_MM = 160.0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the release under a heading; `items` stand as a list, `text` paragraph by paragraph."""

    heading: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """All that a release says, in order, in its language."""

    organisation: str
    kind: str
    dateline: str
    headline: str
    lead: str
    body: tuple[str, ...]
    sections: tuple[Section, ...]
    quote: str
    quoted: str
    ends: str
    about: Section
    more: Section


def release_of(content: ToolContent) -> Release:
    """Return the release of a content: the most important first, as newspapers cut from the end."""
    said = sentences(content.language)
    fields = content.fields
    first = content.results[0] if content.results else None
    headline = (
        one_line(content.title or (first.title if first else "") or content.project_title) or said["press_release"]
    )
    lead = one_line(content.message)
    body = paragraphs(first.summary) + paragraphs(first.problem) if first else []
    if not lead and body:
        lead, *body = body
    quote = one_line(fields.get("quote", ""))
    return Release(
        organisation=one_line(content.coordinator),
        kind=said["press_release"],
        dateline=", ".join(part for part in (one_line(fields.get("place", "")), _date(content)) if part),
        headline=headline,
        lead=lead if lead != headline else "",
        body=tuple(body),
        sections=_sections(content),
        quote=said["quotation"].format(text=quote) if quote else "",
        quoted=one_line(fields.get("quoted", "")) if quote else "",
        ends=said["ends"],
        about=_about(content),
        more=_more(content),
    )


def _date(content: ToolContent) -> str:
    """Return the date as it was written; a bare 2026-11-25 is written out in the language of the release."""
    written = one_line(content.fields.get("date", ""))
    try:
        return format_date(datetime.date.fromisoformat(written), "long", locale=content.language)
    except (ValueError, UnknownLocaleError):
        return written


def _sections(content: ToolContent) -> tuple[Section, ...]:
    said = sentences(content.language)
    sections = []
    for position, result in enumerate(content.results):
        if position:
            sections.append(Section(one_line(result.title), (*paragraphs(result.summary), *paragraphs(result.problem))))
        audience = (content.group if position == 0 else "") or result.audience
        for heading, text in (("for_whom", audience), ("how_to_use", result.how_to_use), ("needs", result.needs)):
            if clean(text):
                sections.append(Section(said[heading], tuple(paragraphs(text))))
    return tuple(sections)


def _about(content: ToolContent) -> Section:
    said = sentences(content.language)
    text = [one_line(content.project_title)] if content.project_title else []
    text += paragraphs(content.fields.get("about", ""))
    items = []
    for partner in content.partners:
        role = f" ({said['coordinator'].lower()})" if partner.is_coordinator else ""
        items.append(", ".join(part for part in (one_line(partner.name), one_line(partner.country)) if part) + role)
    return Section(said["about"], tuple(text), tuple(items))


def _more(content: ToolContent) -> Section:
    said = sentences(content.language)
    contact = paragraphs(content.contact)
    return Section(said["more"], tuple([f"{said['contact']}: {contact[0]}", *contact[1:]] if contact else []))


def _prepared(content: ToolContent) -> Prepared:
    accent = content.look.accent
    on_white = {"head": readable(accent, WHITE, ratio=7), "mark": readable(accent, WHITE)}
    more = {"release": asdict(release_of(content)), "on_white": on_white}
    link = web_address(content.link)
    return prepared(content, strip_mm=STRIP_MM, more={**more, "link": link})


def _make(content: ToolContent, output: str) -> bytes:
    if output == "docx":
        # Word's library takes half a second to load: only those who make a document wait for it.
        from plon.typeset.tools.press_docx import as_docx

        return as_docx(content, release_of(content))
    return fitting.render("press", _prepared(content))[0]


def _preview(content: ToolContent) -> Preview:
    return fitting.preview("press", _prepared(content))


def _too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return nothing: a release goes on to the next page."""
    return ()


TOOL = Tool(
    key="press",
    outputs=(
        Output("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Output("pdf", "pdf", "application/pdf"),
    ),
    texts=("title", "message", "summary", "problem", "audience", "how_to_use", "needs"),
    fields=("place", "date", "quote", "quoted", "about"),
    make=_make,
    preview=_preview,
    too_long=_too_long,
    shows_photo=False,
)
