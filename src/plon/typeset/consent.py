"""A consent to print and sign: who, where they may be shown, until when, and what becomes of their data."""

from dataclasses import asdict, dataclass
from typing import Literal

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import emblem_svg

_WORDS = {
    "pl": {"page": "strona", "of": "z", "emblem": "Flaga Unii Europejskiej"},
    "en": {"page": "page", "of": "of", "emblem": "Flag of the European Union"},
}


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """All that stands on the paper, already in its language. An empty value becomes a line to write on."""

    language: Literal["pl", "en"]
    title: str
    project: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    agreement: str
    scopes: tuple[tuple[str, str], ...]
    until: tuple[str, str]
    voluntary: str
    signatures: tuple[str, ...]
    table_title: str
    table: tuple[str, ...]
    rows: int
    about_title: str
    about: tuple[tuple[str, str], ...]
    statement: str = ""


def render_consent(paper: ConsentPaper) -> bytes:
    """Return a tagged PDF (PDF/UA-1), A4.

    Raises:
        TypesetError: the compiler refused.
    """
    data = {**asdict(paper), "words": _WORDS[paper.language], "emblem_svg": emblem_svg()}
    return compile_document("consent", data, output="pdf")
