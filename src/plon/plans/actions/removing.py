"""Take things out of a plan, keeping in the history what brings them back."""

from django.db import transaction

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record, snapshot
from plon.plans.actions.items import ACTIVITY_FIELDS, GROUP_FIELDS, INDICATOR_FIELDS
from plon.plans.actions.linking import groups_told, results_told
from plon.plans.actions.saving import Changes, kind_of
from plon.plans.actions.use_plans import USE_FIELDS
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.projects.promises import require_reason

FIELDS = {
    "group": GROUP_FIELDS,
    "activity": ACTIVITY_FIELDS,
    "indicator": INDICATOR_FIELDS,
    "use_plan": USE_FIELDS,
}
Removable = TargetGroup | PlannedActivity | Indicator | UsePlan
_EVENTS = {
    "group": "group.removed", "activity": "activity.removed", "indicator": "indicator.removed",
    "use_plan": "use_plan.removed",
}  # fmt: skip


@transaction.atomic
def remove_item(item: Removable, *, by: User, reason: str = "") -> Event:
    """Take a group, activity, indicator or use plan out of the plan, with what hangs on it.

    Returns the event, which `restoring.put_back` can undo.

    Raises:
        ReasonNeeded: it is promised, and nobody says why it goes.
    """
    kind = kind_of(item)
    require_reason(item.project_id, kind, item.public_id, reason)
    event = record(_EVENTS[kind], by=by, subject=item, project_id=item.project_id, changes=_all_of(item, kind),
                   reason=reason)  # fmt: skip
    item.delete()
    return event


def remove_use_plan(use_plan: UsePlan, *, by: User, reason: str = "") -> Event:
    """Take the use plan of a result back.

    Raises:
        ReasonNeeded: see `remove_item`.
    """
    return remove_item(use_plan, by=by, reason=reason)


def _all_of(item: Removable, kind: str) -> Changes:
    """Return all that an item was: its fields, its links; keys with an underscore are for the restorer alone."""
    all_of: Changes = {
        name: [value, None] for name, value in snapshot(item, FIELDS[kind]).items() if value not in (None, "", [])
    }
    all_of["_item"] = [{"public_id": item.public_id, "position": item.position}]
    if isinstance(item, TargetGroup):
        all_of["_messages"] = [_messages_of(item)]
        all_of["_activities"] = [
            {"activity": reach.activity.public_id, "people": reach.people}
            for reach in item.expected_reach.select_related("activity")
        ]
    if isinstance(item, PlannedActivity):
        all_of["results"] = [results_told(item), []]
        all_of["groups"] = [groups_told(item), []]
        all_of["_indicators"] = list(item.indicators.values_list("public_id", flat=True))
    if isinstance(item, UsePlan):
        all_of["_result"] = [item.result.public_id]
    return all_of


def _messages_of(group: TargetGroup) -> list[dict[str, object]]:
    return [
        {"result": message.result.public_id, "texts": {text.language: text.text for text in message.texts.all()}}
        for message in group.messages.select_related("result").prefetch_related("texts")
    ]
