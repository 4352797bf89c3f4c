"""From planned to done, or to why not."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.activities.actions.saving import locked
from plon.activities.enums import NEXT_STATES, WITH_REASON, ActivityState
from plon.activities.models import Activity
from plon.activities.refusals import WrongStep
from plon.history.record import changed, record, snapshot


@transaction.atomic
def set_state(
    activity: Activity, *, by: Doer, state: str, reason: str = "", version: int | None = None, **dates: Any
) -> Activity:
    """Move an act on.

    Args:
        activity: the act.
        by: who says so.
        state: one of the act's `NEXT_STATES`, or the same again with another reason.
        reason: why, if it was postponed or cancelled; the report asks for it.
        version: the version the person saw.
        **dates: `start` and `end`, if they change with it.

    Raises:
        WrongStep: nothing leads from its state to this one.
        ChangedMeanwhile: somebody saved since `version`.
        ValidationError: a reason or the date is missing.
    """
    activity = locked(activity, version)
    if state not in NEXT_STATES[activity.state] | {activity.state}:
        raise WrongStep(
            _("What is “%(before)s” can't become “%(after)s” at once."),
            {"before": activity.get_state_display(), "after": dict(ActivityState.choices).get(state, state)},
            field="state",
        )
    before = snapshot(activity, ("state", "reason", "start", "end"))
    activity.state, activity.reason = state, reason.strip() if state in WITH_REASON else ""
    for name, value in dates.items():
        setattr(activity, name, value)
    changes = changed(before, activity)
    if changes:
        activity.version += 1
    activity.full_clean(validate_unique=False)
    activity.save()
    if changes:
        record("act.changed", by=by, subject=activity, project_id=activity.project_id, changes=changes,
               reason=activity.reason)  # fmt: skip
    return activity
