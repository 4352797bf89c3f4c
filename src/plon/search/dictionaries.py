"""Base forms of words: simplemma's dictionaries as tries on disk, Snowball stems where it has none or its
trie is not made yet.

A dictionary read the usual way takes 370 MB for Polish; as a trie 20 MB and no time (libraries.md §1). A trie
is made once, in a process of its own, so that the memory it takes to make goes away with that process.
"""

import functools
import itertools
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import marisa_trie
import simplemma
import snowballstemmer
from django.conf import settings
from simplemma.strategies import DefaultStrategy, LemmatizationFallbackStrategy
from simplemma.strategies.dictionaries import (
    DictionaryFactory,
    StreamDictionaryFactory,
)
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieWrapDict

from plon.texts import INTERFACE_LANGUAGES

log = logging.getLogger("plon.search")

# simplemma keeps one dictionary for these.
_SAME_DICTIONARY = {"hr": "hbs", "sr": "hbs", "bs": "hbs", "no": "nb"}

_STEMMERS = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "nl": "dutch", "pt": "portuguese", "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


def folder() -> Path:
    """Return where the tries lie; they depend on nothing but simplemma's release."""
    root = getattr(settings, "SEARCH_DICTIONARIES", None) or Path(settings.DATA) / "dictionaries"
    return Path(root) / simplemma.__version__


def code_of(language: str) -> str:
    """Return the code under which simplemma knows `language`, or "" if it does not."""
    code = _SAME_DICTIONARY.get(language, language)
    return code if code in SUPPORTED_LANGUAGES else ""


def prepare(languages: list[str]) -> None:
    """Make the missing tries of `languages`, each in another process (Polish: 8 s, 750 MB)."""
    for language in languages:
        code = code_of(language)
        if code and not (folder() / f"{code}.dic").exists():
            _build(code)


def _build(code: str) -> None:
    target = folder() / f"{code}.dic"
    draft = folder() / f".{code}.{os.getpid()}"
    draft.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(  # noqa: S603  our own interpreter and module, no words from outside
        [sys.executable, "-c", _BUILD_SCRIPT, str(draft), code], check=False, capture_output=True
    )
    if made.returncode == 0 and (draft / f"{code}.dic").exists():
        (draft / f"{code}.dic").replace(target)
    else:
        log.warning("The dictionary of %s could not be prepared; it is read the slow way", code)
    draft.rmdir()


_BUILD_SCRIPT = (
    "import sys;"
    "from simplemma.strategies.dictionaries import TrieDictionaryFactory;"
    "TrieDictionaryFactory(disk_cache_dir=sys.argv[1]).get_dictionary(sys.argv[2])"
)


class _Met:
    """The languages whose documents this process has met, if it is one that makes their dictionaries."""

    is_making = False
    languages: ClassVar[set[str]] = set()


def make_as_met() -> None:
    """Let this process make the trie of a language when it meets its first document; for writers of the index."""
    _Met.is_making = True


def makes_as_met() -> bool:
    return _Met.is_making


def ready(language: str) -> None:
    """Make the trie of `language` if it is missing and this process makes them."""
    if _Met.is_making and language not in _Met.languages:
        _Met.languages.add(language)
        prepare([language])
        notice_new_dictionaries()


_forgetting: list[Callable[[], None]] = []
_noticed: list[float] = [0.0]


def when_new(forget: Callable[[], None]) -> None:
    """Let `forget` be called when a dictionary was made: what was worked out without it is worked out again."""
    _forgetting.append(forget)


def notice_new_dictionaries() -> None:
    """Look whether this or another process made a dictionary since the last look."""
    made = folder().stat().st_mtime if folder().exists() else 0.0
    if made != _noticed[0]:
        _noticed[0] = made
        prepared_languages.cache_clear()
        _lookup.cache_clear()
        for forget in _forgetting:
            forget()


class _TriesFirst(DictionaryFactory):
    """Prepared tries mapped from disk; without one, the dictionary's compressed stream."""

    def __init__(self) -> None:
        self._streams = StreamDictionaryFactory(cache_max_size=4)
        self._tries: dict[str, Mapping[str, str]] = {}

    def is_at_hand(self, lang: str) -> bool:
        return lang in self._tries or (folder() / f"{lang}.dic").exists()

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        if lang not in self._tries:
            path = folder() / f"{lang}.dic"
            if not path.exists():
                return self._streams.get_dictionary(lang)
            self._tries[lang] = TrieWrapDict(marisa_trie.BytesTrie().mmap(str(path)))
        return self._tries[lang]


