"""Change a row of the plan's table, whatever its kind."""

from collections.abc import Mapping
from typing import Any

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
