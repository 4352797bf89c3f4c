"""A paper as part of a page: the same blocks, in the same order, as its PDF and its Word file.

The page gives the title as its own `h1` and links the style sheet `site/css/paper.css`. Nothing here is styled in
place, and every text is escaped; Markdown goes through the house's one renderer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import count

from django.utils.safestring import SafeString, mark_safe

from plon.texts import render_markdown
from plon.typeset.emblem import emblem_svg
from plon.typeset.papers.blocks import Block, Drawing, Facts, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.shaping import CONTENTS_FROM, shaped, whole_rows
from plon.typeset.papers.words import words_of
from plon.typeset.tools.plain import clean, cleaned, language_tag, one_line, web_address

_TONES = {"plain": "info", "warning": "warning", "good": "success"}
# What people mark as headings would break into the order of the paper's own.
_HEADING = re.compile(r"<(/?)h[1-6]>")
_ID = re.compile(r'(?<=\sid=")[^"]+(?=")')
_CHAPTER_DEPTH = 2


def as_html(paper: Paper, *, level: int = 2) -> SafeString:
    """Return the paper as safe HTML.

    Args:
        paper: what to show.
        level: of its chapters' headings on the page, 2 to 4.
    """
    words, blocks = words_of(paper.language), tuple(shaped(paper.blocks))
    parts = [f'<article class="paper" lang="{escape(language_tag(paper.language))}">', *_head(paper)]
    headings = [block for block in blocks if isinstance(block, Heading)]
    if len(headings) >= CONTENTS_FROM:
        parts += _contents(headings, words, level)
    drawings = count(1)
    for block in blocks:
        parts += _shown(block, words, level, drawings)
    parts += _foot(paper, words)
    parts.append("</article>")
    return mark_safe("\n".join(parts))


def _head(paper: Paper) -> Iterator[str]:
    if paper.subtitle:
        yield f'<p class="paper-subtitle">{_lines(paper.subtitle)}</p>'
    if paper.made_on:
        yield f'<p class="paper-soft">{_lines(paper.made_on)}</p>'
    yield from _facts(paper.facts)


def _contents(headings: Iterable[Heading], words: Mapping[str, str], level: int) -> Iterator[str]:
    """Link the chapters, and what is one level beneath them."""
    yield '<nav class="paper-contents" aria-labelledby="paper-contents">'
    yield f'<h{level} id="paper-contents">{escape(words["contents"])}</h{level}><ol>'
    for heading in headings:
        if heading.level <= _CHAPTER_DEPTH:
            text = _line(heading.text)
            yield f'<li class="paper-level-{heading.level}"><a href="#{escape(heading.key)}">{text}</a></li>'
    yield "</ol></nav>"


def _shown(block: Block, words: Mapping[str, str], level: int, drawings: Iterator[int]) -> Iterator[str]:
    match block:
        case Heading():
            tag = f"h{min(6, level + block.level - 1)}"
            yield f'<{tag} id="{escape(block.key)}" dir="auto">{_line(block.text)}</{tag}>'
        case Text():
            yield f'<div class="paper-text" dir="auto">{_markdown(block.markdown)}</div>'
        case Note():
            yield from _note(block, words)
        case Grid():
            yield from _grid(block, words)
        case Drawing():
            yield from _drawing(block, words, next(drawings))
        case Facts():
            yield from _facts(block)
        case Quote():
            source = f'<figcaption dir="auto">{_line(block.source)}</figcaption>' if block.source else ""
            said = f'<blockquote dir="auto">{_lines(block.text)}</blockquote>'
            yield f'<figure class="paper-quote">{said}{source}</figure>'


def _markdown(text: str) -> str:
    made = _HEADING.sub(lambda tag: "</strong></p>" if tag[1] else "<p><strong>", render_markdown(cleaned(text)))
    # A table that somebody typed scrolls by itself instead of the page.
    return made.replace("<table>", '<div class="table-scroll"><table class="table">').replace(
        "</table>", "</table></div>"
    )


def _note(note: Note, words: Mapping[str, str]) -> Iterator[str]:
    kind = _TONES.get(note.tone, "info")
    label = f"<strong>{escape(words[note.tone])}</strong> " if note.tone in words else ""
    yield f'<div class="notice notice-{kind}"><p dir="auto">{label}{_lines(note.text)}</p></div>'


def _grid(grid: Grid, words: Mapping[str, str]) -> Iterator[str]:
    caption = _line(grid.caption)
    yield f'<div class="table-scroll" tabindex="0" role="group" aria-label="{caption or escape(words["figures"])}">'
    yield '<table class="table paper-table">'
    if caption:
        yield f'<caption dir="auto">{caption}</caption>'
    heads = "".join(
        f'<th scope="col"{_number(is_number=column.is_number)}>{_line(column.title)}</th>' for column in grid.columns
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    rows = [_row(row, [column.is_number for column in grid.columns]) for row in whole_rows(grid)]
    body, total = (rows[:-1], rows[-1:]) if grid.has_total else (rows, [])
    yield f"<tbody>{''.join(body)}</tbody>"
    if total:
        yield f"<tfoot>{total[0]}</tfoot>"
    yield "</table></div>"
    if not rows:
        yield f'<p class="paper-soft">{escape(words["empty"])}</p>'


def _row(cells: Sequence[str], numbers: Sequence[bool]) -> str:
    made = []
    for place, (cell, is_number) in enumerate(zip(cells, numbers, strict=True)):
        tag = "td" if place or is_number else "th"
        scope = ' scope="row"' if tag == "th" else ""
        made.append(f'<{tag}{scope}{_number(is_number=is_number)} dir="auto">{_lines(cell)}</{tag}>')
    return f"<tr>{''.join(made)}</tr>"


def _number(*, is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _drawing(drawing: Drawing, words: Mapping[str, str], place: int) -> Iterator[str]:
    yield f'<figure class="chart"><figcaption dir="auto">{_line(drawing.title)}</figcaption>'
    yield f'<div class="chart-picture">{_with_own_ids(drawing.svg, place)}</div>'
    if drawing.summary:
        yield f'<p dir="auto">{_lines(drawing.summary)}</p>'
    if drawing.table:
        yield f'<details class="chart-below"><summary>{escape(words["figures"])}</summary>'
        yield from _grid(drawing.table, words)
        yield "</details>"
    yield "</figure>"


def _with_own_ids(svg: str, place: int) -> str:
    """Return a drawing whose ids no other drawing of the page has: patterns and titles are found by them."""
    for name in sorted(set(_ID.findall(svg)), key=len, reverse=True):
        svg = re.sub(rf'(?<=[#" ]){re.escape(name)}(?=[)" ])', f"paper-{place}-{name}", svg)
    return svg


def _facts(facts: Facts) -> Iterator[str]:
    if facts.pairs:
        pairs = "".join(
            f'<div><dt>{_line(name)}</dt><dd dir="auto">{_lines(value)}</dd></div>' for name, value in facts.pairs
        )
        yield f'<dl class="paper-facts">{pairs}</dl>'


def _foot(paper: Paper, words: Mapping[str, str]) -> Iterator[str]:
    address = web_address(paper.address)
    if paper.code:
        told = f'<br>{escape(words["verify"])} <a href="{escape(address)}">{escape(address)}</a>' if address else ""
        yield f'<p class="paper-code">{escape(words["code"])}: <strong>{_line(paper.code)}</strong>{told}</p>'
    if paper.attachments:
        names = ", ".join(_line(name) for name, _content in paper.attachments)
        yield f'<p class="paper-soft">{escape(words["attached"])} {names}</p>'
    statement, _, disclaimer = clean(paper.funding).partition("\n")
    if statement:
        emblem = emblem_svg().replace("<svg ", f'<svg role="img" aria-label="{escape(words["emblem"])}" ', 1)
        yield f'<div class="paper-funding">{emblem}<strong>{escape(statement.strip())}</strong></div>'
        if disclaimer.strip():
            yield f'<p class="paper-soft">{_lines(disclaimer.strip())}</p>'


def _line(text: str) -> str:
    return escape(one_line(text))


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in clean(text).split("\n"))
