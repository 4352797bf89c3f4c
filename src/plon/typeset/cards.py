"""The picture that a shared link shows: 1200 x 630 pixels, made from the thing's own data."""

from dataclasses import dataclass

from plon.typeset.compiler import compile_document

LONGEST_TITLE = 170
LONGEST_LINE = 70


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a card says, already in its language; `line` is the strip at its foot (licence, countries)."""

    language: str
    kind_label: str
    title: str
    project: str = ""
    line: str = ""
    example_label: str = ""


def render_card(card: SocialCard) -> bytes:
    """Return the card as a PNG of 1200 x 630 pixels. A long title shrinks; the longest end at a word with "…"."""
    data = {
        "language": card.language,
        "kind": card.kind_label,
        "title": _shortened(card.title, LONGEST_TITLE),
        "project": _shortened(card.project, LONGEST_LINE),
        "line": _shortened(card.line, LONGEST_LINE),
        "example": card.example_label,
    }
    return compile_document("card", data, output="png", ppi=72)


def _shortened(text: str, longest: int) -> str:
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"
