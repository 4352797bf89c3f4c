"""The words by which promises are found, as patterns; the words themselves are data (`lexicon.toml`)."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from plon.texts import fold

# A stem that ends so stands for a whole word.
WHOLE = "_"


# Compared by identity, so that what was found in a sentence can be remembered.
@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language; `lexicon.toml` says what each list is for."""

    language: str
    promise: re.Pattern[str]
    past: re.Pattern[str]
    lead: re.Pattern[str]
    make: re.Pattern[str]
    yields: re.Pattern[str]
    share: re.Pattern[str]
    publish: re.Pattern[str]
    places: re.Pattern[str]
    audience: re.Pattern[str]
    reach: re.Pattern[str]
    receive: re.Pattern[str]
    agent: re.Pattern[str]
    partner: re.Pattern[str]
    place: re.Pattern[str]
    form: re.Pattern[str]
    topic: re.Pattern[str]
    clause: re.Pattern[str]
    join: re.Pattern[str]
    stop: re.Pattern[str]
    owner: re.Pattern[str]
    counted: re.Pattern[str]
    managing: re.Pattern[str]
    no_event: re.Pattern[str]
    no_group: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    online: re.Pattern[str]
    activities: Mapping[str, re.Pattern[str]]
    results: Mapping[str, re.Pattern[str]]
    groups: Mapping[str, re.Pattern[str]]
    units: Mapping[str, re.Pattern[str]]
    months: tuple[str, ...]
    numbers: Mapping[str, int]

    def groups_in(self, folded: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the words for people and organisations as (kind, match), in the order of the text."""
        found = [(kind, match) for kind, pattern in self.groups.items() for match in pattern.finditer(folded)]
        yield from sorted(found, key=lambda each: each[1].start())

    def names_something_counted(self, words: str) -> bool:
        """Tell whether words name what a number before them counts: days, countries, people, things."""
        patterns = (self.counted, *self.units.values(), *self.groups.values())
        return any(pattern.search(words) for pattern in patterns)


# Lists of whole words in English, where a stem would catch too much ("will", "willing").
_WHOLE_IN_ENGLISH = {
    "promise",
    "past",
    "stop",
    "clause",
    "receive",
    "agent",
    "place",
    "join",
    "counted",
    "lead",
    "owner",
}
_LISTS = ("activities", "results", "groups", "units")


@functools.cache
def lexicon(language: str) -> Lexicon:
    """Return the words of "pl" or "en"."""
    raw: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    words: dict[str, Any] = dict(raw[language])
    months, numbers = tuple(words.pop("months")["names"]), words.pop("numbers")
    whole = _WHOLE_IN_ENGLISH if language == "en" else frozenset[str]()
    patterns: dict[str, Any] = {
        name: {code: _any_of(stems) for code, stems in listed.items()}
        if name in _LISTS
        else _any_of(listed, whole=name in whole)
        for name, listed in words.items()
    }
    return Lexicon(language=language, months=months, numbers=numbers, **patterns)


def _any_of(stems: list[str], *, whole: bool = False) -> re.Pattern[str]:
    """Return a pattern of stems at the beginning of words; several words may have other endings each."""
    parts = [_pattern_of(stem, whole=whole) for stem in sorted(stems, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")


def _pattern_of(stem: str, *, whole: bool) -> str:
    words = [
        re.escape(fold(word.removesuffix(WHOLE))) + ("" if whole or word.endswith(WHOLE) else r"\w*")
        for word in stem.split()
    ]
    return r"\s+".join(words) + r"(?!\w)"
