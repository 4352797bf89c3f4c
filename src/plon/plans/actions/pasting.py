"""Take a previewed table into the plan."""

from typing import Any

from django.db import transaction

from plon.accounts.models import User
from plon.plans.actions.items import (
    add_activity,
    add_group,
    add_indicator,
    change_activity,
    change_group,
    change_indicator,
)
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.plans.pasting import MUST, ReadRow, ReadTable
from plon.projects.models import Project


@transaction.atomic
def take_table(project: Project, table: ReadTable, *, by: User, reason: str = "") -> tuple[int, int]:
    """Write all rows of a table that was read, or none; return how many were added and changed.

    Raises:
        DomainError, ValidationError: a row is refused; then nothing is written.
    """
    added = changed = 0
    for row in table.rows:
        if row.what == "new":
            _add(project, table.kind, _values(row), by)
            added += 1
        elif row.what == "change":
            _change(row, _values(row), by, reason)
            changed += 1
    return added, changed


def _values(row: ReadRow) -> dict[str, Any]:
    """Return the values to write; an empty cell of a choice that must have one leaves the default."""
    return {key: value for key, value in row.values.items() if value or key not in MUST}


def _add(project: Project, kind: str, values: dict[str, Any], by: User) -> None:
    if kind == "groups":
        add_group(project, by=by, **values)
    elif kind == "indicators":
        add_indicator(project, by=by, **values)
    else:
        add_activity(project, by=by, **values)


def _change(row: ReadRow, values: dict[str, Any], by: User, reason: str) -> None:
    if isinstance(row.item, TargetGroup):
        change_group(row.item, by=by, reason=reason, **values)
    elif isinstance(row.item, Indicator):
        change_indicator(row.item, by=by, reason=reason, **values)
    elif isinstance(row.item, PlannedActivity):
        change_activity(row.item, by=by, reason=reason, **values)
