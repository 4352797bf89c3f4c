"""The ledger on paper: what was promised, done and proven, with its picture."""

from dataclasses import asdict, dataclass
from typing import Literal

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import emblem_svg

_WORDS = {
    "pl": {"page": "strona", "of": "z", "example": "PRZYKŁAD", "emblem": "Flaga Unii Europejskiej"},
    "en": {"page": "page", "of": "of", "example": "EXAMPLE", "emblem": "Flag of the European Union"},
}


@dataclass(frozen=True, slots=True)
class LedgerStretch:
    """A state in the bar: its words, its code (for the pattern), how many promises, its share in hundredths."""

    name: str
    state: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A table; `widths` are shares of the page, `numbers` the columns that are set to the right.

    `is_summed` tells that the last row is a sum.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numbers: tuple[int, ...] = ()
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class LedgerDocument:
    """All that stands in the document, already in its language."""

    language: Literal["pl", "en"]
    title: str
    project: str
    basis: str
    printed_on: str
    narrowed: str
    summary: str
    stretches: tuple[LedgerStretch, ...]
    tables: tuple[LedgerTable, ...]
    beyond: str = ""
    statement: str = ""
    disclaimer: str = ""
    is_example: bool = False


def render_ledger(document: LedgerDocument) -> bytes:
    """Return a tagged PDF (PDF/UA-1), A4 landscape.

    Raises:
        TypesetError: the compiler refused.
    """
    words = _WORDS[document.language]
    data = {
        **asdict(document),
        "words": words,
        "emblem_svg": emblem_svg(),
        "example": words["example"] if document.is_example else "",
    }
    return compile_document("ledger", data, output="pdf")
