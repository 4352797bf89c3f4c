"""From text to the words of the index. Documents and queries pass through the same functions."""

import functools
import re
import unicodedata
from collections.abc import Iterable

from plon.search.dictionaries import base_form
from plon.texts import INTERFACE_LANGUAGES, fold

# Longer runs of letters are noise: keys, encoded data, pasted addresses.
LONGEST_WORD = 60

# Stands between texts, so that a phrase never runs from the end of one into the next.
BREAK = "¶"

_WORD = re.compile(r"[^\W_]+")

# Words that say nothing on their own; a question may hold them without asking for them.
_STOP_WORDS = """
    a aby albo ale bez bo by być co czy dla do i ich in jak jako jest jej jego lub ma na nad nie o od oraz po
    pod przez przy są się ta te tego tej to tym u w we z za ze że
    an and are as at be by for from how is it its of on or our that the their this to was with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def words_of(text: str) -> list[str]:
    """Split `text` into its words as written; signs and control characters only separate."""
    composed = unicodedata.normalize("NFC", text)
    return [word[:LONGEST_WORD] for word in _WORD.findall(composed)]


@functools.lru_cache(maxsize=200_000)
def form(word: str) -> str:
    """Return the word as the index writes it: lower case, without accents."""
    return fold(word)


@functools.lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Return the folded base form of `word` in `language`: *Szkołom*, *szkole* -> *szkola*."""
    # All capitals are shouting, not a noun of German.
    written = word.lower() if word.isupper() else word
    base = fold(base_form(written, language))
    return base if base.isalnum() else form(word)


def forms_of(text: str) -> str:
    return " ".join(map(form, words_of(text)))


def lemmas_of(text: str, language: str) -> str:
    return " ".join(lemma(word, language) for word in words_of(text))


def question_lemmas(word: str, language: str) -> tuple[str, ...]:
    """Return the base forms that `word` may mean to someone reading the page in `language`.

    People ask in their own language on the other language's page too, so both are tried.
    """
    languages = dict.fromkeys((language, "en", *INTERFACE_LANGUAGES))
    return tuple(dict.fromkeys(lemma(word, each) for each in languages))


def join(parts: Iterable[str]) -> str:
    """Join texts that stand apart."""
    return f" {BREAK} ".join(part for part in parts if part)
