"""Take an act out, keeping in the history what brings it back. Its evidence stays in the project."""

from django.db import transaction

from plon.accounts.guests import Doer
from plon.activities.actions.reaching import reach_told, results_told
from plon.activities.actions.saving import ACT_FIELDS, locked
from plon.activities.hindrances import hindrance_of
from plon.activities.models import Activity
from plon.activities.refusals import StillNeeded
from plon.history.models import Event
from plon.history.record import record, snapshot
from plon.plans.actions.saving import Changes

STATE_FIELDS = ("state", "reason")


@transaction.atomic
def remove_logged_activity(activity: Activity, *, by: Doer) -> Event:
    """Remove an act; return the event, which `restoring.put_back` can undo.

    Raises:
        StillNeeded: something that must not be lost hangs on it.
    """
    activity = locked(activity)
    if told := hindrance_of(activity):
        raise StillNeeded(told)
    event = record("act.removed", by=by, subject=activity, project_id=activity.project_id, changes=_all_of(activity))
    activity.delete()
    return event


def _all_of(activity: Activity) -> Changes:
    """Return all that an act was; keys with an underscore are for the restorer alone."""
    told = snapshot(activity, (*ACT_FIELDS, *STATE_FIELDS))
    all_of: Changes = {name: [value, None] for name, value in told.items() if value not in (None, "")}
    all_of["results"], all_of["reach"] = [results_told(activity), []], [reach_told(activity), []]
    all_of["_act"] = [
        {
            "public_id": activity.public_id,
            "promise": activity.promise,
            "device_key": str(activity.device_key or ""),
            "series": str(activity.series or ""),
            "logged_by": activity.logged_by_id,
            "logged_label": activity.logged_label,
        }
    ]
    all_of["_proofs"] = [
        {"evidence": proof.evidence.public_id, "group": proof.group_key, "people": proof.people}
        for proof in activity.proofs.select_related("evidence")
    ]
    return all_of
