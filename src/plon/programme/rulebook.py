"""What the Programme Guide asks of a plan: points, criteria, duties, mistakes; one data file per call year.

Adding a call year means adding ``data/rulebook/<year>.toml``. A file may build on an earlier year and then says only
what differs.
"""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of the rulebook in both languages."""

    en: str
    pl: str

    def __call__(self, language: str) -> str:
        return self.pl if language.startswith("pl") and self.pl else self.en


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that an impact criterion may ask: a letter of the matrix (domain.md §12.6)."""

    letter: str
    name: Wording
    question: Wording


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet of an action's criterion, with the demands that it holds; another criterion is named with its page."""

    letters: tuple[str, ...]
    text: Wording
    criterion: Wording = Wording("", "")
    page: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """How plans of one action are judged.

    Attributes:
        code: the action's code, e.g. "KA220".
        points: {criterion: points}, "impact" being the one that holds dissemination.
        minimum: {criterion: points needed}.
        total: points needed in all.
        points_page: pages of the points in the guide.
        source: where points and pages come from: the guide of the year whose file says them, maybe an earlier one.
        criterion: name of the criterion that holds dissemination.
        asks: letters of its demands.
        measured: those letters for which means of measuring, targets or indicators are asked.
        levels: levels of impact that it names, lowest first.
        bullets: its bullets.
        elsewhere: what other criteria of the action ask of sharing and measuring.
        page: its pages in the guide.
        work_packages_page: page of the duty of both kinds of indicators per work package, "" if there is none.
        special: what else is particular to it.
    """

    code: str
    points: Mapping[str, int]
    minimum: Mapping[str, int]
    total: int
    points_page: str
    source: Wording
    criterion: Wording
    asks: frozenset[str]
    measured: frozenset[str]
    levels: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    elsewhere: tuple[Bullet, ...]
    page: str
    work_packages_page: str
    special: Wording
    tie: Wording

    @property
    def impact_points(self) -> int:
        return self.points["impact"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the communication plan, a duty or a typical mistake."""

    code: str
    text: Wording
    question: Wording
    page: str
    source: str
    is_mandatory: bool


@dataclass(frozen=True)
class Rulebook:
    """The rules of one call year.

    Attributes:
        unjudged: {action: why no criterion is shown for it}.
        remark_pages: {rule of the coach: its pages in this year's guide}, where they differ from those of its wording.
        short: the guide's short name, for these pages.
    """

    call_year: int
    guide: Wording
    short: Wording
    note: Wording
    demands: Mapping[str, Demand]
    actions: Mapping[str, Action]
    parts: Mapping[str, Entry]
    duties: Mapping[str, Entry]
    mistakes: Mapping[str, Entry]
    unjudged: Mapping[str, Entry]
    remark_pages: Mapping[str, str]

    def action(self, code: str) -> Action | None:
        """Return how plans of an action are judged; None if the guide's facts on it are not in the rulebook."""
        return self.actions.get(code.strip().upper())

    def asks(self, code: str, letter: str) -> bool:
        """Tell whether an action's criterion asks for a demand, e.g. ``asks("KA220", "O")``."""
        action = self.action(code)
        return action is not None and letter in action.asks


def _folder() -> Traversable:
    return resources.files(__package__).joinpath("data", "rulebook")


def known_years(folder: Traversable | None = None) -> list[int]:
    """Return the call years that have a file, oldest first."""
    return sorted(int(file.name[:4]) for file in (folder or _folder()).iterdir() if file.name.endswith(".toml"))


@functools.cache
def rulebook_for(call_year: int | None = None, folder: Traversable | None = None) -> Rulebook:
    """Return the rules for a call: those of its year, else of the nearest earlier year, else the oldest known.

    Args:
        call_year: the year of the call; None means the newest known.
        folder: where the files lie, other than Plon's own (for tests).
    """
    years = known_years(folder)
    earlier = [year for year in years if call_year is None or year <= call_year]
    return _read(max(earlier) if earlier else years[0], folder or _folder())


def _raw(year: int, folder: Traversable) -> Raw:
    raw = tomllib.loads(folder.joinpath(f"{year}.toml").read_text("utf-8"))
    guide = _guide(raw)
    raw["action"] = [{"source_en": guide.en, "source_pl": guide.pl, **entry} for entry in raw.get("action", [])]
    if "builds_on" not in raw:
        return raw
    base = _raw(raw["builds_on"], folder)
    merged = {**base, **raw, "unjudged": base.get("unjudged", []) + raw.get("unjudged", [])}
    for kind, key in (("demand", "letter"), ("part", "code"), ("duty", "code"), ("mistake", "code")):
        own = {entry[key]: entry for entry in raw.get(kind, [])}
        merged[kind] = [own.pop(entry[key], entry) for entry in base.get(kind, [])] + list(own.values())
    redone = {code: entry for entry in raw["action"] for code in entry["codes"]}
    merged["action"] = [_with_bullets_of(base, entry) for entry in raw["action"]] + [
        {**entry, "codes": kept}
        for entry in base["action"]
        if (kept := [code for code in entry["codes"] if code not in redone])
    ]
    return merged


def _with_bullets_of(base: Raw, entry: Raw) -> Raw:
    before: Raw = next((old for old in base["action"] if set(old["codes"]) & set(entry["codes"])), {})
    return {"bullet": before.get("bullet", []), "elsewhere": before.get("elsewhere", []), **entry}


def _read(year: int, folder: Traversable) -> Rulebook:
    raw = _raw(year, folder)
    return Rulebook(
        call_year=raw["call_year"],
        guide=_guide(raw),
        short=_wording(raw, "short_"),
        note=_wording(raw, "note_"),
        demands=MappingProxyType({
            entry["letter"]: Demand(entry["letter"], _wording(entry), _wording(entry, "ask_"))
            for entry in raw["demand"]
        }),
        actions=MappingProxyType({code: _action(code, entry) for entry in raw["action"] for code in entry["codes"]}),
        parts=_entries(raw, "part"),
        duties=_entries(raw, "duty"),
        mistakes=_entries(raw, "mistake"),
        unjudged=_entries(
            {"each": [{**entry, "code": code} for entry in raw.get("unjudged", []) for code in entry["codes"]]}, "each"
        ),
        remark_pages=MappingProxyType(dict(raw.get("remark_pages", {}))),
    )  # fmt: skip


def _wording(entry: Raw, prefix: str = "") -> Wording:
    return Wording(entry.get(f"{prefix}en", ""), entry.get(f"{prefix}pl", ""))


def _guide(raw: Raw) -> Wording:
    return Wording(raw["guide"], raw.get("guide_pl", ""))


def _entries(raw: Raw, kind: str) -> Mapping[str, Entry]:
    return MappingProxyType({
        entry["code"]: Entry(
            entry["code"], _wording(entry), _wording(entry, "ask_"), entry.get("page", ""), entry.get("source", ""),
            entry.get("is_mandatory", False),
        )
        for entry in raw.get(kind, [])
    })  # fmt: skip


def _bullets(raw: Iterable[Raw]) -> tuple[Bullet, ...]:
    return tuple(
        Bullet(tuple(bullet["letters"]), _wording(bullet), _wording(bullet, "criterion_"), bullet.get("page", ""))
        for bullet in raw
    )


def _action(code: str, entry: Raw) -> Action:
    return Action(
        code=code,
        points=MappingProxyType(dict(entry["points"])),
        minimum=MappingProxyType(dict(entry["minimum"])),
        total=entry["total"],
        points_page=entry["points_page"],
        source=_wording(entry, "source_"),
        criterion=_wording(entry, "criterion_"),
        asks=frozenset(letter.rstrip("+") for letter in entry["asks"]),
        measured=frozenset(letter[0] for letter in entry["asks"] if letter.endswith("+")),
        levels=tuple(entry.get("levels", ())),
        bullets=_bullets(entry.get("bullet", ())),
        elsewhere=_bullets(entry.get("elsewhere", ())),
        page=entry["page"],
        work_packages_page=entry.get("work_packages_page", ""),
        special=_wording(entry, "special_"),
        tie=_wording(entry, "tie_"),
    )
