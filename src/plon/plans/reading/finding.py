"""Find what a text seems to promise: sentences with something that will be done, and what they say of it.

Nothing is invented: every guessed value rests on words of the sentence, kept as its grounds; what the sentence
does not say stays empty.
"""

import datetime
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from plon.plans.reading.sentences import sentences_in
from plon.texts import fold

LONGEST_TITLE = 280
SHORTEST, LONGEST = 25, 900
_NUMBER_WORDS = {
    "en": {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
           "twelve": 12},
    "pl": {"dwa": 2, "dwie": 2, "dwoch": 2, "trzy": 3, "trzech": 3, "cztery": 4, "czterech": 4, "piec": 5, "pieciu": 5,
           "szesc": 6, "szesciu": 6, "siedem": 7, "osiem": 8, "dziewiec": 9, "dziesiec": 10, "dziesieciu": 10},
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A promise that a sentence seems to make.

    Attributes:
        sentence: the sentence, as it stands in the text.
        kind: "result", "group", "activity" or "indicator".
        guess: {field of the item: value}.
        grounds: {field: the words that it rests on}.
    """

    sentence: str
    kind: str
    guess: Mapping[str, Any]
    grounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Lexicon:
    promise: re.Pattern[str]
    past: re.Pattern[str]
    make: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    online: re.Pattern[str]
    audience: re.Pattern[str]
    stop: re.Pattern[str]
    activities: Mapping[str, re.Pattern[str]]
    results: Mapping[str, re.Pattern[str]]
    groups: Mapping[str, re.Pattern[str]]
    units: Mapping[str, re.Pattern[str]]
    months: tuple[str, ...]


@functools.cache
def _lexicon(language: str) -> _Lexicon:
    raw = tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))[language]
    whole = language == "en"
    return _Lexicon(
        promise=_any_of(raw["promise"], whole=whole),
        past=_any_of(raw["past"], whole=whole),
        make=_any_of(raw["make"]),
        after=_any_of(raw["after"]),
        before=_any_of(raw["before"]),
        online=_any_of(raw["online"]),
        audience=_any_of(raw["audience"]),
        stop=_any_of(raw["stop"], whole=whole),
        activities={code: _any_of(stems) for code, stems in raw["activities"].items()},
        results={code: _any_of(stems) for code, stems in raw["results"].items()},
        groups={code: _any_of(stems) for code, stems in raw["groups"].items()},
        units={unit: _any_of(stems) for unit, stems in raw["units"].items()},
        months=tuple(raw["months"]["names"]),
    )


def _any_of(stems: list[str], *, whole: bool = False) -> re.Pattern[str]:
    """Return a pattern of stems at the beginning of words; several words may have other endings each."""
    parts = [r"\w*\s+".join(re.escape(fold(word)) for word in stem.split()) for stem in stems]
    ending = r"(?!\w)" if whole else r"\w*"
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))}){ending}")


class _Sentence:
    """A sentence, its folded text, and the way back from one to the other."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        folded = [fold(character) for character in self.text]
        self.folded = "".join(folded)
        self._back = [place for place, part in enumerate(folded) for _character in part]

    def words(self, begin: int, end: int) -> str:
        if begin >= end:
            return ""
        return self.text[self._back[begin] : self._back[end - 1] + 1].strip()


def find_promises(text: str, language: str) -> list[Found]:
    """Return what a text seems to promise, in its order, each proposal once.

    Args:
        text: an application, or a part of it.
        language: "pl" or "en".
    """
    found: list[Found] = []
    seen: set[tuple[str, str]] = set()
    for sentence in sentences_in(text):
        for each in promises_in(sentence, language):
            key = (each.kind, fold(str(each.guess.get("name") or each.guess.get("title") or "")))
            if key not in seen:
                seen.add(key)
                found.append(each)
    return found


def promises_in(sentence: str, language: str) -> list[Found]:
    """Return what one sentence seems to promise."""
    words = _lexicon("pl" if language == "pl" else "en")
    read = _Sentence(sentence)
    if not SHORTEST <= len(read.text) <= LONGEST or not _is_promise(read, words):
        return []
    return [*_results(read, words), *_activities(read, words), *_groups(read, words, language),
            *_indicators(read, words, language)]  # fmt: skip


def _is_promise(read: _Sentence, words: _Lexicon) -> bool:
    """Tell whether something is to be done: a word of promise, and no story of the past."""
    promise = words.promise.search(read.folded)
    if not promise:
        return False
    past = words.past.search(read.folded)
    return past is None or promise.start() < past.start()


def _results(read: _Sentence, words: _Lexicon) -> Iterator[Found]:
    if not words.make.search(read.folded):
        return
    for code, pattern in words.results.items():
        if match := pattern.search(read.folded):
            phrase = _phrase(read, match)
            yield Found(
                read.text, "result",
                {"title": phrase, "kind": "tangible", "category": code},
                {"title": phrase, "category": read.words(*match.span())},
            )  # fmt: skip


def _phrase(read: _Sentence, match: re.Match[str]) -> str:
    """Return the words around a match up to the next comma, bracket or conjunction, at most a dozen."""
    begin = match.start()
    before = re.search(r"(?:[\w-]+\s+){0,3}$", read.folded[:begin])
    head = before[0] if before else ""
    head = re.split(r"(?<!\w)(?:a|an|the|of|and|or|will|be|in|for|i|oraz|w|z|do|na|sie|lub|by|to|as|with|,)\s+", head)[
        -1
    ]
    begin -= len(head)
    rest = re.match(r"[^,;:.()\n]*", read.folded[match.start() :])
    end = match.start() + (len(rest[0]) if rest else 0)
    phrase = read.words(begin, end)
    return " ".join(phrase.split()[:14])[:LONGEST_TITLE].strip(" –-")


def _people(read: _Sentence, match: re.Match[str], words: _Lexicon) -> str:
    """Return the words for a group of people: one before, and what follows up to the next verb or preposition."""
    before = re.search(r"[\w-]+\s+$", read.folded[: match.start()])
    has_adjective = before and not words.stop.match(before[0].strip()) and not re.search(r"\d|the\b", before[0])
    begin = match.start() - (len(before[0]) if before and has_adjective else 0)
    rest = re.match(r"[^,;:.()\n]*", read.folded[match.end() :])
    end = match.end() + (len(rest[0]) if rest else 0)
    if stop := words.stop.search(read.folded, match.end(), end):
        end = stop.start()
    return " ".join(read.words(begin, end).split()[:8])


def _activities(read: _Sentence, words: _Lexicon) -> Iterator[Found]:
    for code, pattern in words.activities.items():
        match = pattern.search(read.folded)
        if not match:
            continue
        guess: dict[str, Any] = {"title": _shortened(read.text), "kind": code}
        grounds = {"title": read.text, "kind": read.words(*match.span())}
        if after := words.after.search(read.folded):
            guess["phase"], grounds["phase"] = "after", read.words(*after.span())
        elif before := words.before.search(read.folded):
            guess["phase"], grounds["phase"] = "before", read.words(*before.span())
        if online := words.online.search(read.folded):
            guess["place"], grounds["place"] = "online", read.words(*online.span())
        if dated := _date(read, words):
            guess["start"], grounds["start"] = dated
        yield Found(read.text, "activity", guess, grounds)
        # One proposal for what happens, however many words name it.
        return


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _groups(read: _Sentence, words: _Lexicon, language: str) -> Iterator[Found]:
    for code, pattern in words.groups.items():
        match = pattern.search(read.folded)
        # People are named everywhere; a number, or a word of sharing before them, makes them a group to reach.
        audience = words.audience.search(read.folded)
        is_reached = audience is not None and match is not None and audience.start() < match.start()
        is_plain = code in {"learners", "organisations"}
        if not match or not (_count_before(read, match.start(), language) or (is_reached and not is_plain)):
            continue
        phrase = _people(read, match, words)
        guess: dict[str, Any] = {"name": phrase, "kind": code}
        grounds = {"name": phrase, "kind": read.words(*match.span())}
        if counted := _count_before(read, match.start(), language):
            guess["size"], grounds["size"] = counted
        yield Found(read.text, "group", guess, grounds)


_COUNT = r"(\d{1,3}(?:[ .,\u00a0]\d{3})+|\d{1,6}(?:[.,]\d+)?)"


def _count_before(read: _Sentence, begin: int, language: str) -> tuple[int, str] | None:
    """Return the number that stands up to three words before a place, and its words."""
    near = re.search(rf"(?<![\w.,]){_COUNT}\+?\s+(?:[\w-]+\s+){{0,3}}$", read.folded[:begin])
    if near:
        number = int(re.sub(r"\D", "", near[1].split(",")[0] if "," in near[1] and len(near[1]) < 5 else near[1]))
        is_year = 1990 <= number <= 2100 and len(near[1]) == len("2026")
        return None if is_year or number < 2 else (number, read.words(near.start(1), near.end(1)))
    for word, number in _NUMBER_WORDS["pl" if language == "pl" else "en"].items():
        if named := re.search(rf"(?<!\w){word}\s+(?:[\w-]+\s+){{0,2}}$", read.folded[:begin]):
            return number, read.words(named.start(), named.start() + len(word))
    return None


def _indicators(read: _Sentence, words: _Lexicon, language: str) -> Iterator[Found]:
    for unit, pattern in words.units.items():
        for match in (
            pattern.finditer(read.folded) if unit != "%" else re.finditer(r"%|procent\w*|per ?cent", read.folded)
        ):
            counted = _count_before(read, match.start(), language) or _percent_before(read, match.start(), unit)
            if not counted:
                continue
            number, told = counted
            guess: dict[str, Any] = {
                "name": _shortened(read.text), "nature": "quantitative", "target": str(number),
                "unit": read.words(*match.span()),
            }  # fmt: skip
            grounds = {"name": read.text, "target": told, "unit": read.words(*match.span())}
            if dated := _date(read, words):
                guess["target_date"], grounds["target_date"] = dated
            yield Found(read.text, "indicator", guess, grounds)
            return


def _percent_before(read: _Sentence, begin: int, unit: str) -> tuple[int, str] | None:
    near = re.search(r"(\d{1,3})\s*$", read.folded[:begin]) if unit == "%" else None
    return (int(near[1]), read.words(near.start(1), near.end(1))) if near else None


def _date(read: _Sentence, words: _Lexicon) -> tuple[str, str] | None:
    """Return the first day that the sentence names, as ISO, and its words; a month is its first day."""
    full = re.search(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](20\d{2})", read.folded)
    if full:
        try:
            day = datetime.date(int(full[3]), int(full[2]), int(full[1]))
        except ValueError:
            return None
        return day.isoformat(), read.words(*full.span())
    months = "|".join(words.months)
    named = re.search(rf"(?<!\w)({months})\w*\s+(?:\d{{1,2}},?\s+)?(20\d{{2}})", read.folded)
    if named:
        month = words.months.index(named[1]) + 1
        return f"{named[2]}-{month:02d}-01", read.words(*named.span())
    return None
