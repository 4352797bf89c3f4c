"""Markdown as people type it, as plain text for print: paragraphs stay, items of lists get their dash."""

import html
import re

import nh3

from plon.texts import render_markdown

_ITEM = re.compile(r"<li>\s*(?:<p>)?")
_BREAK = re.compile(r"<br\s*/?>")
_BLOCK_END = re.compile(r"</(?:p|h3|h4|li|ul|ol|blockquote|pre|tr)>")


def plain_paragraphs(text: str) -> str:
    """Return Markdown as paragraphs with an empty line between them; items of a list stand in lines of their own."""
    made = _ITEM.sub("\x00– ", render_markdown(text))
    made = _BREAK.sub("\n", made)
    made = _BLOCK_END.sub("\x00\x00", made)
    bare = html.unescape(nh3.clean(made.replace("\n", " ").replace("\x00", "\n"), tags=set()))
    lines = [" ".join(line.split()) for line in bare.split("\n")]
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    """Keep one empty line between paragraphs and none between items of one list."""
    paragraphs: list[str] = []
    was_item = False
    for line in lines:
        if not line:
            continue
        is_item = line.startswith("– ")
        if is_item and was_item:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
        was_item = is_item
    return "\n\n".join(paragraphs)
