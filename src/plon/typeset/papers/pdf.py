"""A paper as a tagged PDF: PDF/UA-1 and PDF/A-2a, or PDF/A-3a when files travel inside it."""

import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from plon.typeset.compiler import RESERVE, forget, is_boxed, missing_glyphs, opened, set_pages
from plon.typeset.emblem import emblem_svg
from plon.typeset.marks import strip
from plon.typeset.papers.blocks import Block, Drawing, Facts, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.breaking import pieces
from plon.typeset.papers.columns import LONGEST_NUMBER, fitted, is_short
from plon.typeset.papers.drawings import TALLEST_MM, WIDTH_MM, drawing_for_print, shape_of
from plon.typeset.papers.markup import Code, Listing, Paragraph, Part, Quoted, Run, Table, parts_of
from plon.typeset.papers.shaping import CONTENTS_FROM, reads_from_right, sections, shaped, whole_rows
from plon.typeset.papers.strips import strips
from plon.typeset.papers.words import words_of
from plon.typeset.qr import qr_svg
from plon.typeset.tools.plain import clean, cleaned, language_tag, one_line, web_address

Data = dict[str, Any]
_TAG = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Z]{2}))?(?![^-])")
NBSP = "\N{NO-BREAK SPACE}"
# A row with more in one cell than this may part at the end of a page; a shorter one moves to the next whole.
_LONG_CELL, _MANY_LINES = 700, 12
_MOST_SIGNS_NAMED = 6
_FOOT = 90
# So many bytes are some ten pages, whose parts the typesetter should not go on remembering.
_LARGE = 250_000


