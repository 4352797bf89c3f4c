"""What reports of an action are asked for: their parts, where each demand comes from and how sure it is, its limits.

Adding an action means adding ``data/report/<action>.toml``. The forms of reports are not public, so hardly any wording
is verified (domain.md §3.7, §12.9): each part says on what it rests, and a limit keeps its source.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from plon.programme.application import Limit, count_characters
from plon.programme.codelists import codelist
from plon.programme.rulebook import Wording

__all__ = ["Asked", "Outline", "Part", "Standing", "all_outlines", "count_characters", "outline_for", "outline_of"]

Raw = dict[str, Any]
GENERAL = "general"
_MANAGED_BY = "managed_by:"


class Standing(StrEnum):
    """On what a demand rests."""

    GUIDE = "guide"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    OWN = "plon"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report.

    Attributes:
        key: names it within its outline for good; edited texts are kept under it.
        content: what it tells (`plon.reports.beneficiary.contents`).
        kinds: reports that have it: "interim", "final", "partner", "mid_term".
        name: its heading.
        text: what is asked, paraphrased.
        standing: on what the demand rests.
        source: where it is written.
        is_per_work_package: whether it is asked once for each work package.
        limits: what sources say about its length.
        advised: our own advice where none does, in characters; 0 for none.
    """

    key: str
    content: str
    kinds: tuple[str, ...]
    name: Wording
    text: Wording
    standing: Standing
    source: str
    is_per_work_package: bool
    limits: tuple[Limit, ...]
    advised: int

    @property
    def limit(self) -> int:
        """How many characters its text may have by the strictest source, else by our advice; 0 for no limit."""
        return min((limit.characters for limit in self.limits), default=self.advised)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the partners' self-assessment: a mark of 1 to 5 with words, or words alone."""

    key: str
    has_mark: bool
    name: Wording
    text: Wording


@dataclass(frozen=True)
class Outline:
    """The parts of reports of some actions. `line_break` is how many characters their form counts for one."""

    key: str
    actions: tuple[str, ...]
    name: Wording
    source: str
    line_break: int
    parts: tuple[Part, ...]
    asked: tuple[Asked, ...]
    _by_key: Mapping[str, Part] = field(repr=False)

    def part(self, key: str) -> Part | None:
        return self._by_key.get(key)

    def parts_for(self, kind: str) -> tuple[Part, ...]:
        """Return the parts of a kind of report, in their order."""
        return tuple(part for part in self.parts if kind in part.kinds)

    @property
    def has_self_assessment(self) -> bool:
        return bool(self.asked)

    def is_for(self, action_type: str) -> bool:
        if action_type in self.actions:
            return True
        term = codelist("action_types").get(action_type)
        return term is not None and f"{_MANAGED_BY}{term.extra.get('managed_by', '')}" in self.actions


def outline_for(action_type: str) -> Outline:
    """Return the outline of an action type ("KA210"), the general one if it has none of its own."""
    wanted = action_type.strip().upper()
    own = next((each for each in all_outlines() if each.is_for(wanted)), None)
    return own or _general()


def outline_of(key: str) -> Outline:
    """Return the outline of this key, the general one if there is none such (any more)."""
    return next((each for each in all_outlines() if each.key == key), None) or _general()


def _general() -> Outline:
    return next(each for each in all_outlines() if each.key == GENERAL)


@functools.cache
def all_outlines() -> tuple[Outline, ...]:
    """Return every outline, the general one last."""
    folder = resources.files(__package__).joinpath("data", "report")
    found = [_outline(_read(file)) for file in folder.iterdir() if file.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda outline: (outline.key == GENERAL, outline.key)))


def _read(file: Traversable) -> Raw:
    return tomllib.loads(file.read_text("utf-8"))


def _outline(raw: Raw) -> Outline:
    parts = tuple(_part(entry) for entry in raw["part"])
    return Outline(
        key=raw["key"],
        actions=tuple(raw["actions"]),
        name=_wording(raw),
        source=raw["source"],
        line_break=raw["line_break"],
        parts=parts,
        asked=tuple(
            Asked(entry["key"], entry["mark"], _wording(entry, "name_"), _wording(entry))
            for entry in raw.get("self_assessment", ())
        ),
        _by_key=MappingProxyType({part.key: part for part in parts}),
    )


def _part(entry: Raw) -> Part:
    return Part(
        key=entry["key"],
        content=entry["content"],
        kinds=tuple(entry["kinds"]),
        name=_wording(entry, "name_"),
        text=_wording(entry),
        standing=Standing(entry["standing"]),
        source=entry["source"],
        is_per_work_package=entry.get("per") == "work_package",
        limits=tuple(Limit(each["source"], each["call"], each["characters"]) for each in entry.get("limits", ())),
        advised=entry.get("advised", 0),
    )


def _wording(entry: Raw, prefix: str = "") -> Wording:
    return Wording(entry[f"{prefix}en"], entry[f"{prefix}pl"])
