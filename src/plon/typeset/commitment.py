"""The commitment on paper: all that was promised, with the hash that proves it."""

from dataclasses import asdict, dataclass
from typing import Literal

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import emblem_svg
from plon.typeset.qr import qr_svg

_WORDS = {
    "pl": {"page": "strona", "of": "z", "example": "PRZYKŁAD", "qr": "Kod QR ze stroną sprawdzenia",
           "emblem": "Flaga Unii Europejskiej"},
    "en": {"page": "page", "of": "of", "example": "EXAMPLE", "qr": "QR code of the page that checks it",
           "emblem": "Flag of the European Union"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentItem:
    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DocumentSection:
    title: str
    items: tuple[DocumentItem, ...]


@dataclass(frozen=True, slots=True)
class CommitmentDocument:
    """All that stands in the document, already in its language."""

    language: Literal["pl", "en"]
    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[DocumentSection, ...]
    check: str
    sha256: str
    link: str
    statement: str = ""
    disclaimer: str = ""
    is_example: bool = False


def render_commitment(document: CommitmentDocument) -> bytes:
    """Return a tagged PDF (PDF/UA-1), A4.

    Raises:
        TypesetError: the compiler refused.
    """
    words = _WORDS[document.language]
    data = {
        **asdict(document),
        "words": words,
        "emblem_svg": emblem_svg(),
        "qr_svg": qr_svg(document.link),
        "example": words["example"] if document.is_example else "",
    }
    return compile_document("commitment", data, output="pdf")
