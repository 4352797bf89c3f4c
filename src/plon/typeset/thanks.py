"""The card of thanks for who uses a result: A6 across, to print, or 1200 pixels wide, to share."""

from dataclasses import asdict, dataclass
from typing import Literal

from plon.typeset.compiler import compile_document


@dataclass(frozen=True, slots=True)
class ThanksCard:
    """What the card says, already in its language."""

    language: str
    thanks: str
    title: str
    who: str
    place: str
    project: str
    address: str
    funding: str = ""
    example_label: str = ""


def render_thanks(card: ThanksCard, output: Literal["png", "pdf"]) -> bytes:
    """Return the card.

    Raises:
        TypesetError: the compiler refused.
    """
    return compile_document("thanks", asdict(card), output=output, ppi=206)
