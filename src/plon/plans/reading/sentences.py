"""Sentences of an application in Polish or English: abbreviations, dates, lists and headings respected."""

import re
import unicodedata
from collections import Counter

# After these a full stop ends no sentence.
_SHORT = (
    "np|m.in|tj|tzn|tzw|itp|itd|ok|ul|al|dr|hab|mgr|inz|inż|prof|im|nr|pkt|art|ust|str|s|r|w|godz|min|tys|mln|mld|zob|por|ks|św|sw|woj|pow|gm"
    "|e.g|i.e|approx|no|vs|etc|mr|mrs|ms|ca|incl|fig|dept|st"
)
_SHORT_END = re.compile(rf"(?:^|[\s(„\"])(?:{_SHORT})\.$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—•●▪*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_FUNCTION_WORDS = {
    "pl": frozenset(
        {
            "i",
            "w",
            "na",
            "z",
            "do",
            "że",
            "się",
            "jest",
            "oraz",
            "dla",
            "przez",
            "po",
            "od",
            "jak",
            "który",
            "która",
            "które",
            "będzie",
            "będą",
            "nie",
            "ich",
            "tym",
        }
    ),
    "en": frozenset(
        {
            "the",
            "and",
            "of",
            "to",
            "in",
            "for",
            "will",
            "is",
            "are",
            "be",
            "that",
            "with",
            "on",
            "as",
            "by",
            "from",
            "this",
            "our",
            "their",
            "it",
            "at",
            "an",
        }
    ),
}


def language_of(text: str) -> str:
    """Return "pl" or "en", whichever's function words are more frequent."""
    words = Counter(re.findall(r"\w+", text.casefold()))
    scores = {code: sum(words[word] for word in known) for code, known in _FUNCTION_WORDS.items()}
    return max(scores, key=lambda code: scores[code])


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text in order; items of lists and cells of tables are sentences of their own."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\u00ad", "")
    text = re.sub(r"(\w)-\n(?=[a-ząćęłńóśźż])", r"\1", text)
    # Forms swallow the blank after a full stop.
    text = re.sub(r"([a-ząćęłńóśźż])([.!?])([A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż])", r"\1\2 \3", text)
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        for block in _blocks(paragraph):
            found += _split(" ".join(block.split()))
    return [sentence for sentence in found if any(character.isalpha() for character in sentence)]


def _blocks(paragraph: str) -> list[str]:
    """Join wrapped lines; begin a new block at bullets and after lines that end a sentence or are short headings."""
    blocks: list[str] = []
    for line in paragraph.split("\n"):
        is_new = not blocks or _BULLET.match(line) or blocks[-1].rstrip().endswith((".", "!", "?", ":", ";"))
        starts_lower = bool(re.match(r"\s*[a-ząćęłńóśźż]", line))
        if is_new or (not starts_lower and len(blocks[-1].split("\n")[-1]) < 50):
            blocks.append(_BULLET.sub("", line))
        else:
            blocks[-1] += f"\n{line}"
    return blocks


def _split(text: str) -> list[str]:
    sentences, begin = [], 0
    for match in re.finditer(r"[.!?…]+[\"”')\]]*\s+(?=[\"„“(\[]?[A-ZĄĆĘŁŃÓŚŹŻ0-9])", text):
        candidate = text[begin : match.end()].strip()
        if _SHORT_END.search(candidate) or re.search(r"(?:^|\s)[A-ZĄĆĘŁŃÓŚŹŻ]\.$", candidate):
            continue
        if re.search(r"\d\.$", candidate) and re.match(r"\d", text[match.end() :]):
            continue
        sentences.append(candidate)
        begin = match.end()
    rest = text[begin:].strip()
    return [*sentences, rest] if rest else sentences
