"""The parts of a package: each room's tables, in the order in which they leave and come back.

A room above registers its own with `register_part` in `AppConfig.ready`; those below are in `packages/rooms/`. What
belongs to a project and is in no part is in `EXCEPTIONS`, with the reason; a test walks all models.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from plon.packages.tables import Leaving, Row, Scope, Table


@dataclass(frozen=True, slots=True)
class Part:
    """What one room puts into a package.

    Attributes:
        order: parts come back in this order, so that what is pointed to is there first.
        name: of its file, `data/record/<name>.jsonl`.
        tables: in the order in which they come back.
        dump: yields rows that are of no table, such as the history; each says in "table" what it is.
        load: takes such a row back.
    """

    order: int
    name: str
    tables: tuple[Table, ...]
    dump: Callable[[Scope, Leaving], Iterator[Row]] | None = None
    load: Callable[[Row, Any], None] | None = None


_parts: dict[str, Part] = {}
_EXCEPTIONS: dict[str, str] = {}


def register_part(
    order: int,
    name: str,
    *tables: Table,
    dump: Callable[[Scope, Leaving], Iterator[Row]] | None = None,
    load: Callable[[Row, Any], None] | None = None,
) -> None:
    """Let `tables`, and what `dump` yields, leave and come back with every project."""
    _parts[name] = Part(order, name, tables, dump, load)


def register_exceptions(reasons: Mapping[str, str]) -> None:
    """Say of models that belong to a project why they never leave: {"room.Model": reason}."""
    _EXCEPTIONS.update(reasons)


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: part.order)


def exceptions() -> Mapping[str, str]:
    return dict(_EXCEPTIONS)


def tables() -> dict[type[models.Model], Table]:
    """Return every table by its model, in the order of the parts."""
    return {table.model: table for table in all_tables()}


def all_tables() -> Iterator[Table]:
    for part in parts():
        yield from part.tables
