"""A plan as sheets of a workbook: the same columns for reading and writing, so that what leaves can come back."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from plon.plans import cells
from plon.plans.cells import BadCell
from plon.plans.enums import Feeding, Measures, Nature, Phase, Purpose
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.plans.queries import Plan
from plon.programme.codelists import codelist
from plon.texts import fold

KINDS = ("activities", "groups", "indicators")
Row = TargetGroup | PlannedActivity | Indicator
Reader = Callable[[str, Plan], Any]
Writer = Callable[[Any, str], Any]


@dataclass(frozen=True)
class Column:
    """One column: its field, its headings, how a cell is read and written.

    `write` returns text, a number, a date or None, in the language of the sheet.
    """

    key: str
    headings: Mapping[str, str]
    also: tuple[str, ...]
    read: Reader
    write: Writer

    def heading(self, language: str) -> str:
        return self.headings["pl" if language.startswith("pl") else "en"]


def _text(name: str, longest: int) -> tuple[Reader, Writer]:
    return lambda cell, _plan: cells.text_in(cell, longest), lambda item, _language: getattr(item, name)


def _code(name: str, codes: str) -> tuple[Reader, Writer]:
    return (
        lambda cell, _plan: cells.code_in(cell, codes),
        lambda item, language: codelist(codes).name(getattr(item, name), language) if getattr(item, name) else "",
    )


def _choice(name: str, choices: Any) -> tuple[Reader, Writer]:
    return (
        lambda cell, _plan: cells.choice_in(cell, choices),
        lambda item, _language: str(choices(getattr(item, name)).label) if getattr(item, name) else "",
    )


def _day(name: str) -> tuple[Reader, Writer]:
    return lambda cell, _plan: cells.day_in(cell), lambda item, _language: getattr(item, name)


def _one(name: str, among: str) -> tuple[Reader, Writer]:
    return (
        lambda cell, plan: cells.one_of(cell, getattr(plan, among)),
        lambda item, _language: str(getattr(item, name) or ""),
    )


def _levels(cell: str, _plan: Plan) -> list[str]:
    return [cells.code_in(part, "levels") for part in cells.parts_of(cell.replace(",", ";"))]


def _results(cell: str, plan: Plan) -> list[Any]:
    return [cells.one_of(part, plan.results) for part in cells.parts_of(cell)]


def _reach(cell: str, plan: Plan) -> dict[TargetGroup, int | None]:
    found: dict[TargetGroup, int | None] = {}
    for part in cells.parts_of(cell):
        name, colon, people = part.rpartition(":")
        try:
            number = cells.count_in(people) if colon else None
        except BadCell:
            name, number = part, None
        found[cells.one_of(name if colon and name else part, plan.groups)] = number
    return found


def _write_reach(activity: PlannedActivity, _language: str) -> str:
    return "; ".join(
        f"{each.group.name}: {each.people}" if each.people is not None else each.group.name
        for each in activity.reach.all()
    )


_FIELDS: dict[str, dict[str, tuple[Reader, Writer]]] = {
    "activities": {
        "title": _text("title", 300),
        "purpose": _choice("purpose", Purpose),
        "results": (_results, lambda item, _language: "; ".join(str(result) for result in item.results.all())),
        "reach": (_reach, _write_reach),
        "kind": _code("kind", "activity_kinds"),
        "channel": _code("channel", "channels"),
        "objective": _code("objective", "activity_objectives"),
        "phase": _choice("phase", Phase),
        "start": _day("start"),
        "end": _day("end"),
        "place": _text("place", 200),
        "responsible": _one("responsible", "partners"),
        "cost": (lambda cell, _plan: cells.amount_in(cell), lambda item, _language: item.cost),
        "work_package": _one("work_package", "work_packages"),
        "milestone": _one("milestone", "milestones"),
    },
    "groups": {
        "name": _text("name", 200),
        "kind": _code("kind", "target_group_kinds"),
        "levels": (
            _levels,
            lambda item, language: "; ".join(codelist("levels").name(level, language) for level in item.levels),
        ),
        "size": (lambda cell, _plan: cells.count_in(cell), lambda item, _language: item.size),
        "need": _text("need", 2000),
        "whereabouts": _text("whereabouts", 1000),
    },
    "indicators": {
        "name": _text("name", 300),
        "measures": _choice("measures", Measures),
        "level": _code("level", "indicator_levels"),
        "nature": _choice("nature", Nature),
        "unit": _text("unit", 60),
        "baseline": _text("baseline", 200),
        "target": _text("target", 200),
        "target_date": _day("target_date"),
        "source": _text("source", 300),
        "feeding": _choice("feeding", Feeding),
        "work_package": _one("work_package", "work_packages"),
    },
}
NAMES = {"activities": "title", "groups": "name", "indicators": "name"}


@functools.cache
def columns_of(kind: str) -> tuple[Column, ...]:
    """Return the columns of a kind's sheet, in their order; the last is the key that lets a sheet come back."""
    raw = tomllib.loads(resources.files("plon.plans").joinpath("data/columns.toml").read_text("utf-8"))[kind]
    known: dict[str, tuple[Reader, Writer]] = {
        **_FIELDS[kind], "id": (lambda cell, _plan: cell.strip()[:12], lambda item, _language: item.public_id),
    }  # fmt: skip
    return tuple(
        Column(key, {"en": entry["en"], "pl": entry["pl"]}, tuple(entry["also"]), *known[key])
        for key, entry in raw.items()
    )


def column_called(kind: str, heading: str) -> Column | None:
    """Return the column that a heading means, in either language or as people call it."""
    wanted = fold(" ".join(heading.split()))
    for column in columns_of(kind):
        if wanted in {fold(column.headings["en"]), fold(column.headings["pl"])}:
            return column
    return next((column for column in columns_of(kind) if wanted in map(fold, column.also)), None)


def rows_of(plan: Plan, kind: str) -> tuple[Row, ...]:
    """Return the items of a kind, in the plan's order."""
    rows: tuple[Row, ...] = getattr(plan, kind)
    return rows