class _Stems(LemmatizationFallbackStrategy):
    """A word that is in no dictionary: cut by Snowball's rules, if it has rules for the language."""

    def get_lemma(self, token: str, lang: str) -> str:
        stemmer = _stemmer(lang)
        return str(stemmer.stemWord(token.lower())) if stemmer else token.lower()


@functools.cache
def _stemmer(language: str) -> Any:
    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


@functools.cache
def _dictionaries() -> _TriesFirst:
    return _TriesFirst()


@functools.cache
def _lemmatizer() -> simplemma.Lemmatizer:
    return simplemma.Lemmatizer(
        cache_max_size=1,  # analysis.py keeps what it has learnt, folded
        lemmatization_strategy=DefaultStrategy(dictionary_factory=_dictionaries()),
        fallback_lemmatization_strategy=_Stems(),
    )


@functools.cache
def prepared_languages() -> tuple[str, ...]:
    """Return the codes of the languages whose dictionary lies ready on disk."""
    return tuple(sorted(path.stem for path in folder().glob("*.dic"))) if folder().exists() else ()


def is_known(word: str, language: str) -> bool:
    """Return whether the dictionary of `language` holds `word`; False if it is not at hand."""
    code = code_of(language)
    if not code or not _dictionaries().is_at_hand(code):
        return False
    dictionary = _dictionaries().get_dictionary(code)
    return word in dictionary or word.lower() in dictionary


# Letters that people type bare.
_ACCENTED = {
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"},
    "de": {"a": "ä", "o": "ö", "u": "ü"},
}
_MOST_ACCENTS = 3
_MOST_TRIES = 600


def with_accents(word: str, language: str) -> tuple[str, ...]:
    """Return the words of `language` that `word` is when typed without accents: *szkolom* -> szkołom."""
    letters = _ACCENTED.get(language, {})
    lower = word.lower()
    places = [(at, accented) for at, letter in enumerate(lower) for accented in letters.get(letter, "")]
    found: list[str] = []
    tries = 0
    for count in range(1, _MOST_ACCENTS + 1):
        for chosen in itertools.combinations(places, count):
            tries += 1
            if tries > _MOST_TRIES:
                return tuple(found)
            spelt = list(lower)
            for at, accented in chosen:
                spelt[at] = accented
            candidate = "".join(spelt)
            if is_known(candidate, language):
                found.append(candidate)
        if found:
            break
    return tuple(found)


# Languages that write two nouns as one word.
WITH_COMPOUNDS = ("de",)

# German joins words with these.
_JOINTS = ("", "s", "es", "n", "en")
_SHORTEST_PART = 4


def parts_of(word: str, language: str) -> tuple[str, ...]:
    """Return the two parts of a German compound: *Umweltbildung* -> Umwelt, Bildung."""
    if language not in WITH_COMPOUNDS or len(word) < 2 * _SHORTEST_PART + 2 or not word.isalpha():
        return ()
    look_up = _lookup(language)
    if look_up is None:
        return ()
    lower = word.lower()
    for cut in range(len(lower) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        # Nouns stand in the dictionary with a capital.
        second = look_up(lower[cut:].capitalize())
        if not second:
            continue
        for joint in _JOINTS:
            first = lower[:cut].removesuffix(joint) if joint else lower[:cut]
            if len(first) >= _SHORTEST_PART and (joint == "" or lower[:cut].endswith(joint)):
                found = look_up(first.capitalize())
                if found:
                    return found, second
    return ()


@functools.cache
def _lookup(code: str) -> Callable[[str], str] | None:
    """Return what finds the base form of a word, "" if it knows none; None while the dictionary is not at hand."""
    if not _dictionaries().is_at_hand(code) and code not in INTERFACE_LANGUAGES:
        return None
    get = _dictionaries().get_dictionary(code).get

    def look_up(word: str) -> str:
        return get(word) or ""

    return look_up


def base_form(word: str, language: str) -> str:
    """Return the base form of `word` (*szkołom* -> *szkoła*), or the word itself."""
    code = code_of(language)
    look_up = _lookup(code) if code else None
    if look_up is None:
        return _Stems().get_lemma(word, language)
    # Most words are in the dictionary: asking it alone takes a tenth of the whole lemmatizer's time.
    lower = word.lower()
    found = look_up(word) or (look_up(lower) if lower != word else "")
    if not found and code == "de":
        # People type nouns small.
        found = look_up(word.capitalize())
    return found or str(_lemmatizer().lemmatize(word, code))
