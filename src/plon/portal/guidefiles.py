"""The written guides as they come with Plon: files in two languages, read once.

A guide is `content/<language>/<slug>.md`: a head in TOML between two lines of `+++`, then Markdown. Its links name
what they lead to instead of an address (see `addresses.py`), so that a guide stays right when addresses change. An
agency may put a text of its own in its place (see `guidetexts/`); `guides.py` knows which one stands.
"""

import datetime
import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it.token import Token

from plon.portal.addresses import address_of
from plon.texts import INTERFACE_LANGUAGES, fold, parse_markdown, render_own_markdown

CONTENT = Path(__file__).parent / "content"
MARK = "+++\n"


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of a guide: the id in its address, its words."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide in one language.

    Attributes:
        slug: stands in the address, the same in every language.
        title: short, as links name it.
        summary: one or two sentences that say what the reader will be able to do.
        theme: the chapter it belongs to; the guide of that slug opens the chapter.
        order: its place among all guides, from 1.
        updated: the day somebody last checked it against its sources, or the agency published its own text.
        checklist: what to tick off, each a short sentence.
        sources: where its facts come from; the sentences are ours.
        body: Markdown; "" if the text is the agency's.
        text_id: key of the agency's own text that stands in the file's place; None if the file's stands.
    """

    slug: str
    language: str
    title: str
    summary: str
    theme: str
    order: int
    updated: datetime.date
    checklist: tuple[str, ...]
    sources: tuple[str, ...]
    body: str
    text_id: int | None = None

    @property
    def opens_theme(self) -> bool:
        return self.slug == self.theme

    @property
    def said(self) -> str:
        """All that readers are told, as written: a release changed the guide if this changed."""
        return "\n\n".join((self.title, self.summary, self.body, *self.checklist, *self.sources))


def parse_guide(written: str, *, slug: str, language: str) -> Guide:
    """Read a guide from its file's text.

    Raises:
        ValueError: the head is missing or is not TOML.
        TypeError: a field of the head is missing, or is not known.
    """
    before, mark, rest = written.partition(MARK)
    head, closing, body = rest.partition("\n" + MARK)
    if before or not mark or not closing:
        raise ValueError(f"{language}/{slug}.md does not begin with a head between lines of +++")
    fields: dict[str, Any] = tomllib.loads(head)
    for name in ("checklist", "sources"):
        fields[name] = tuple(fields.get(name, ()))
    return Guide(slug=slug, language=language, body=body.strip(), **fields)


@functools.cache
def filed_guides(language: str) -> tuple[Guide, ...]:
    """Return all guides of the files in a language of the interface, in their order."""
    found = (
        parse_guide(path.read_text(encoding="utf-8"), slug=path.stem, language=language)
        for path in (CONTENT / shown_language(language)).glob("*.md")
    )
    return tuple(sorted(found, key=lambda guide: guide.order))


def filed_guide(slug: str, language: str) -> Guide | None:
    return next((guide for guide in filed_guides(language) if guide.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Written:
    """A guide as HTML with the headings it is made of."""

    html: SafeString
    headings: tuple[Heading, ...]
    checklist: tuple[SafeString, ...]
    sources: tuple[SafeString, ...]

    @property
    def words(self) -> str:
        """What it says, without marks, for the index."""
        parts = (self.html, *self.checklist)
        return " ".join(strip_tags(" ".join(parts).replace("<", " <")).split())


@functools.cache
def filed_text(slug: str, language: str) -> Written:
    """Return a file's guide as HTML; made once in a process, because files change with a release only.

    Raises:
        KeyError: there is no such guide.
        ValueError: a link in it leads nowhere.
    """
    guide = filed_guide(slug, language)
    if guide is None:
        raise KeyError(slug)
    with translation.override(shown_language(language)):
        tokens = parse_markdown(guide.body)
        headings = tuple(_anchored(tokens))
        lead_links(tokens)
        return Written(
            html=_scrolling_tables(render_own_markdown(tokens)),
            headings=headings,
            checklist=tuple(_inline(line) for line in guide.checklist),
            sources=tuple(_inline(line) for line in guide.sources),
        )


def anchor_of(heading: str) -> str:
    """Return what stands in an address for a heading, in plain letters."""
    return slugify(fold(heading))


def _anchored(tokens: list[Token]) -> list[Heading]:
    headings: list[Heading] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            text = tokens[place + 1].content
            headings.append(Heading(anchor_of(text), text))
            token.attrSet("id", headings[-1].anchor)
    return headings


def lead_links(tokens: list[Token]) -> None:
    """Give the links in Markdown the addresses of what they name, in the language in use."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", address_of(str(child.attrGet("href"))))


def _inline(line: str) -> SafeString:
    tokens = parse_markdown(line)
    lead_links(tokens)
    return mark_safe(re.sub(r"\A<p>|</p>\s*\Z", "", render_own_markdown(tokens)))


def _scrolling_tables(html: str) -> SafeString:
    """Let wide tables scroll by themselves, with the keyboard too, so that the page never does."""
    opening = '<div class="table-scroll" tabindex="0">'
    return mark_safe(html.replace("<table>", f"{opening}<table>").replace("</table>", "</table></div>"))


def shown_language(language: str) -> str:
    return language if language in INTERFACE_LANGUAGES else "en"
