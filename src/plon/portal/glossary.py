"""The glossary: terms of the field in two languages, with what to read next."""

import functools
import tomllib
from dataclasses import dataclass

from plon.portal.guidefiles import CONTENT, Guide
from plon.portal.guides import guide_of
from plon.programme.places import sort_key


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language.

    Attributes:
        code: its anchor on the page, the same in every language.
        name: as people write it in a sentence.
        meaning: one or two sentences.
        other: its name in the other language of the interface.
        see: codes and names of terms that are close to it or mixed up with it.
        next_guide: what to read next, by its slug.
    """

    code: str
    name: str
    meaning: str
    other: str
    see: tuple[tuple[str, str], ...]
    next_guide: str
    language: str

    @property
    def guide(self) -> Guide | None:
        """The guide to read next, as it is called today."""
        return guide_of(self.next_guide, self.language)


@functools.cache
def glossary(language: str) -> tuple[Term, ...]:
    """Return the terms in the alphabetical order of the reader's language."""
    return tuple(sorted(terms(language), key=lambda term: sort_key(term.name)))


@functools.cache
def terms(language: str) -> tuple[Term, ...]:
    """Return the terms in the order of their file, which never changes: new ones come at its end."""
    shown, other = ("pl", "en") if language == "pl" else ("en", "pl")
    with (CONTENT / "glossary.toml").open("rb") as file:
        entries = tomllib.load(file)["term"]
    names = {entry["code"]: entry[shown] for entry in entries}
    return tuple(
        Term(
            code=entry["code"],
            name=entry[shown],
            meaning=entry[f"text_{shown}"],
            other=entry[other],
            see=tuple((code, names[code]) for code in entry.get("see", ())),
            next_guide=entry.get("guide", ""),
            language=shown,
        )
        for entry in entries
    )


def letters(language: str) -> dict[str, list[Term]]:
    """Return the terms under the letters that they begin with."""
    found: dict[str, list[Term]] = {}
    for term in glossary(language):
        found.setdefault(term.name[0].upper(), []).append(term)
    return found
