"""Attendance lists on paper: to be signed by hand, or as they were signed."""

from dataclasses import asdict, dataclass
from typing import Literal

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import emblem_svg

_WORDS = {
    "pl": {"page": "strona", "of": "z", "example": "PRZYKŁAD", "emblem": "Flaga Unii Europejskiej"},
    "en": {"page": "page", "of": "of", "example": "EXAMPLE", "emblem": "Flag of the European Union"},
}


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """All that stands on the list, already in its language.

    Attributes:
        language: of the words.
        title: what the paper is.
        project: the project's title.
        number: the project's number, "" without one.
        facts: (label, value); a line to write on stands where a value is empty.
        headings: of the four columns.
        rows: (number, name, organisation, signature); empty ones are high enough to write in.
        rows_on_page: after so many empty rows a new page begins.
        privacy: what happens with the names.
        note: the sums of a signed list.
        statement: the funding statement.
        disclaimer: the disclaimer that belongs to it.
        is_example: whether it is only an example.
    """

    language: Literal["pl", "en"]
    title: str
    project: str
    number: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str], ...]
    rows_on_page: int
    privacy: str
    note: str = ""
    statement: str = ""
    disclaimer: str = ""
    is_example: bool = False


def render_attendance(sheet: AttendanceSheet) -> bytes:
    """Return a tagged PDF (PDF/UA-1), A4.

    Raises:
        TypesetError: the compiler refused.
    """
    words = _WORDS[sheet.language]
    data = {
        **asdict(sheet),
        "words": words,
        "emblem_svg": emblem_svg(),
        "example": words["example"] if sheet.is_example else "",
    }
    return compile_document("attendance", data, output="pdf")
