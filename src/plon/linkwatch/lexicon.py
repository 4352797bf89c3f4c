"""The words, addresses and thresholds by which links are judged, read once from `data/`: all can be looked up."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Stems:
    """Weights of the beginnings of words; a stem that ends in a dot is a whole word."""

    weights: Mapping[str, float]
    # By their first letters: pages have thousands of words, and nearly none begins like a stem.
    by_beginning: Mapping[str, tuple[str, ...]]

    def of(self, word: str) -> str:
        """Return the longest stem with which `word` begins, "" for none."""
        found = ""
        for stem in self.by_beginning.get(word[:_BEGINNING], ()):
            is_it = word == stem[:-1] if stem.endswith(".") else word.startswith(stem)
            if is_it and len(stem) > len(found):
                found = stem
        return found


@dataclass(frozen=True, slots=True)
class Delicate:
    """A subject that a school's link must not turn into: stems, what speaks against it, what it takes."""

    stems: Stems
    against: Stems
    weight_against: float
    enough: float
    fewest: int
    density: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in `data/`, ready for use. Figures are explained in `data/thresholds.toml`."""

    common: frozenset[str]
    common_stems: frozenset[str]
    parked_hosts: frozenset[str]
    parked_phrases: Mapping[str, float]
    not_found: tuple[str, ...]
    adult: Delicate
    gambling: Delicate
    suffixes: frozenset[str]
    resolvers: frozenset[str]
    front_pages: frozenset[str]
    everywhere: frozenset[str]
    likeness: Mapping[str, float]
    fingerprint: Mapping[str, float]
    parked: Mapping[str, float]
    soft_404: Mapping[str, float]
    owner: Mapping[str, float]
    days: Mapping[str, int]


@functools.cache
def lexicon() -> Lexicon:
    """Return what is in `data/`."""
    words, places, limits = _read("words"), _read("addresses"), _read("thresholds")
    return Lexicon(
        common=frozenset(words["common"]["words"]),
        common_stems=frozenset(words["common"]["stems"]),
        parked_hosts=frozenset(words["parked"]["hosts"]),
        parked_phrases=_weights(words["parked"]["phrases"]),
        not_found=tuple(words["not_found"]["phrases"]),
        adult=_delicate(words["adult"], limits["adult"]),
        gambling=_delicate(words["gambling"], limits["gambling"]),
        suffixes=frozenset(places["suffixes"]),
        resolvers=frozenset(places["resolvers"]),
        front_pages=frozenset(places["front_pages"]),
        everywhere=frozenset(places["everywhere"]),
        **{name: limits[name] for name in ("likeness", "fingerprint", "parked", "soft_404", "owner", "days")},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def _weights(groups: Iterable[dict[str, Any]]) -> dict[str, float]:
    return {word: float(group["weight"]) for group in groups for word in group["words"]}


def _stems(groups: Iterable[dict[str, Any]]) -> Stems:
    weights = _weights(groups)
    grouped: dict[str, list[str]] = {}
    for stem in weights:
        grouped.setdefault(stem[:_BEGINNING], []).append(stem)
    return Stems(weights, {beginning: tuple(stems) for beginning, stems in grouped.items()})


def _delicate(words: dict[str, Any], limits: dict[str, Any]) -> Delicate:
    return Delicate(
        _stems(words["stems"]),
        _stems(words["against"]),
        limits["against"],
        limits["enough"],
        limits["stems"],
        limits["density"],
    )
