"""A series: made, changed and taken back in one go."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.activities.actions.acts import change_logged_activity, log_activity
from plon.activities.actions.reaching import groups_again
from plon.activities.actions.removing import remove_logged_activity
from plon.activities.actions.saving import ACT_FIELDS, locked
from plon.activities.models import Activity
from plon.activities.refusals import TooMany
from plon.activities.series import MOST, following
from plon.history.record import record

# What all that follow take from the one that was changed.
SHARED = ("title", "place", "mode", "starts_at", "ends_at", "responsible", "language")
_OF_ONE_DAY = {"start", "end", "cost", "learnt", "link"}


@transaction.atomic
def repeat_activity(activity: Activity, *, by: Doer, days: Sequence[datetime.date]) -> list[Activity]:
    """Plan an act again on each of `days`, as one series with it.

    Raises:
        TooMany: more days than can be made at once, or none.
    """
    if not days or len(days) > MOST:
        raise TooMany(_("A series has 1 to %(most)s further dates; here are %(count)s."),
                      {"most": MOST, "count": len(days)}, field="until")  # fmt: skip
    activity = locked(activity)
    if activity.series is None:
        activity.series = uuid.uuid4()
        activity.save(update_fields=["series"])
    fields: dict[str, Any] = {name: getattr(activity, name) for name in ACT_FIELDS if name not in _OF_ONE_DAY}
    length = activity.end - activity.start if activity.end and activity.start else None
    reach, results = groups_again(activity), list(activity.results.all())
    made = [
        log_activity(
            activity.project, by=by, results=results, reach=reach, state="planned", series=activity.series, start=day,
            end=day + length if length is not None else None, **fields,
        )
        for day in days
    ]  # fmt: skip
    record("act.repeated", by=by, subject=activity, project_id=activity.project_id,
           changes={"_days": [day.isoformat() for day in days]})  # fmt: skip
    return made


@transaction.atomic
def change_following(activity: Activity, *, by: Doer, before: Activity) -> int:
    """Give all that follow in a series what was changed in this one; return how many were changed.

    Args:
        activity: as it is now.
        by: who changes.
        before: as it was.
    """
    values = {name: getattr(activity, name) for name in SHARED if getattr(before, name) != getattr(activity, name)}
    if not values:
        return 0
    count = 0
    for each in following(activity):
        change_logged_activity(each, by=by, **values)
        count += 1
    return count


@transaction.atomic
def remove_following(activity: Activity, *, by: Doer) -> int:
    """Take back what of a series is still to come after an act; what was done stays. Return how many went."""
    count = 0
    for each in following(activity):
        if not each.proofs.exists():
            remove_logged_activity(each, by=by)
            count += 1
    return count
