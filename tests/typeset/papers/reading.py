"""Papers read back by parsers that did not write them, down to the letters that stand there."""

import html
import io
import re
import unicodedata
from collections.abc import Iterator

import docx
import nh3
import pypdf
from pypdfium2 import PdfDocument

from plon.texts import plain_text
from plon.typeset.papers.blocks import Block, Drawing, Facts, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.tools.plain import clean

# Spaces, and hyphens that stand or are written again where a line ends.
_BETWEEN = re.compile(r"[\s\u00ad\u200b-]+")


def bare(text: str) -> str:
    """Return a text without what setting may change: spaces, ends of lines, hyphens, control characters."""
    return _BETWEEN.sub("", unicodedata.normalize("NFC", clean(text)))


def words_in_pdf(data: bytes) -> str:
    return bare(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page, as quickly as a reader that draws pages: for long papers."""
    document = PdfDocument(data)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def words_in_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return bare(" ".join(part.text or "" for part in document.element.body.iter() if part.tag.endswith("}t")))


def words_in_html(page: str) -> str:
    return bare(html.unescape(nh3.clean(page, tags=set())))


def texts_of(paper: Paper) -> Iterator[str]:
    """Yield every text and number of a paper, line by line."""
    head = (paper.title, paper.subtitle, paper.made_on, paper.code, paper.address, paper.funding)
    for text in (*head, *(text for block in (paper.facts, *paper.blocks) for text in _texts(block))):
        yield from clean(text).split("\n")


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Note():
            yield block.text
        case Text():
            yield from (plain_text(part) for part in block.markdown.split("\n"))
        case Grid():
            yield block.caption
            yield from (column.title for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        case Drawing():
            yield from (block.title, block.summary)
            if block.table:
                yield from _texts(block.table)
        case Facts():
            yield from (text for pair in block.pairs for text in pair)
        case Quote():
            yield from (block.text, block.source)


def missing_in(shown: str, paper: Paper) -> list[str]:
    """Return the texts of a paper that can't be found in what was read; [] if everything is there."""
    return [text for text in texts_of(paper) if bare(text) not in shown]