def as_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF, A4, dated today.

    Raises:
        TypesetError: the compiler refused.
    """
    files = {f"attachment-{place}": content for place, (_name, content) in enumerate(paper.attachments)}
    with opened("paper", _data(paper), files, with_reserve=True) as compiler:
        made = set_pages(compiler, output="pdf", standards=("ua-1", "a-3a" if files else "a-2a"))[0]
    if len(made) > _LARGE:
        forget()
    return made


def _data(paper: Paper) -> Data:
    words, title, address = words_of(paper.language), one_line(paper.title) or "–", web_address(paper.address)
    language, region = _spoken(paper.language)
    names = _names(paper)
    blocks = tuple(shaped(paper.blocks))
    data: Data = {
        "language": language,
        "region": region,
        "reserve": list(RESERVE),
        "words": dict(words),
        "title": pieces(title),
        "plain_title": title,
        "title_size": 26 if len(title) < 80 else 20 if len(title) < 200 else 14,
        "foot": pieces(title if len(title) <= _FOOT else title[:_FOOT].rstrip() + "…"),
        "subtitle": _lined(paper.subtitle),
        "made_on": _lined(paper.made_on),
        "facts": _pairs(paper.facts),
        "attached": [pieces(name) for name in names],
        "code": pieces(one_line(paper.code)),
        "address": address,
        "address_shown": pieces(address),
        "funding": _funding(paper.funding),
        "emblem_svg": emblem_svg(),
        "qr_svg": qr_svg(address, words["qr"]) if address else "",
        "has_contents": sum(isinstance(block, Heading) for block in blocks) >= CONTENTS_FROM,
        "sections": [
            {"is_flipped": is_across, "blocks": [_block(block, words) for block in group]}
            for is_across, group in sections(blocks)
        ],
        "files": [_file(place, name) for place, name in enumerate(names)],
    }
    return data | {"missing": _missing(data, words)}


def _spoken(code: str) -> tuple[str, str | None]:
    """Return language and country as the typesetter knows them; a code that is none is taken for English."""
    found = _TAG.match(language_tag(code))
    return (found[1], found[2]) if found else ("en", None)


def _block(block: Block, words: Mapping[str, str]) -> Data:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": pieces(one_line(block.text) or "–")}
        case Text():
            return {"kind": "text", "parts": [_part(part) for part in parts_of(cleaned(block.markdown))]}
        case Note():
            tone = block.tone if block.tone in {"warning", "good"} else "plain"
            return {"kind": "note", "tone": tone, "label": words.get(tone, ""), "text": _lined(block.text)}
        case Grid():
            return {"kind": "grid", **_grid(block)}
        case Drawing():
            return _drawing(block, words)
        case Facts():
            return {"kind": "facts", "pairs": _pairs(block)}
        case Quote():
            is_long = len(block.text) > _LONG_CELL
            source = pieces(one_line(block.source))
            return {"kind": "quote", "text": _lined(block.text), "source": source, "is_long": is_long}


def _grid(grid: Grid) -> Data:
    rows = [tuple(map(clean, row)) for row in whole_rows(grid)]
    fit = fitted(grid, rows)
    numbers = {place for place, column in enumerate(grid.columns) if column.is_number}
    return {
        "caption": pieces(one_line(grid.caption)),
        "size": fit.size,
        "is_short": is_short(rows),
        "has_total": grid.has_total and bool(rows),
        "columns": [
            {
                "title": pieces(one_line(column.title)),
                "is_number": column.is_number,
                "width": width,
                "parts_words": parts_words,
            }
            for column, width, parts_words in zip(grid.columns, fit.widths, fit.parts_words, strict=True)
        ],
        "rows": [
            {
                "is_long": any(len(cell) > _LONG_CELL or cell.count("\n") > _MANY_LINES for cell in row),
                "cells": [_number(cell) if place in numbers else _lined(cell) for place, cell in enumerate(row)],
            }
            for row in rows
        ],
    }


def _number(text: str) -> Any:
    """Return a figure that stays on one line, unless it is a text after all."""
    return _lined(text.replace(" ", NBSP) if len(text) <= LONGEST_NUMBER else text)


def _drawing(drawing: Drawing, words: Mapping[str, str]) -> Data:
    title = one_line(drawing.title)
    alt = one_line(drawing.summary) or title or "–"
    pictures = [drawing_for_print(strip) for strip in strips(drawing.svg, TALLEST_MM / WIDTH_MM)]
    table = drawing.table and _grid(replace(drawing.table, caption=drawing.table.caption or words["figures"]))
    return {
        "kind": "drawing",
        "title": pieces(title),
        "pictures": [
            {
                "picture_svg": svg,
                "width": min(WIDTH_MM, TALLEST_MM * shape_of(svg)),
                "alt": f"{title} ({place}/{len(pictures)})" if place > 1 else alt,
            }
            for place, svg in enumerate(pictures, 1)
        ],
        "summary": _lined(drawing.summary),
        "table": table,
    }


def _part(part: Part) -> Data:
    match part:
        case Paragraph():
            turned = reads_from_right("".join(run.text for run in part.runs))
            return {"kind": "paragraph", "runs": _runs(part.runs), "is_turned": turned}
        case Listing():
            kind = {"kind": "bullets"} if part.start is None else {"kind": "numbers", "start": part.start}
            return {**kind, "items": [[_part(inner) for inner in item] for item in part.items]}
        case Quoted():
            return {"kind": "quoted", "parts": [_part(inner) for inner in part.parts]}
        case Code():
            return {"kind": "code", "text": _lined(part.text)}
        case Table():
            head, *rows = ([_runs(cell) for cell in row] for row in part.rows)
            return {"kind": "table", "width": len(head), "head": head, "rows": rows}


def _runs(runs: Sequence[Run]) -> list[Data]:
    return [
        {
            "text": _lined(run.text),
            "bold": run.is_bold,
            # The fonts that stand in for ours have no slanted letters.
            "italic": run.is_italic and not missing_glyphs(run.text),
            "code": run.is_code,
            "address": run.address,
        }
        for run in runs
    ]


def _lined(text: str) -> Any:
    """Return a text of one line as it is, or its parts; one of several lines as a list of them."""
    text = cleaned(text)
    return {"lines": [pieces(line) for line in text.split("\n")]} if "\n" in text else pieces(text)


def _pairs(facts: Facts) -> list[Any]:
    return [[pieces(one_line(name)), _lined(value)] for name, value in facts.pairs]


def _funding(funding: str) -> Data:
    """Return the statement beside the emblem in the sizes of the house's strip, and the disclaimer beneath."""
    statement, _, disclaimer = clean(funding).partition("\n")
    laid = strip(WIDTH_MM, [], statement_chars=max(1, len(statement)))
    return {
        "statement": pieces(statement.strip()),
        "disclaimer": _lined(disclaimer.strip()),
        "height": laid.emblem.height,
        "width": min(laid.statement.width, WIDTH_MM - laid.emblem.right - laid.clear_mm),
        "clear": laid.clear_mm,
        "text": laid.text_mm,
    }


def _names(paper: Paper) -> list[str]:
    """Return the names of the files inside, each one of a kind: the typesetter takes no name twice."""
    names: list[str] = []
    for place, (given, _content) in enumerate(paper.attachments, 1):
        name = one_line(given) or str(place)
        names.append(f"{place}-{name}" if name in names else name)
    return names


def _file(place: int, name: str) -> Data:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {"name": name, "stored": f"attachment-{place}", "type": kind}


def _missing(data: Data, words: Mapping[str, str]) -> str:
    """Return what must be told about characters that no typeface of the file has, "" for none."""
    signs = sorted({c for text in _texts(data) for c in missing_glyphs(text, with_reserve=True) if is_boxed(c)})
    if not signs:
        return ""
    named = ", ".join(f"U+{ord(sign):04X}" for sign in signs[:_MOST_SIGNS_NAMED])
    return words["missing"].format(signs=named + ("…" if len(signs) > _MOST_SIGNS_NAMED else ""))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if not value.isascii():
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
