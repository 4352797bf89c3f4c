"""Take a previewed log: all of its rows or none."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.activities.actions.acts import change_logged_activity, log_activity
from plon.activities.actions.states import set_state
from plon.activities.importing.reading import ReadLog, ReadRow, differences
from plon.activities.models import Activity
from plon.activities.refusals import NotTaken
from plon.activities.splits import ReachRow
from plon.errors import DomainError
from plon.plans.models import TargetGroup
from plon.projects.models import Project


@transaction.atomic
def take_log(project: Project, log: ReadLog, *, by: Doer) -> tuple[int, int]:
    """Write all rows of a log that was read, or none; return how many were added and changed.

    Raises:
        NotTaken: a row is refused, and says which; then nothing is written.
    """
    added = changed = 0
    for row in log.rows:
        try:
            if row.what == "new":
                _add(project, row, by)
                added += 1
            elif row.what == "change" and row.act is not None:
                _change(row.act, differences(row.act, row.values), by)
                changed += 1
        except (DomainError, ValidationError) as refusal:
            words = "; ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            raise NotTaken(
                _("Row %(number)s: %(why)s Nothing was taken."), {"number": row.number, "why": words}
            ) from None
    return added, changed


def _add(project: Project, row: ReadRow, by: Doer) -> None:
    values = {name: value for name, value in row.values.items() if name != "reach"}
    reach: dict[TargetGroup | str | None, ReachRow] | None = None
    if "reach" in row.values:
        reach = {group: ReachRow(people) for group, people in row.values["reach"].items()}
    log_activity(project, by=by, reach=reach, **values)


def _change(act: Activity, values: dict[str, Any], by: Doer) -> None:
    state, reason = values.pop("state", None), values.pop("reason", "")
    if "reach" in values:
        # Groups that the row does not name stay, and so does who they were.
        rows = act.reach.select_related("group")
        kept: dict[TargetGroup | str | None, ReachRow] = {
            row.group or row.group_key or None: ReachRow(row.people, row.level, row.split) for row in rows
        }
        for group, people in values["reach"].items():
            before = kept.get(group, ReachRow(0))
            kept[group] = ReachRow(people, before.level, before.split)
        values["reach"] = kept
    if values:
        act = change_logged_activity(act, by=by, **values)
    if state or reason:
        set_state(act, by=by, state=state or act.state, reason=reason or act.reason)
