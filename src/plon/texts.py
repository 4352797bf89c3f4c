"""Texts that people write: which language to show, how Markdown becomes HTML, how words are compared."""

import functools
import html
import re
import unicodedata
from collections.abc import Iterable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

INTERFACE_LANGUAGES = ("pl", "en")

# Letters that Unicode does not decompose, yet people type without their stroke or ligature.
_STROKES = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th",
    "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ",
})  # fmt: skip

# The same without the marks of Latin letters; other scripts have marks of their own.
_BARE = {**_STROKES, **dict.fromkeys(range(0x300, 0x370), "")}

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "pre", "hr",
         "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip


# Personal addresses: texts that others wrote, such as imported summaries, sometimes hold them.
_ADDRESS = re.compile(
    r"[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\]|\(a\)|&#64;)\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.IGNORECASE
)

# Nearly no text has one: looking for the sign alone is a hundred times quicker.
_SIGN = re.compile(r"@|\(at\)|\[at\]|\(a\)|&#64;", re.IGNORECASE)

# XML 1.0 knows no other control characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def fold(text: str) -> str:
    """Return `text` in lower case without accents or strokes, for comparing and searching.

    Query and document must pass through the same function (libraries.md, "Diacritics").
    """
    if text.isascii():  # most words; the index folds millions of them
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(_BARE)
    if bare.isascii():
        return bare
    return "".join(character for character in bare if not unicodedata.combining(character))


def best_language(available: Iterable[str], wanted: str, *, otherwise: tuple[str, ...] = ("en", "pl")) -> str | None:
    """Choose which of the `available` languages to show to someone who reads `wanted`."""
    languages = list(available)
    for language in (wanted, *otherwise):
        if language in languages:
            return language
    return languages[0] if languages else None


@functools.cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


# Paragraphs with nothing that Markdown reads, as most texts are: every line begins with a letter.
_PARAGRAPH = re.compile(r"\n{2,}")
_PROSE = re.compile(r"""(?:[^\W\d_](?:[^\W_]|[ .,;:?!()„”“’‘"'–—…%/-])*(?:\n+|\Z))+""")


def render_markdown(text: str) -> SafeString:
    """Turn a person's Markdown into clean HTML: no raw HTML, headings from level 3, links not followed."""
    if " \n" not in text and _PROSE.fullmatch(text):
        return mark_safe("".join(f"<p>{one}</p>\n" for one in _PARAGRAPH.split(text.rstrip())))
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2", "h3"} else "h4"
    written = _markdown().renderer.render(tokens, _markdown().options, {})
    return mark_safe(nh3.clean(written, tags=_TAGS, attributes={"a": {"href"}}, link_rel="nofollow noopener ugc"))


def parse_markdown(text: str) -> list[Token]:
    """Return what a person's Markdown is made of, for documents that aren't HTML; raw HTML in it is text."""
    return _markdown().parse(text)


def render_own_markdown(tokens: list[Token]) -> str:
    """Return the HTML of Markdown that came with Plon: its links may be followed, its headings keep their level."""
    return str(_markdown().renderer.render(tokens, _markdown().options, {}))


def plain_text(text: str) -> str:
    """Return Markdown as one line of plain text, for cards, previews and feeds."""
    if not _PROSE.fullmatch(text):
        text = html.unescape(nh3.clean(_markdown().render(text), tags=set()))
    return " ".join(text.split())


def without_controls(text: str) -> str:
    """Return `text` without the characters that no XML document may hold, feeds among them (XML 1.0, 2.2)."""
    return _CONTROL.sub("", text)


def mask_addresses(text: str) -> str:
    """Return `text` with each e-mail address replaced by its first letter and dots (domain.md §5.5)."""
    if not _SIGN.search(text):
        return text
    return _ADDRESS.sub(lambda found: f"{found[0][0]}•••@•••", text)


def spoken(language: str) -> str:
    """Return the language that Plon speaks to who wants `language` ("pl", "en-GB"): their own, else English."""
    return language[:2] if language[:2] in INTERFACE_LANGUAGES else "en"
