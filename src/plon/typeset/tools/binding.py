"""What must not part at the end of a line: figures and their words, little words and what they belong to."""

import re

NBSP = "\N{NO-BREAK SPACE}"
# In these languages a word of one letter never ends a line (Polish "w", "i"; Czech "k", "s"; Bulgarian "в").
ONE_LETTER = frozenset({"pl", "cs", "sk", "uk", "bg", "mk", "sr", "hr", "sl"})

_FIGURE = re.compile(r"(?<=\d) (?=[^\W\d_]|%|€)")
_LITTLE = re.compile(r"(?<!\S)([^\W\d_]) (?=\S)")
_LAST = re.compile(r" (?=\S{1,5}[.!?…”»]*$)", re.MULTILINE)
_FRENCH = re.compile(r" (?=[:;!?»])|(?<=«) ")


def bound(text: str, language: str) -> str:
    """Return the text with no-break spaces where a good typesetter would put them; nothing else changes."""
    main = language.lower().split("-")[0]
    text = _FIGURE.sub(NBSP, text)
    text = _LAST.sub(NBSP, text)
    if main == "fr":
        text = _FRENCH.sub(NBSP, text)
    if main in ONE_LETTER:
        text = _LITTLE.sub(rf"\1{NBSP}", text)
    return text
