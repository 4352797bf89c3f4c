"""A decision and the changes of the plan that it led to."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.findings.models import Decision, PlanChange
from plon.findings.plan_events import is_plan_change, item_of
from plon.findings.refusals import NoChangeOfPlan
from plon.history.models import Event
from plon.history.record import record


@transaction.atomic
def link_change(decision: Decision, event: Event, *, by: User) -> PlanChange:
    """Say that a change of the plan was made because of a decision.

    Args:
        decision: which.
        event: the event of the history.
        by: who says so.

    Raises:
        NoChangeOfPlan: it is no change of this project's plan, or stands there already.
    """
    project = decision.finding.project_id
    if event.project_id != project or not is_plan_change(event):
        raise NoChangeOfPlan(_("This is no change of the project's plan."))
    if PlanChange.objects.filter(decision=decision, event=event.pk).exists():
        raise NoChangeOfPlan(_("This change stands there already."))
    kind, public_id = item_of(event)
    change = PlanChange(
        decision=decision, event=event.pk, kind=event.kind, subject_type=event.subject_type,
        subject_label=event.subject_label, item_kind=kind, item_public_id=public_id, at=event.at,
        changes={name: told for name, told in event.changes.items() if not name.startswith("_")},
        reason=event.reason,
    )  # fmt: skip
    change.full_clean()
    change.save()
    record("decision.changed_plan", by=by, subject=decision, project_id=project,
           changes={"plan_changes": [None, event.subject_label]})  # fmt: skip
    return change


@transaction.atomic
def unlink_change(change: PlanChange, *, by: User) -> None:
    """Say that a change had nothing to do with the decision; the plan itself stays as it is."""
    decision = change.decision
    record("decision.unlinked", by=by, subject=decision, project_id=decision.finding.project_id,
           changes={"plan_changes": [change.subject_label, None]})  # fmt: skip
    change.delete()
