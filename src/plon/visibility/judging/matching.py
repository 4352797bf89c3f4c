"""A text as it is compared: words without case, accents, hyphens and line breaks, and the way back to its own words."""

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from plon.texts import fold

# Words, joined over hyphens of any kind and over the ends of lines that they break at.
_WORD = re.compile(r"[^\W_]+(?:(?:\u00ad\s*|[-\u2010\u2011]\s*\n\s*|[-\u2010\u2011])[^\W_]+)*")
_JOINTS = re.compile(r"[\u00ad\u2010\u2011\-\s]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n|\n(?=[A-ZĄĆĘŁŃÓŚŹŻ0-9•©])")
_LONGEST_SNIPPET = 320


@functools.lru_cache(maxsize=50_000)
def folded_word(word: str) -> str:
    """Return a word as it is compared."""
    return fold(_JOINTS.sub("", word))


@dataclass(frozen=True, slots=True)
class Span:
    """Words from `first` to before `last`."""

    first: int
    last: int

    def overlaps(self, other: "Span") -> bool:
        return self.first < other.last and other.first < self.last


class Words:
    """The words of a text; `folded` joins them by single spaces, with one at each end."""

    def __init__(self, text: str) -> None:
        self.text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
        self.words: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for match in _WORD.finditer(self.text):
            word = folded_word(match.group())
            # "co funded" is one word that somebody wrote as two.
            if self.words and self.words[-1] == "co" and word.startswith(("fund", "fin")):
                self.words[-1] += word
                self._ends[-1] = match.end()
                continue
            self.words.append(word)
            self._starts.append(match.start())
            self._ends.append(match.end())
        self.folded = f" {' '.join(self.words)} "
        self._places: list[int] = []
        place = 1
        for word in self.words:
            self._places.append(place)
            place += len(word) + 1

    def __len__(self) -> int:
        return len(self.words)

    def find(self, phrase: str) -> Iterator[Span]:
        """Yield where a folded phrase stands, word by word."""
        sought, count = f" {phrase} ", phrase.count(" ") + 1
        at = self.folded.find(sought)
        while at >= 0:
            first = bisect_right(self._places, at + 1) - 1
            yield Span(first, first + count)
            at = self.folded.find(sought, at + 1)

    def has(self, phrase: str) -> bool:
        return f" {phrase} " in self.folded

    def snippet(self, span: Span) -> str:
        """Return the words as they stand, on one line."""
        if span.first >= span.last or not self.words:
            return ""
        raw = self.text[self._starts[span.first] : self._ends[min(span.last, len(self)) - 1]]
        line = " ".join(raw.split())
        return line if len(line) <= _LONGEST_SNIPPET else f"{line[:_LONGEST_SNIPPET]}…"

    def after(self, word: int, length: int = 3) -> str:
        """Return the characters that follow a word."""
        return self.text[self._ends[word] : self._ends[word] + length] if word < len(self) else ""

    def between(self, one: int, other: int) -> str:
        """Return what stands between two words, the words included."""
        return self.text[self._starts[one] : self._ends[other]]

    def sentences(self) -> Iterator[Span]:
        """Yield the sentences, also those that only an empty line or a capital on a new line divides."""
        first = 0
        ends = (match.end() for match in _SENTENCE_END.finditer(self.text))
        # An abbreviation's point ends nothing: what follows is written small.
        for end in [*(end for end in ends if not self.text[end : end + 1].islower()), len(self.text) + 1]:
            last = bisect_right(self._starts, end - 1, lo=first)
            if last > first:
                yield Span(first, last)
            first = last

    def at(self, position: int) -> int:
        """Return the index of the word at a place of the text."""
        return max(bisect_right(self._starts, position) - 1, 0)


def phrase_of(text: str) -> str:
    """Return a known text as `Words.find` takes it."""
    return Words(text).folded.strip()


def likeness(one: str, other: str) -> float:
    """Return how alike two folded texts are, 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.6 else 0.0


def is_same_but_for_typing(words: list[str], known: list[str]) -> bool:
    """Tell whether two rows of words differ by slips only: each differing word resembles the one it replaces."""
    matcher = SequenceMatcher(None, words, known, autojunk=False)
    slips = 0
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            continue
        slips += 1
        one, other = "".join(words[a0:a1]), "".join(known[b0:b1])
        if max(len(one), len(other)) <= 3 and slips == 1:
            continue
        if likeness(one, other) < 0.72 or one[:2] == "co" != other[:2]:
            return False
    return 0 < slips <= 2


GRAM = 5


class Letters:
    """The letters of a text without spaces, for finding long texts whatever breaks their words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.letters = "".join(words.words)
        self._ends: list[int] = []
        length = 0
        for word in words.words:
            length += len(word)
            self._ends.append(length)
        self._grams: dict[str, list[int]] = {}
        for place in range(len(self.letters) - GRAM + 1):
            self._grams.setdefault(self.letters[place : place + GRAM], []).append(place)

    def share(self, grams: frozenset[str]) -> float:
        """Return how much of `grams` occurs anywhere."""
        return sum(gram in self._grams for gram in grams) / len(grams) if grams else 0.0

    def densest(self, grams: frozenset[str], length: int) -> tuple[Span, float]:
        """Return where in a window of about `length` letters most of `grams` stands, and how much of it."""
        places = sorted({place for gram in grams for place in self._grams.get(gram, ())[:2000]})
        if not places:
            return Span(0, 0), 0.0
        reach = int(length * 1.35) + 20
        best, best_first, best_last, last = 0, 0, 0, 0
        for first in range(len(places)):
            while last < len(places) and places[last] <= places[first] + reach:
                last += 1
            if last - first > best:
                best, best_first, best_last = last - first, first, last - 1
        begin, end = places[best_first], places[best_last] + GRAM
        inside = {self.letters[place : place + GRAM] for place in places[best_first : best_last + 1]}
        return Span(self._word_at(begin), self._word_at(end - 1) + 1), len(inside) / len(grams)

    def _word_at(self, place: int) -> int:
        return min(bisect_right(self._ends, place), max(len(self._ends) - 1, 0))


def grams_of(text: str) -> tuple[frozenset[str], int]:
    """Return the grams of a known text, and how many letters it has."""
    letters = "".join(Words(text).words)
    return frozenset(letters[place : place + GRAM] for place in range(len(letters) - GRAM + 1)), len(letters)
