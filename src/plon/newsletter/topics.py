"""What one can subscribe to: read once from `data/topics.toml`, named in both languages."""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from plon.texts import INTERFACE_LANGUAGES


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `names` and `abouts` by language."""

    code: str
    names: dict[str, str]
    abouts: dict[str, str]

    def name_in(self, language: str) -> str:
        return self.names.get(language, self.names["en"])

    def about_in(self, language: str) -> str:
        return self.abouts.get(language, self.abouts["en"])


@functools.cache
def topics() -> tuple[Topic, ...]:
    """Return all topics in the order of the form."""
    text = resources.files("plon.newsletter").joinpath("data/topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(
            each["code"],
            {language: each[language]["name"] for language in INTERFACE_LANGUAGES},
            {language: each[language]["about"] for language in INTERFACE_LANGUAGES},
        )
        for each in tomllib.loads(text)["topic"]
    )


def known(codes: object) -> list[str]:
    """Return those codes that are topics, in their order; what was a topic once is left out."""
    asked = {code for code in codes if isinstance(code, str)} if isinstance(codes, list | tuple | set) else set()
    return [topic.code for topic in topics() if topic.code in asked]


def names_of(codes: object, language: str) -> list[str]:
    """Return the names of topics in a language, in their order."""
    chosen = set(known(codes))
    return [topic.name_in(language) for topic in topics() if topic.code in chosen]


def choices_in(language: str) -> list[tuple[str, str]]:
    """Return (code, name) for a form."""
    return [(topic.code, topic.name_in(language)) for topic in topics()]
