"""The field's terms in other languages: a Polish question also finds what is written in English or German.

The table lies in ``data/terms/*.toml``: one ``[[term]]`` per concept, its names by language, the best first.
Names of the values of vocabularies that rooms registered with `is_translated` are added.
"""

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from plon.search.analysis import STOP_WORDS, lemma, words_of
from plon.search.dictionaries import when_new
from plon.search.registry import vocabularies

LONGEST_TERM = 7


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept: `lemmas` is what the index holds of its words."""

    language: str
    written: str
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Words `begin` to `end` of a question mean a concept that other languages call `names`."""

    begin: int
    end: int
    names: tuple[Name, ...]


def significant(text: str) -> list[str]:
    """Return the words of `text` that say something."""
    words = words_of(text)
    return [word for word in words if word.lower() not in STOP_WORDS] or words


def _concepts() -> Iterator[Mapping[str, Sequence[str]]]:
    for file in sorted(resources.files(__package__).joinpath("data", "terms").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            yield from tomllib.loads(file.read_text("utf-8")).get("term", ())
    for vocabulary in vocabularies():
        if vocabulary.is_translated:
            for term in vocabulary.terms():
                yield {language: [name] for language, name in term.names.items()}


@functools.cache
def _table() -> dict[str, dict[tuple[str, ...], tuple[Name, ...]]]:
    """By language and base forms: all names of the concept."""
    table: dict[str, dict[tuple[str, ...], tuple[Name, ...]]] = {}
    for concept in _concepts():
        names = tuple(
            Name(language, written, tuple(lemma(word, language) for word in significant(written)))
            for language, all_written in concept.items()
            for written in all_written
        )
        for name in names:
            known = table.setdefault(name.language, {})
            if name.lemmas:
                # A word may name two concepts: both are meant.
                known[name.lemmas] = tuple(dict.fromkeys((*known.get(name.lemmas, ()), *names)))
    return table


def forget() -> None:
    """Read the table anew next time."""
    _table.cache_clear()


when_new(forget)


def languages() -> tuple[str, ...]:
    return tuple(_table())


def concepts_in(words: Sequence[str], language: str) -> list[Found]:
    """Find the terms of the table among the words of a question, the longest first, read as `language`, then others.

    A name that is written alike in the question is no translation and left out.
    """
    table = _table()
    order = list(dict.fromkeys((language, "en", "pl", *table)))
    found: list[Found] = []
    at = 0
    while at < len(words):
        here = next(_terms_at(words, at, order), None)
        if here:
            found.append(here)
        at = here.end if here else at + 1
    return found


def _terms_at(words: Sequence[str], at: int, order: Sequence[str]) -> Iterator[Found]:
    table = _table()
    for length in range(min(LONGEST_TERM, len(words) - at), 0, -1):
        for language in order:
            asked = tuple(lemma(word, language) for word in words[at : at + length])
            names = table.get(language, {}).get(asked)
            if names:
                yield Found(at, at + length, tuple(name for name in names if name.lemmas != asked))
