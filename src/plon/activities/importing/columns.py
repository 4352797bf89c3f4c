"""The columns of the log: what a heading means, and how its cell is read."""

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.activities.enums import ActivityState, Mode
from plon.organisations.models import Organisation
from plon.plans import cells
from plon.plans.cells import BadCell
from plon.plans.enums import Purpose
from plon.plans.models import PlannedActivity, TargetGroup
from plon.programme.places import language_choices
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import fold


@dataclass(frozen=True)
class Things:
    """What names in cells are matched against."""

    lines: tuple[PlannedActivity, ...]
    groups: tuple[TargetGroup, ...]
    results: tuple[Result, ...]
    partners: tuple[Organisation, ...]


def things_of(project: Project) -> Things:
    return Things(
        tuple(
            PlannedActivity.objects.filter(project=project).select_related("responsible").prefetch_related("results")
        ),
        tuple(TargetGroup.objects.filter(project=project)),
        tuple(Result.objects.filter(project=project).prefetch_related("texts")),
        tuple(Organisation.objects.filter(partnerships__project=project)),
    )


@dataclass(frozen=True)
class Column:
    key: str
    headings: Mapping[str, str]
    also: tuple[str, ...]
    width: int
    is_read: bool

    def heading(self, language: str) -> str:
        return self.headings["pl" if language.startswith("pl") else "en"]

    def read(self, cell: str, things: Things) -> Any:
        """Return what a cell says; "" or None if it says nothing.

        Raises:
            BadCell: it can't be understood.
        """
        return _READERS[self.key](cell, things) if cell.strip() else None


@functools.cache
def columns() -> tuple[Column, ...]:
    """Return the columns of the log, in its order."""
    raw = tomllib.loads(resources.files("plon.activities").joinpath("data", "columns.toml").read_text("utf-8"))
    return tuple(
        Column(
            each["key"], {"en": each["en"], "pl": each["pl"]}, tuple(each["also"]), each["width"],
            not each.get("only_out", False),
        )
        for each in raw["column"]
    )  # fmt: skip


@functools.cache
def _by_heading() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in columns():
        for heading in (column.key, *column.headings.values(), *column.also):
            found.setdefault(_bare(heading), column)
    return found


def column_called(heading: str) -> Column | None:
    """Return the column that a heading names, in Polish or English, in any case."""
    return _by_heading().get(_bare(heading))


def _bare(heading: str) -> str:
    return "".join(character for character in fold(heading) if character.isalnum())


def _state(cell: str, _things: Things) -> tuple[str, str]:
    """Read "cancelled: the school was closed" as a state and its reason."""
    name, _colon, reason = cell.partition(":")
    return cells.choice_in(name, ActivityState), cells.text_in(reason, 500)


def _line(cell: str, things: Things) -> PlannedActivity | None:
    label = re.fullmatch(r"[DdAa]\s*(\d{1,3})", cell.strip())
    if label:
        number = int(label[1])
        if 1 <= number <= len(things.lines):
            return things.lines[number - 1]
        raise BadCell(_("The plan has no line %(label)s.") % {"label": cell.strip()})
    found: PlannedActivity | None = cells.one_of(cell, things.lines)
    return found


def _results(cell: str, things: Things) -> list[Result]:
    named: dict[str, Result] = {}
    for result in things.results:
        titles = {text.title for text in result.texts.all() if text.title} | {str(result)}
        named |= {fold(title.strip()): result for title in titles}
    return [named.get(fold(part)) or cells.one_of(part, things.results) for part in cells.parts_of(cell)]


def _reach(cell: str, things: Things) -> dict[TargetGroup | None, int]:
    """Read "Teachers: 24; somebody else: 3"."""
    found: dict[TargetGroup | None, int] = {}
    for part in cells.parts_of(cell):
        name, _colon, people = part.rpartition(":")
        if not name:
            raise BadCell(_("Say how many: “%(group)s: 20”.") % {"group": part[:60]})
        number = cells.count_in(people)
        if number is None:
            raise BadCell(_("Say how many: “%(group)s: 20”.") % {"group": name[:60]})
        group = None if fold(name.strip()) in _somebody_else() else cells.one_of(name, things.groups)
        if group in found:
            raise BadCell(_("“%(group)s” stands there twice.") % {"group": name.strip()[:60]})
        found[group] = number
    return found


@functools.cache
def _somebody_else() -> frozenset[str]:
    names = {"other", "others", "inni", "ktos inny"}
    for language in ("pl", "en"):
        with override(language):
            names.add(fold(_("somebody else")))
    return frozenset(names)


def _language(cell: str, _things: Things) -> str:
    for language in ("pl", "en"):
        for code, name in language_choices(language):
            if fold(cell.strip()) in {fold(code), fold(name)}:
                return code
    raise BadCell(_("“%(text)s” is no language that Plon knows.") % {"text": cell.strip()[:40]})


def _link(cell: str, _things: Things) -> str:
    text = cells.text_in(cell, 1000)
    if not re.fullmatch(r"https?://[^\s]+\.[^\s]+", text):
        raise BadCell(_("“%(text)s” is no address; it begins with https://.") % {"text": text[:40]})
    return text


_READERS: dict[str, Callable[[str, Things], Any]] = {
    "start": lambda cell, _things: cells.day_in(cell),
    "end": lambda cell, _things: cells.day_in(cell),
    "title": lambda cell, _things: cells.text_in(cell, 300),
    "planned": _line,
    "state": _state,
    "purpose": lambda cell, _things: cells.choice_in(cell, Purpose),
    "kind": lambda cell, _things: cells.code_in(cell, "activity_kinds"),
    "channel": lambda cell, _things: cells.code_in(cell, "channels"),
    "place": lambda cell, _things: cells.text_in(cell, 200),
    "mode": lambda cell, _things: cells.choice_in(cell, Mode),
    "reach": _reach,
    "people": lambda cell, _things: cells.count_in(cell),
    "language": _language,
    "responsible": lambda cell, things: cells.one_of(cell, things.partners),
    "results": _results,
    "link": _link,
    "learnt": lambda cell, _things: cells.text_in(cell, 2000),
    "cost": lambda cell, _things: cells.amount_in(cell),
}
