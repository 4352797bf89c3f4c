"""The words of the fit card: for whom a result is, how long it takes, how good it is known to be.

The same words stand on the team's questions, on the public card and on the catalogue's filters.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plon.programme.codelists import Term, read_data, read_term

# Facets of the catalogue, in the order of a visitor's questions.
FACETS = ("audience", "age", "level", "time", "size", "language_level", "offline", "editable", "quality")


@dataclass(frozen=True, slots=True)
class FitList:
    """One question of the card with its possible answers, in order."""

    key: str
    names: Mapping[str, str]
    source: str
    terms: Mapping[str, Term]

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]

    def choices(self, language: str) -> list[tuple[str, str]]:
        return [(term.code, term.name(language)) for term in self.terms.values()]


@functools.cache
def fit_list(key: str) -> FitList:
    """Return the list `key`, e.g. ``fit_list("audience")``.

    Raises:
        KeyError: there is no such list.
    """
    raw = read_data("fit")[key]
    terms = [read_term(entry, str(raw["source"])) for entry in raw["term"]]
    return FitList(
        key=key,
        names=MappingProxyType({"en": raw["en"], "pl": raw["pl"]}),
        source=str(raw["source"]),
        terms=MappingProxyType({term.code: term for term in terms}),
    )


def fit_name(facet: str, language: str) -> str:
    """Return what a filter or a line of the card is called, e.g. "For whom"."""
    return fit_list(facet).name(language)


def fit_label(facet: str, value: str, language: str) -> str:
    """Return a value in words; one of no list is shown as it is. Learners stand among those for whom it is."""
    keys = ("audience", "learners") if facet == "audience" else (facet,)
    for key in keys:
        if term := fit_list(key).terms.get(value):
            return term.name(language)
    return value


def fit_meaning(facet: str, value: str, language: str) -> str:
    """Return what a value means, in a sentence; "" where it needs none."""
    term = fit_list(facet).terms.get(value)
    return term.explanation(language) if term else ""


def fit_order(facet: str) -> tuple[str, ...]:
    """Return a facet's values in their natural order: ages and times ascend, whatever their counts."""
    keys = ("audience", "learners") if facet == "audience" else (facet,)
    return tuple(code for key in keys for code in fit_list(key).terms)


def known(key: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return those of `codes` that the list knows, in its order."""
    wanted = set(codes)
    return tuple(code for code in fit_list(key).terms if code in wanted)


def bands(facet: str, start: int | None, end: int | None) -> tuple[str, ...]:
    """Return the bands that a range touches; an open end reaches all beyond it.

    >>> bands("age", 10, 15)
    ('10-12', '13-15')
    """
    if start is None and end is None:
        return ()
    low, high = start if start is not None else 0, end if end is not None else 10**9
    return tuple(
        term.code for term in fit_list(facet).terms.values() if term.extra["from"] <= high and low <= term.extra["to"]
    )


def minutes_in(unit: str) -> int:
    """Return how many minutes a unit of the card has, e.g. 45 for a lesson."""
    return int(fit_list("unit").terms[unit].extra["minutes"])


def levels_of_field(field: str) -> tuple[str, ...]:
    """Return the levels of education that a project's field speaks of (domain.md §7.3), as a guess."""
    return tuple(term.code for term in fit_list("level").terms.values() if field in term.extra["fields"])
