"""Understand a pasted log: what each row would do, and what is wrong with it, cell by cell. Nothing is written."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from plon.activities.enums import WITH_REASON, ActivityState
from plon.activities.importing.columns import Column, Things, column_called, columns, things_of
from plon.activities.models import Activity
from plon.activities.queries import activities_of
from plon.plans.cells import LONGEST_CELL, BadCell
from plon.plans.enums import Purpose
from plon.plans.pasting import NotATable, table_in
from plon.projects.models import Project
from plon.texts import fold

_SUMMED = frozenset({"people", "proven", "cost"})
Key = tuple[datetime.date | None, str, int | None]


@dataclass
class ReadRow:
    """One row: its cells as they were written, what they mean, and what becomes of it."""

    number: int
    cells: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    # {key of a column, or "" for the row as a whole: what is wrong}
    problems: dict[str, str] = field(default_factory=dict)
    act: Activity | None = None
    is_same: bool = False

    @property
    def what(self) -> str:
        """Say what becomes of it: "wrong", "same", "change" or "new"."""
        if self.problems:
            return "wrong"
        if self.is_same:
            return "same"
        return "change" if self.act else "new"


@dataclass(frozen=True)
class ReadLog:
    """A table that was understood."""

    columns: tuple[Column, ...]
    rows: tuple[ReadRow, ...]

    @property
    def is_takeable(self) -> bool:
        """Tell whether there is something to take, and nothing wrong."""
        return any(row.what in {"new", "change"} for row in self.rows) and not any(row.problems for row in self.rows)

    def count(self, what: str) -> int:
        return sum(row.what == what for row in self.rows)


def read_log(text: str, project: Project, language: str, today: datetime.date) -> ReadLog:
    """Understand a pasted log as acts of a project.

    A row of the same day, title and partner as an act that is there is that act: it is never added twice.

    Args:
        text: what was pasted.
        project: whose log it is.
        language: in which expected headings are named.
        today: what is done can't lie after it.

    Raises:
        NotATable: its headings are not those of a log.
    """
    table = table_in(text)
    found = _columns_in(table[0], language)
    places = [place for place, heading in enumerate(table[0]) if heading.strip()]
    pairs = list(zip(places, found, strict=True))
    things = things_of(project)
    known = {_key_of(act.start, act.title, act.responsible_id): act for act in activities_of(project)}
    rows = [
        _read_row(number, cells, pairs, things)
        for number, cells in enumerate(table[1:], 1)
        if not _only_adds_up(cells, pairs)
    ]
    seen: dict[Key, int] = {}
    for row in rows:
        _complete(row)
        values = row.values
        partner = values.get("responsible")
        key = _key_of(values.get("start"), values.get("title") or "", partner.pk if partner else None)
        row.act = known.get(key)
        if key in seen and values.get("title"):
            row.problems.setdefault("", _("The same as row %(number)s.") % {"number": seen[key]})
        seen.setdefault(key, row.number)
        _check(row, today)
        row.is_same = row.act is not None and not row.problems and not differences(row.act, row.values)
    return ReadLog(found, tuple(rows))


def _key_of(start: datetime.date | None, title: str, partner: int | None) -> Key:
    return start, " ".join(fold(title).split()), partner


def _columns_in(headings: Sequence[str], language: str) -> tuple[Column, ...]:
    found = [(heading, column_called(heading)) for heading in headings if heading.strip()]
    unknown = [heading.strip()[:40] for heading, column in found if column is None]
    expected = ", ".join(column.heading(language) for column in columns() if column.is_read)
    if unknown:
        raise NotATable(
            _("These headings are not known: %(unknown)s. Known ones: %(expected)s."),
            {"unknown": ", ".join(unknown[:8]), "expected": expected},
        )
    known = tuple(column for _heading, column in found if column)
    keys = [column.key for column in known]
    if not {"title", "planned"} & set(keys):
        name = next(column for column in columns() if column.key == "title")
        raise NotATable(
            _("The first row must be the headings, with “%(name)s” among them. Known ones: %(expected)s."),
            {"name": name.heading(language), "expected": expected},
        )
    if len(set(keys)) < len(keys):
        raise NotATable(_("A heading stands there twice."))
    return known


def _only_adds_up(cells: Sequence[str], pairs: Sequence[tuple[int, Column]]) -> bool:
    """Tell whether a row holds sums alone, as the last one of a workbook from Plon."""
    keys = {column.key for place, column in pairs if place < len(cells) and cells[place].strip()}
    return bool(keys) and keys <= _SUMMED


def _read_row(number: int, cells: Sequence[str], pairs: Sequence[tuple[int, Column]], things: Things) -> ReadRow:
    filled = {place: cell for place, cell in enumerate(cells) if cell.strip()}
    row = ReadRow(number, tuple(filled.get(place, "")[:LONGEST_CELL] for place, _column in pairs))
    if set(filled) - {place for place, _column in pairs}:
        row.problems[""] = _("More cells than headings.")
    for place, column in pairs:
        if not column.is_read:
            continue
        try:
            value = column.read(filled.get(place, ""), things)
        except BadCell as problem:
            row.problems[column.key] = str(problem)
        else:
            if value is not None:
                row.values[column.key] = value
    return row


def _complete(row: ReadRow) -> None:
    """Fill in what a row leaves to its line of the plan, and bring its numbers together."""
    values, line = row.values, row.values.get("planned")
    if line is not None:
        values.setdefault("title", line.title)
        values.setdefault("purpose", line.purpose)
        if line.responsible is not None and "responsible" not in row.problems:
            values.setdefault("responsible", line.responsible)
        if "results" not in row.problems:
            values.setdefault("results", list(line.results.all()))
    if "state" in values:
        values["state"], values["reason"] = values["state"]
    people = values.pop("people", None)
    if people is not None and "reach" not in row.problems:
        counted = values.setdefault("reach", {None: people})
        if sum(counted.values()) != people:
            row.problems["people"] = _("The groups add up to %(sum)s people, not to %(people)s.") % {
                "sum": sum(counted.values()), "people": people,
            }  # fmt: skip


def _check(row: ReadRow, today: datetime.date) -> None:
    values, problems = row.values, row.problems
    if not values.get("title") and "title" not in problems:
        problems["title"] = _("Say what was done.")
    start, end = values.get("start"), values.get("end")
    state = values.get("state") or (row.act.state if row.act else ActivityState.DONE)
    if start and end and end < start:
        problems.setdefault("end", _("It ends before it starts."))
    if state == ActivityState.DONE and "start" not in problems:
        if start is None:
            problems["start"] = _("A thing done has its date.")
        elif start > today:
            problems["start"] = _("This day is still to come: mend it, or write “planned” as the state.")
    if state in WITH_REASON and not values.get("reason") and not (row.act and row.act.reason):
        problems.setdefault("state", _("Say why, after a colon: “cancelled: the school was closed”."))
    purpose = values.get("purpose") or (row.act.purpose if row.act else Purpose.DISSEMINATION)
    shown = values.get("results") or (row.act.results.all() if row.act else [])
    if purpose == Purpose.DISSEMINATION and not shown and "results" not in problems and "purpose" not in problems:
        problems["results"] = _("Dissemination shows a result: name it, or write “promotion” as the purpose.")
    _check_proven(row)


def _check_proven(row: ReadRow) -> None:
    if row.act is None or "reach" in row.problems:
        return
    for group, people in row.values.get("reach", {}).items():
        key = group.public_id if group else ""
        proven = sum(proof.people for proof in row.act.proofs.all() if proof.group_key == key)
        if proven > people:
            row.problems["reach"] = _("Evidence shows %(proven)s people of “%(group)s”, so there can't be fewer.") % {
                "proven": proven, "group": group.name if group else _("somebody else"),
            }  # fmt: skip


def differences(act: Activity, values: dict[str, Any]) -> dict[str, Any]:
    """Return what of a row differs from the act that is there; an empty cell leaves what is there."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "results":
            if {result.pk for result in value} != {result.pk for result in act.results.all()}:
                found[name] = value
        elif name == "reach":
            present = {row.group_key: row.people for row in act.reach.all()}
            if any(present.get(group.public_id if group else "", 0) != people for group, people in value.items()):
                found[name] = value
        elif name != "title" and value not in ("", None) and getattr(act, name) != value:
            found[name] = value
    return found
