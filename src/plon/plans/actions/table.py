"""Change many rows of a plan at once: all of them, or none."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from plon.accounts.models import User
from plon.plans.actions.items import change_activity, change_group, change_indicator
from plon.plans.models import Indicator, PlannedActivity, TargetGroup

Row = TargetGroup | PlannedActivity | Indicator


def change_row(row: Row, *, by: User, version: int | None, reason: str, values: Mapping[str, Any]) -> Row:
    """Change one row, whatever its kind.

    Raises:
        ChangedMeanwhile, ReasonNeeded, ValidationError: see the actions of its kind.
    """
    if isinstance(row, TargetGroup):
        return change_group(row, by=by, version=version, reason=reason, **values)
    if isinstance(row, Indicator):
        return change_indicator(row, by=by, version=version, reason=reason, **values)
    return change_activity(row, by=by, version=version, reason=reason, **values)


@transaction.atomic
def change_rows(rows: list[Row], *, by: User, reason: str, values: Mapping[str, Any]) -> int:
    """Give the same values to many rows; return how many there were.

    Raises:
        ReasonNeeded, ValidationError: of the first row that refuses; then none is changed.
    """
    for row in rows:
        change_row(row, by=by, version=None, reason=reason, values=values)
    return len(rows)
