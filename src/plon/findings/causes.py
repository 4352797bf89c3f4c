"""A decision as the cause of a change of the plan (see `plon.projects.because`)."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.findings.actions.changes import link_change
from plon.findings.models import Decision, PlanChange
from plon.findings.plan_events import is_plan_change
from plon.history.models import Event
from plon.projects.because import Cause
from plon.projects.models import Project

# How much of a decision is offered as a reason, whose field holds 1,000 characters.
LONGEST = 800


def cause_for(project: Project, name: str) -> Cause | None:
    """Return the decision of that public id as a cause."""
    decision = Decision.objects.select_related("finding").filter(finding__project=project, public_id=name).first()
    if decision is None:
        return None
    day = date_format(decision.decided_on)
    return Cause(
        name=name,
        told=_("You change the plan because of the decision “%(decision)s”. What you save here is linked to it.")
        % {"decision": decision},
        reason=_("Decision of %(day)s: %(decision)s") % {"day": day, "decision": decision.text[:LONGEST]},
        url=reverse("findings:finding", args=[project.public_id, decision.finding.public_id]) + f"#{name}",
    )


def note_change(project: Project, name: str, event: Event, by: User) -> None:
    """Link what was changed to the decision; what is no change of the plan is left alone."""
    decision = Decision.objects.select_related("finding").filter(finding__project=project, public_id=name).first()
    if decision is None or not is_plan_change(event):
        return
    if not PlanChange.objects.filter(decision=decision, event=event.pk).exists():
        link_change(decision, event, by=by)
