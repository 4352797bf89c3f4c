"""Texts of a chart: cleaned for XML, measured without a font, wrapped and shortened so that none lies on another."""

import re
import unicodedata
from xml.sax.saxutils import escape

# What XML 1.0 can't hold, lone surrogates among it. It also keeps our own marks (`canvas`) out of people's words.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT_ISOLATE, _END_OF_ISOLATE = "\u2067", "\u2069"
# Not the no-break space: it keeps words together in pictures, too.
_BLANKS = re.compile(r"[ \t\r\n]+")
_NARROW, _BROAD = frozenset("iljtfrI.,:;'|!()[]-·"), frozenset("mwMW@%—…")
ELLIPSIS = "…"
# Nothing longer is ever drawn; measuring 100,000 characters letter by letter would only take time.
_LONGEST = 400


def clean(text: str) -> str:
    """Return the text without what XML can't hold."""
    return _ILLEGAL.sub("", text)


def written_out(text: str) -> str:
    """Return a text as it stands in XML, between tags or in an attribute."""
    return escape(clean(text), {'"': "&quot;", "'": "&#39;"})


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, rather too much than too little, in the unit of `size`."""
    return size * sum(_share(character) for character in text)


def _share(character: str) -> float:
    if character in " \u00a0":
        return 0.3
    if character in _NARROW:
        return 0.38
    if character in _BROAD:
        return 0.95
    if unicodedata.category(character) in {"Mn", "Cf", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return 1.2
    return 0.7 if character.isupper() else 0.61


def wrapped(text: str, width: float, size: float, *, lines: int = 2) -> list[str]:
    """Return at most so many lines of at most this width; what does not fit ends with an ellipsis."""
    whole = _BLANKS.sub(" ", clean(text)).strip(" ")
    words = whole[:_LONGEST].split(" ")
    is_cut = len(whole) > _LONGEST
    made: list[str] = [""]
    for number, word in enumerate(words):
        longer = f"{made[-1]} {word}".strip()
        if width_of(longer, size) <= width or not made[-1]:
            made[-1] = longer
        elif len(made) < lines:
            made.append(word)
        else:
            is_cut = is_cut or number < len(words)
            break
    shortened = [cut(line, width, size) for line in made]
    if is_cut and not shortened[-1].endswith(ELLIPSIS):
        shortened[-1] = cut(shortened[-1] + ELLIPSIS, width, size)
    return [line for line in shortened if line]


def cut(text: str, width: float, size: float) -> str:
    """Return a text of one line that is at most this wide; no letter loses its accent."""
    text = text[:_LONGEST]
    if width_of(text, size) <= width:
        return text
    kept = text.removesuffix(ELLIPSIS)
    while kept and width_of(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
        while kept and (unicodedata.category(kept[-1]) in {"Mn", "Me", "Cf"}):
            kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def is_right_to_left(text: str) -> bool:
    """Tell which way a text runs, by its first letter that has a direction."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def isolated(text: str) -> str:
    """Return the text so that its punctuation stands where its writing puts it, beside texts of the other direction."""
    return f"{_RIGHT_TO_LEFT_ISOLATE}{text}{_END_OF_ISOLATE}" if is_right_to_left(text) else text
