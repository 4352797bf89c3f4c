"""The programme's code lists, read from versioned data files: what the field calls its things, with sources."""

import datetime
import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any

LANGUAGES = ("en", "pl")
_NAMES = frozenset({"code", "en", "pl", "note_en", "note_pl", "valid_from", "valid_until", "source"})


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a list: its code, its name and a plain-words note per language, and what else the list keeps."""

    code: str
    names: Mapping[str, str]
    note: Mapping[str, str]
    source: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    def name(self, language: str) -> str:
        """Return the name in `language`, else in English."""
        return self.names.get(language) or self.names["en"]

    def explanation(self, language: str) -> str:
        """Return what it means in plain words, with an example; "" if nothing needs saying."""
        return self.note.get(language) or self.note.get("en", "")


@dataclass(frozen=True)
class CodeList:
    """An ordered list of terms of one version, from one source."""

    key: str
    version: str
    source: str
    terms: tuple[Term, ...]
    _by_code: Mapping[str, Term] = field(repr=False)
    _by_alias: Mapping[str, str] = field(repr=False)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Term:
        return self._by_code[code]

    def get(self, code: str) -> Term | None:
        return self._by_code.get(code)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    def name(self, code: str, language: str) -> str:
        """Return the name of `code` in `language`; an unknown code is its own name."""
        term = self._by_code.get(code)
        return term.name(language) if term else code

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Return (code, name) pairs in the list's order, for a form."""
        return [(term.code, term.name(language)) for term in self.terms]

    def recognise(self, text: str) -> str | None:
        """Return the code that an export or a person means by `text`: a code, a name or a known alias."""
        return self._by_alias.get(_key(text))


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@functools.cache
def codelist(name: str) -> CodeList:
    """Return the list `name`, e.g. ``codelist("licences")``.

    Raises:
        FileNotFoundError: there is no such list.
    """
    raw = read_data(name)
    terms = tuple(read_term(entry, str(raw["source"])) for entry in raw["term"])
    by_alias: dict[str, str] = {}
    for term in terms:
        for text in (term.code, *term.names.values(), *term.extra.get("aliases", ())):
            by_alias.setdefault(_key(text), term.code)
    return CodeList(name, str(raw["version"]), str(raw["source"]), terms, {term.code: term for term in terms}, by_alias)


@functools.cache
def read_data(name: str) -> dict[str, Any]:
    """Return a data file of the rulebook as it is."""
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def read_term(entry: dict[str, Any], source: str) -> Term:
    """Return an entry of a data file as a term; `source` is that of its list, for entries without their own."""
    return Term(
        code=entry["code"],
        names=MappingProxyType({language: entry[language] for language in LANGUAGES if language in entry}),
        note=MappingProxyType(
            {language: entry[f"note_{language}"] for language in LANGUAGES if f"note_{language}" in entry}
        ),
        source=entry.get("source", source),
        extra=MappingProxyType({key: value for key, value in entry.items() if key not in _NAMES}),
        valid_from=entry.get("valid_from"),
        valid_until=entry.get("valid_until"),
    )
