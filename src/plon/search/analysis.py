"""From text to the words of the index. Documents and queries pass through the same functions."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress, islice

from plon.search.dictionaries import (
    WITH_COMPOUNDS,
    base_form,
    is_known,
    parts_of,
    prepared_languages,
    when_new,
    with_accents,
)
from plon.texts import INTERFACE_LANGUAGES, fold

# Longer runs of letters are noise: keys, encoded data, pasted addresses.
LONGEST_WORD = 60

# Per language; some 50 MB in a process that builds the whole index, next to nothing in one that only asks.
MOST_LEARNT = 400_000

# So many words may be meant by one that was typed without accents.
MOST_MEANT = 4

# Stands between texts, so that a phrase never runs from the end of one into the next.
BREAK = "¶"

_WORD = re.compile(rf"[^\W_]{{1,{LONGEST_WORD}}}")
# The same in a text without any other letters, which is a third quicker to read.
_ASCII_WORD = re.compile(rf"[a-zA-Z0-9]{{1,{LONGEST_WORD}}}")

# The same in a text that is not composed: an accent may stand beside its letter.
_SPAN = re.compile(rf"(?:[^\W_][\u0300-\u036f]*){{1,{LONGEST_WORD}}}")

# Words that say nothing on their own; a question may hold them without asking for them.
_STOP_WORDS = """
    a aby albo ale bez bo by być co czy dla do i ich in jak jako jest jej jego lub ma na nad nie o od oraz po
    pod przez przy są się ta te tego tej to tym u w we z za ze że
    an and are as at be by for from how is it its of on or our that the their this to was with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def words_of(text: str) -> list[str]:
    """Split `text` into its words as written; signs and control characters only separate."""
    words: list[str] = (
        _ASCII_WORD.findall(text) if text.isascii() else _WORD.findall(unicodedata.normalize("NFC", text))
    )
    return words


def spans_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Give each word of `text` with where it begins and ends in it."""
    for found in _SPAN.finditer(text):
        yield unicodedata.normalize("NFC", found[0]), found.start(), found.end()


class _Learnt(dict[str, str]):
    """What was worked out for a word is looked up from then on; the older half is forgotten before it grows too big."""

    def __init__(self, work_out: Callable[[str], str]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_LEARNT:
            for old in list(islice(self, MOST_LEARNT // 2)):
                self.pop(old, None)
        found = self[word] = self._work_out(word)
        return found


_forms = _Learnt(fold)


def _base(word: str, language: str) -> str:
    # All capitals are shouting, not a noun of German.
    base = fold(base_form(word.lower() if word.isupper() else word, language))
    return base if base.isalnum() else fold(word)


@functools.cache
def _lemmas(language: str) -> _Learnt:
    return _Learnt(lambda word: _base(word, language))


@functools.cache
def _additions(language: str) -> _Learnt:
    """What the index holds of a word beside its form: its base form if that differs, the parts of a compound."""

    def work_out(word: str) -> str:
        written, base = fold(word), _base(word, language)
        if language not in WITH_COMPOUNDS:
            return base if base != written else ""
        parts = (fold(part) for part in parts_of(word, language))
        return " ".join(dict.fromkeys(each for each in (base, *parts) if each != written))

    return _Learnt(work_out)


def form(word: str) -> str:
    """Return the word as the index writes it: lower case, without accents."""
    return _forms[word]


def lemma(word: str, language: str) -> str:
    """Return the folded base form of `word` in `language`: *Szkołom*, *szkole* -> *szkola*."""
    return _lemmas(language)[word]


def among(words: Iterable[str], language: str, forms: AbstractSet[str], lemmas: AbstractSet[str]) -> set[str]:
    """Return those of `words`, of a text in `language`, that are written or read as one of those looked for.

    Args:
        words: of a text, as written.
        language: of the text.
        forms: looked for as they are written, folded.
        lemmas: base forms, or parts of compounds, looked for.
    """
    some = list(words)
    read = list(map(_additions(language).__getitem__, some))
    written = compress(some, map((forms | lemmas).__contains__, map(_forms.__getitem__, some)))
    found = {*written, *compress(some, map(lemmas.__contains__, read))}
    if language in WITH_COMPOUNDS:
        found.update(
            word
            for word, parts in zip(some, read, strict=True)
            if " " in parts and not lemmas.isdisjoint(parts.split())
        )
    return found


def analyse(text: str, language: str) -> tuple[str, str]:
    """Return the words of `text` as written (folded), and what the index holds of them beside that.

    The second leaves out base forms that are written as the word itself, which halves the index and the work.
    """
    words = words_of(text)
    return _folded(words), " ".join(filter(None, map(_additions(language).__getitem__, words)))


def forms_of(text: str) -> str:
    """Return the folded words of a text that has no language: names, numbers."""
    # Hardly any of them comes twice: there is nothing to learn.
    return fold(" ".join(words_of(text)))


def _folded(words: Sequence[str]) -> str:
    """Fold words and join them: in one go where no letter needs more than becoming small."""
    joined = " ".join(words)
    return joined.lower() if joined.isascii() else " ".join(map(_forms.__getitem__, words))


@functools.lru_cache(maxsize=10_000)
def question_lemmas(word: str, language: str) -> tuple[str, ...]:
    """Return the base forms that `word` may mean to someone reading the page in `language`.

    People ask in their own language on the other language's page too, so both are tried; a word that is in
    neither dictionary may have been typed without its accents, or be of any other language whose documents are
    here.
    """
    languages = list(dict.fromkeys((language, "en", *INTERFACE_LANGUAGES)))
    meant: list[str] = []
    if not any(is_known(word, each) for each in languages):
        others = [each for each in prepared_languages() if each not in languages and is_known(word, each)]
        languages += others
        if word.isascii() and word.isalpha():
            spelt = ((other, each) for each in languages for other in with_accents(word, each))
            meant = [lemma(other, each) for other, each in spelt]
    return tuple(dict.fromkeys([*(lemma(word, each) for each in languages), *meant[:MOST_MEANT]]))


def join(parts: Iterable[str]) -> str:
    """Join texts that stand apart."""
    return f" {BREAK} ".join(part for part in parts if part)


def _forget_words() -> None:
    _lemmas.cache_clear()
    _additions.cache_clear()
    question_lemmas.cache_clear()


when_new(_forget_words)
