"""Tables that rooms above put beside the promises, e.g. how lasting each result is: page, paper, workbook and JSON."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from plon.projects.models import Project

Value = str | int | datetime.date | None


@dataclass(frozen=True, slots=True)
class TableBeside:
    """One table in the language that is spoken when it is made.

    Attributes:
        key: its name in JSON; it also names its place on the page.
        title: what it tells.
        about: how it was counted, in a sentence.
        fields: names of its columns in JSON.
        headings: their names for people.
        lines: its values, as many as there are columns.
        widths: shares of a page's width.
    """

    key: str
    title: str
    about: str
    fields: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...]

    @property
    def words(self) -> list[tuple[str, ...]]:
        """The lines as people read them."""
        return [tuple(map(_in_words, line)) for line in self.lines]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Columns of numbers, counted from 1."""
        first = self.lines[0] if self.lines else ()
        return tuple(place for place, value in enumerate(first, 1) if isinstance(value, int))

    @property
    def data(self) -> list[dict[str, Any]]:
        """The lines as plain values."""
        return [
            {
                field: value.isoformat() if isinstance(value, datetime.date) else value
                for field, value in zip(self.fields, line, strict=True)
            }
            for line in self.lines
        ]


def _in_words(value: Value) -> str:
    if value is None:
        return ""
    return date_format(value) if isinstance(value, datetime.date) else str(value)


Provider = Callable[[Project], TableBeside | None]
_providers: dict[str, Provider] = {}


def register_table_beside(key: str, provider: Provider) -> None:
    """Let a room put a table beside the ledger; it answers None while it has nothing to tell."""
    _providers[key] = provider


def tables_beside(project: Project) -> list[TableBeside]:
    """Return the tables that have something to tell."""
    made = (provider(project) for provider in _providers.values())
    return [table for table in made if table and table.lines]
