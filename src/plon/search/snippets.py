"""Where the words of a question stand in a text. Pure: the caller brings the text, the index is not asked."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from plon.search.analysis import among, form, question_lemmas, spans_of, words_of
from plon.search.dictionaries import when_new
from plon.search.questions import understand
from plon.search.translating import concepts_in

# Beyond it nobody's summary reaches.
MOST_TEXT = 20_000

# Accents and other marks that stand beside their letters.
_MARK = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `is_hit` if it is a word that was asked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text with the words that were asked for marked. The parts joined are the piece itself."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def has_hits(self) -> bool:
        return any(part.is_hit for part in self.parts)


def snippet(text: str, question: str, *, text_language: str, language: str, length: int = 240) -> Snippet:
    """Return the piece of `text` that answers `question` best, at most some `length` characters long.

    Args:
        text: plain text, as it stands in the database.
        question: as typed.
        text_language: of the text: its words are reduced to base forms in it.
        language: of the reader.
        length: of the piece; it is cut between words and shows by "…" that something is left out.
    """
    text = " ".join(text[:MOST_TEXT].split())
    hits = _hits(text, question, text_language, language)
    begin, end = _best_window(text, hits, length)
    return Snippet(tuple(_parts(text, hits, begin, end)))


def highlight(title: str, question: str, *, text_language: str, language: str) -> Snippet:
    """Return the whole `title` with the words of `question` marked."""
    return Snippet(tuple(_parts(title, _hits(title, question, text_language, language), 0, len(title))))


def _hits(text: str, question: str, text_language: str, language: str) -> list[tuple[int, int]]:
    """Return where the words that were asked for begin and end in `text`, in their order."""
    forms, lemmas = _asked(question, language)
    if _MARK.search(text):
        # An accent may stand beside its letter: words are composed before they are looked up.
        spans = list(spans_of(text))
        wanted = among({word for word, _, _ in spans}, text_language, forms, lemmas)
        return [(begin, end) for word, begin, end in spans if word in wanted]
    found = [span for word in among(set(words_of(text)), text_language, forms, lemmas) for span in _places(text, word)]
    found.sort()
    return found


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Give where `word` stands by itself."""
    begin = text.find(word)
    while begin >= 0:
        end = begin + len(word)
        if not (text[begin - 1 : begin].isalnum() or text[end : end + 1].isalnum()):
            yield begin, end
        begin = text.find(word, end)


@functools.lru_cache(maxsize=512)
def _asked(question: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the forms and the base forms that are hits; also those of the other languages' names for the words."""
    asked = understand(question)
    forms = frozenset(form(word) for word in asked.marked)
    lemmas = {each for word in asked.marked for each in question_lemmas(word, language)}
    for found in concepts_in(asked.words, language):
        lemmas.update(each for name in found.names for each in name.lemmas)
    return forms, frozenset(lemmas)


when_new(_asked.cache_clear)


def _best_window(text: str, hits: list[tuple[int, int]], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    begin = 0
    if hits:
        starts = [first for first, _ in hits]
        # As many hits as can be behind this one.
        most = max(range(len(starts)), key=lambda at: bisect_left(starts, starts[at] + length) - at)
        begin = max(0, starts[most] - length // 4)
    end = min(len(text), begin + length)
    begin = max(0, end - length)
    if begin:
        begin = text.find(" ", begin, begin + 40) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", end - 40, end), begin) if " " in text[end - 40 : end] else end
    return begin, end


def _parts(text: str, hits: list[tuple[int, int]], begin: int, end: int) -> Iterator[Part]:
    at = begin
    before = "… " if begin else ""
    for first, last in hits:
        if begin <= first and last <= end:
            if before or first > at:
                yield Part(before + text[at:first])
            yield Part(text[first:last], is_hit=True)
            before, at = "", last
    rest = before + text[at:end] + (" …" if end < len(text) else "")
    if rest:
        yield Part(rest)
