"""A guide's file as the pieces that editors work with. Nothing of it is lost, and each link gets its address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import translation
from django.utils.html import escape
from markdown_it.token import Token

from plon.portal.guidefiles import Guide, lead_links
from plon.texts import parse_markdown

Piece = tuple[str, Any]

# Marks of Markdown, and what the editor of texts calls them.
_INLINE = {"strong": "b", "em": "i", "link": "a"}
_LISTS = {"bullet_list": "ul", "ordered_list": "ol"}


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a page of the editors' system is filled with.

    Attributes:
        body: (kind of piece, its value), as `blocks.ArticleBody` has them.
        checklist: the same, as `blocks.Lines` has them.
    """

    body: Sequence[Piece]
    checklist: Sequence[Piece]
    sources: Sequence[Piece]


def pieces_of(guide: Guide) -> Pieces:
    """Return a file's guide in pieces, with addresses in its own language.

    Raises:
        ValueError: it holds something that no piece can hold, or a link in it leads nowhere.
    """
    with translation.override(guide.language):
        tokens = parse_markdown(guide.body)
        lead_links(tokens)
        return Pieces(list(_body(tokens)), _lines(guide.checklist), _lines(guide.sources))


def _lines(lines: Sequence[str]) -> list[Piece]:
    found = []
    for line in lines:
        tokens = parse_markdown(line)
        lead_links(tokens)
        found.append(("line", _rich(tokens)))
    return found


def _body(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Yield the pieces of a text; what stands between two headings, tables or quotations is one piece."""
    gathered: list[Token] = []
    for part in _parts(tokens):
        kind = part[0].type.removesuffix("_open")
        if kind in {"paragraph", *_LISTS} and not part[0].attrGet("start"):
            gathered += part
            continue
        if gathered:
            yield "text", _rich(gathered)
            gathered = []
        yield _piece(kind, part)
    if gathered:
        yield "text", _rich(gathered)


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each paragraph, list, table and so on of the outermost level."""
    part: list[Token] = []
    depth = 0
    for token in tokens:
        part.append(token)
        depth += token.nesting
        if depth == 0:
            yield part
            part = []


def _piece(kind: str, part: list[Token]) -> Piece:
    if kind == "heading" and part[0].tag == "h2":
        return "heading", _plain(part[1])
    if kind == "ordered_list":
        lines = [f"<p>{_marked(token)}</p>" for token in part if token.type == "inline"]
        return "numbered", {"first": int(str(part[0].attrGet("start"))), "lines": lines}
    if kind == "blockquote":
        return "quote", {"text": "\n\n".join(_plain(token) for token in part if token.type == "inline"), "who": ""}
    if kind == "table":
        return "table", _table(part)
    raise ValueError(f"no piece can hold this: {kind} ({part[0].tag})")


def _table(part: list[Token]) -> dict[str, Any]:
    """Return a table as the table of editors keeps it: columns with headings, rows of formatted cells."""
    rows: list[list[str]] = []
    headings: list[str] = []
    for before, token in pairwise(part):
        if token.type == "tr_open":
            rows.append([])
        elif before.type == "th_open":
            headings.append(_plain(token))
        elif before.type == "td_open":
            rows[-1].append(f"<p>{_marked(token)}</p>")
    return {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in rows if row],
        "caption": "",
    }


def _rich(tokens: Sequence[Token]) -> str:
    """Return paragraphs and lists as the editor of texts keeps them."""
    written: list[str] = []
    is_in_item = 0
    for token in tokens:
        kind = token.type.rpartition("_")[0]
        if token.type == "inline":
            written.append(_marked(token))
        elif kind in _LISTS:
            written.append(f"<{'/' if token.nesting < 0 else ''}{_LISTS[kind]}>")
        elif kind == "list_item":
            is_in_item += token.nesting
            written.append("</li>" if token.nesting < 0 else "<li>")
        elif kind == "paragraph":
            # What a list says stands in its lines themselves.
            written.append("" if is_in_item else "</p>" if token.nesting < 0 else "<p>")
        else:
            raise ValueError(f"no piece of text can hold this: {token.type}")
    return "".join(written)


def _marked(inline: Token) -> str:
    return "".join(_mark(token) for token in inline.children or ())


def _mark(token: Token) -> str:
    if token.type == "text":
        return escape(token.content)
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    kind, _line, side = token.type.rpartition("_")
    if kind not in _INLINE:
        raise ValueError(f"no piece of text can hold this: {token.type}")
    if side == "close":
        return f"</{_INLINE[kind]}>"
    return f'<a href="{escape(str(token.attrGet("href")))}">' if kind == "link" else f"<{_INLINE[kind]}>"


def _plain(inline: Token) -> str:
    """Return words without marks.

    Raises:
        ValueError: there are marks, which would be lost.
    """
    if lost := {token.type for token in inline.children or ()} - {"text", "softbreak"}:
        raise ValueError(f"no marks can stand here: {', '.join(sorted(lost))}")
    return "".join(token.content if token.type == "text" else " " for token in inline.children or ())
