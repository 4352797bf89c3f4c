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
# A sentence may end with the year: "… in 2027 r. Teachers will …"; shorter ones only begin so ("Od 2015 r. Fundacja").
_YEAR_END = re.compile(r"\d{4}\s?r\.$")
SHORTEST_WITH_YEAR = 5
_BULLET = re.compile(r"^\s*(?:(?:[-–—•●▪*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+|\*(?=[A-ZĄĆĘŁŃÓŚŹŻ]))")
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
    return [sentence for sentence, _lead in sentences_with_leads(text)]


def sentences_with_leads(text: str) -> list[tuple[str, str]]:
    """Return the sentences of a text in order, each with what introduces its list ("The activities are:"), if any."""
    found: list[tuple[str, str]] = []
    lead = ""
    for paragraph in re.split(r"\n\s*\n", _laid_out(text)):
        for block, is_item in _blocks(paragraph):
            lead = lead if is_item else ""
            for sentence in _split(" ".join(block.split())):
                if any(character.isalpha() for character in sentence):
                    found.append((sentence, lead))
                    lead = sentence if sentence.endswith(":") else lead
    return found


def _laid_out(text: str) -> str:
    """Undo what forms do to a text: words divided at line ends, swallowed blanks, lists run together."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\u00ad", "")
    text = re.sub(r"(\w)-\n(?=[a-ząćęłńóśźż])", r"\1", text)
    text = re.sub(r"([a-ząćęłńóśźż])([.!?])([A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż])", r"\1\2 \3", text)
    text = re.sub(r"[ \t]*([•●▪])[ \t]*|[ \t]+\*[ \t]?(?=[A-ZĄĆĘŁŃÓŚŹŻ])", "\n• ", text)
    return re.sub(r"([a-ząćęłńóśźż)][.:;]|[a-ząćęłńóśźż])(\d{1,2}\.\s(?=[A-ZĄĆĘŁŃÓŚŹŻa-z]))", r"\1\n\2", text)


def _blocks(paragraph: str) -> list[tuple[str, bool]]:
    """Join wrapped lines; begin a new block at bullets and after lines that end a sentence or are short headings."""
    blocks: list[tuple[str, bool]] = []
    for line in paragraph.split("\n"):
        is_item = bool(_BULLET.match(line))
        before = blocks[-1][0] if blocks else ""
        is_new = not blocks or is_item or before.rstrip().endswith((".", "!", "?", ":", ";"))
        starts_lower = bool(re.match(r"\s*[a-ząćęłńóśźż]", line))
        if is_new or (not starts_lower and len(before.split("\n")[-1]) < 50):
            blocks.append((_BULLET.sub("", line), is_item))
        else:
            blocks[-1] = (f"{before}\n{line}", blocks[-1][1])
    return blocks


def _split(text: str) -> list[str]:
    sentences, begin = [], 0
    for match in re.finditer(r"[.!?…]+[\"”')\]]*\s+(?=[\"„“(\[]?[A-ZĄĆĘŁŃÓŚŹŻ0-9])", text):
        candidate = text[begin : match.end()].strip()
        ends_with_year = _YEAR_END.search(candidate) and len(candidate.split()) >= SHORTEST_WITH_YEAR
        if (_SHORT_END.search(candidate) and not ends_with_year) or re.search(r"(?:^|\s)[A-ZĄĆĘŁŃÓŚŹŻ]\.$", candidate):
            continue
        if re.search(r"\d\.$", candidate) and re.match(r"\d", text[match.end() :]):
            continue
        sentences.append(candidate)
        begin = match.end()
    rest = text[begin:].strip()
    return [*sentences, rest] if rest else sentences
