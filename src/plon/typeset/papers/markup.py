"""A person's Markdown as a small tree for documents that aren't HTML: paragraphs of runs, lists, tables, quotes.

It reads with the house's one parser (`plon.texts`), so page, PDF and Word file agree on what is bold. Headings become
bold paragraphs: the paper's own headings alone make its structure. Pictures are shown as their alternative texts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from plon.texts import parse_markdown
from plon.typeset.tools.plain import web_address


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, perhaps of several lines. `address` is of the web or of mail, "" for none."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is its first number, None for bullets. An item is blocks of its own."""

    items: tuple[tuple["Part", ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first is the head."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]


_MAIL = re.compile(r"mailto:[^\s<>\"']+")

Part = Paragraph | Listing | Quoted | Code | Table


def parts_of(markdown: str) -> tuple[Part, ...]:
    """Return what a text in Markdown is made of."""
    return tuple(_parts(_Reader(parse_markdown(markdown))))


class _Reader:
    """The tokens, read once from the first to the last."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._place = 0

    def until(self, *kinds: str) -> Iterator[Token]:
        """Yield tokens up to the one that closes, which is swallowed."""
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            self._place += 1
            if token.type in kinds:
                return
            yield token


def _parts(reader: _Reader, closing: str = "") -> Iterator[Part]:
    for token in reader.until(closing):
        match token.type:
            case "paragraph_open":
                yield Paragraph(_inline(reader, "paragraph_close"))
            case "heading_open":
                yield Paragraph(tuple(replace(run, is_bold=True) for run in _inline(reader, "heading_close")))
            case "bullet_list_open":
                yield Listing(tuple(_items(reader, "bullet_list_close")))
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                yield Listing(tuple(_items(reader, "ordered_list_close")), start)
            case "blockquote_open":
                yield Quoted(tuple(_parts(reader, "blockquote_close")))
            case "fence" | "code_block":
                yield Code(token.content.rstrip("\n"))
            case "table_open":
                yield Table(tuple(_rows(reader)))


def _items(reader: _Reader, closing: str) -> Iterator[tuple[Part, ...]]:
    for token in reader.until(closing):
        if token.type == "list_item_open":
            yield tuple(_parts(reader, "list_item_close"))


def _rows(reader: _Reader) -> Iterator[tuple[tuple[Run, ...], ...]]:
    for token in reader.until("table_close"):
        if token.type == "tr_open":
            yield tuple(
                _inline(reader, "th_close", "td_close")
                for cell in reader.until("tr_close")
                if cell.type in {"th_open", "td_open"}
            )


def _inline(reader: _Reader, *closing: str) -> tuple[Run, ...]:
    return tuple(run for token in reader.until(*closing) for run in _runs(token.children or ()))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    address = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                address = address_of(str(token.attrGet("href") or ""))
            case "link_close":
                address = ""
            case _:
                text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
                if text:
                    yield Run(text, bold > 0, italic > 0, token.type == "code_inline", address)


def address_of(href: str) -> str:
    """Return an address of the web or of mail, "" for any other kind."""
    return href if web_address(href) or _MAIL.fullmatch(href) else ""
