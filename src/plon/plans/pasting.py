"""Take a table from a spreadsheet into a plan: read it, preview every row, then take all of it or nothing."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.plans.cells import LONGEST_CELL, BadCell
from plon.plans.queries import Plan
from plon.plans.sheets import NAMES, Column, Row, column_called, columns_of, rows_of
from plon.texts import fold

MOST_ROWS = 1000
# Choices that are always made: an empty cell leaves what is there.
MUST = frozenset({"purpose", "phase", "measures", "nature"})
LARGEST_FILE = 5 * 1024 * 1024


class NotATable(DomainError):
    """What was pasted or uploaded can't be read as a table of this kind."""


@dataclass
class ReadRow:
    """One row of the table: what it would do, and what is wrong with it cell by cell."""

    number: int
    cells: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    item: Row | None = None
    is_same: bool = False

    @property
    def what(self) -> str:
        """Say what becomes of it: "wrong", "same", "change" or "new"."""
        if self.problems:
            return "wrong"
        if self.is_same:
            return "same"
        return "change" if self.item else "new"


@dataclass(frozen=True)
class ReadTable:
    """A table that was understood: its columns in their order, and its rows."""

    kind: str
    columns: tuple[Column, ...]
    rows: tuple[ReadRow, ...]

    @property
    def is_takeable(self) -> bool:
        return bool(self.rows) and not any(row.problems for row in self.rows)

    def count(self, what: str) -> int:
        return sum(row.what == what for row in self.rows)


def text_of_file(name: str, content: bytes) -> str:
    """Return the first sheet of a workbook, or a CSV file, as pasted text.

    Raises:
        NotATable: it is neither, or too large.
    """
    if len(content) > LARGEST_FILE:
        raise NotATable(_("The file is too large: at most 5 MB."))
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            rows = book.get_sheet_by_index(0).to_python()
        except Exception as error:  # the reader raises many kinds for damaged files
            raise NotATable(_("This file can't be read as a spreadsheet.")) from error
        made = io.StringIO()
        csv.writer(made, dialect="excel-tab").writerows([[_cell(cell) for cell in row] for row in rows])
        return made.getvalue()
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(_("This file can't be read as a spreadsheet."))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def table_in(text: str) -> list[list[str]]:
    """Return the rows of a pasted table: cells by tabs, else by semicolons or commas; empty rows left out.

    Raises:
        NotATable: there is nothing, or far too much.
    """
    text = text.replace("\x00", "")
    first = text.lstrip().split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else max(";,", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise NotATable(_("This can't be read as a table.")) from error
    if not rows:
        raise NotATable(_("There is nothing in it. Copy the cells with their headings and paste them here."))
    if len(rows) > MOST_ROWS + 1:
        raise NotATable(_("%(count)s rows are too many; take at most %(most)s at once.")
                        % {"count": len(rows) - 1, "most": MOST_ROWS})  # fmt: skip
    return rows


def read_table(text: str, kind: str, plan: Plan, language: str) -> ReadTable:
    """Understand a pasted table as rows of a kind, without writing anything.

    Args:
        text: what was pasted.
        kind: "activities", "groups" or "indicators".
        plan: the plan, against which names are matched and rows compared.
        language: in which expected headings are named.

    Raises:
        NotATable: its headings are not those of this kind.
    """
    rows = table_in(text)
    columns = _columns_in(rows[0], kind, language)
    places = [place for place, heading in enumerate(rows[0]) if heading.strip()]
    known = {item.public_id: item for item in rows_of(plan, kind)}
    named = {fold(getattr(item, NAMES[kind]).strip()): item for item in reversed(rows_of(plan, kind))}
    read = [
        _read_row(number, cells, list(zip(places, columns, strict=True)), kind, plan, language)
        for number, cells in enumerate(rows[1:], 1)
    ]
    seen: dict[str, int] = {}
    for row in read:
        name = fold(str(row.values.get(NAMES[kind], "")).strip())
        row.item = known.get(row.values.pop("id", "")) or named.get(name)
        if name and name in seen:
            row.problems.append(_("The same as row %(number)s.") % {"number": seen[name]})
        seen.setdefault(name, row.number)
        if row.item and fold(getattr(row.item, NAMES[kind])) == name:
            row.values[NAMES[kind]] = getattr(row.item, NAMES[kind])
        if row.item and not row.problems:
            row.is_same = all(
                _present(row.item, key) == value for key, value in row.values.items() if value or key not in MUST
            )
    return ReadTable(kind, columns, tuple(read))


def _columns_in(headings: Sequence[str], kind: str, language: str) -> tuple[Column, ...]:
    found = [(heading, column_called(kind, heading)) for heading in headings if heading.strip()]
    unknown = [heading.strip()[:40] for heading, column in found if column is None]
    expected = ", ".join(column.heading(language) for column in columns_of(kind) if column.key != "id")
    if unknown:
        raise NotATable(
            _("These headings are not known: %(unknown)s. Known ones: %(expected)s."),
            {"unknown": ", ".join(unknown[:8]), "expected": expected},
        )
    columns = tuple(column for _heading, column in found if column)
    if NAMES[kind] not in {column.key for column in columns}:
        name = next(column for column in columns_of(kind) if column.key == NAMES[kind])
        raise NotATable(
            _("The first row must be the headings, with “%(name)s” among them. Known ones: %(expected)s."),
            {"name": name.heading(language), "expected": expected},
        )
    if len({column.key for column in columns}) < len(columns):
        raise NotATable(_("A heading stands there twice."))
    return columns


def _read_row(
    number: int, cells: list[str], columns: Sequence[tuple[int, Column]], kind: str, plan: Plan, language: str
) -> ReadRow:
    filled = {place: cell for place, cell in enumerate(cells) if cell.strip()}
    row = ReadRow(number, tuple(filled.get(place, "")[:LONGEST_CELL] for place, _column in columns))
    if set(filled) - {place for place, _column in columns}:
        row.problems.append(_("More cells than headings."))
    for place, column in columns:
        cell = filled.get(place, "")
        try:
            row.values[column.key] = column.read(cell, plan)
        except BadCell as problem:
            row.problems.append(f"{column.heading(language)}: {problem}")
    if not str(row.values.get(NAMES[kind], "")).strip():
        row.problems.append(_("It has no name."))
    start, end = row.values.get("start"), row.values.get("end")
    if start and end and end < start:
        row.problems.append(_("It ends before it starts."))
    return row


def _present(item: Row, key: str) -> Any:
    if key == "results":
        return list(item.results.all())  # type: ignore[union-attr]  # activities only have this column
    if key == "reach":
        return {each.group: each.people for each in item.reach.all()}  # type: ignore[union-attr]  # as above
    return getattr(item, key)
