"""Paper that leads to a survey: a poster with a large QR code, or slips to cut and hand out."""

from dataclasses import asdict, dataclass
from typing import Literal

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import emblem_svg
from plon.typeset.qr import qr_svg

_WORDS = {
    "pl": {"example": "PRZYKŁAD", "code": "Kod QR z adresem ankiety"},
    "en": {"example": "EXAMPLE", "code": "QR code with the address of the survey"},
}


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    """All that stands on the paper, already in its language.

    Attributes:
        language: of the words around the survey's title.
        layout: one poster, or eight slips on a page.
        call: what people are asked to do.
        title: the survey's, in `title_language`.
        steps: how it is done.
        who: whether they can be known.
        until: till when, "" for no such day.
        address: where the code leads.
        asked_by: who asks.
        project: the project's title.
        statement: the funding statement.
        disclaimer: the disclaimer that belongs to it.
        is_example: whether it is only an example.
    """

    language: Literal["pl", "en"]
    layout: Literal["poster", "slips"]
    call: str
    title: str
    title_language: str
    steps: tuple[str, ...]
    who: str
    until: str
    address: str
    asked_by: str
    project: str
    statement: str = ""
    disclaimer: str = ""
    is_example: bool = False


def render_survey_paper(paper: SurveyPaper) -> bytes:
    """Return a tagged PDF (PDF/UA-1), A4.

    Raises:
        TypesetError: the compiler refused.
    """
    words = _WORDS[paper.language]
    data = {
        **asdict(paper),
        "code_svg": qr_svg(paper.address, words["code"], is_scalable=True),
        "code_words": words["code"],
        "emblem_svg": emblem_svg(),
        "example": words["example"] if paper.is_example else "",
    }
    return compile_document("survey-paper", data, output="pdf")
