"""From the filled short form to an act with its photo: the same for the page and for a phone's queue."""

from typing import Any

from plon.accounts.guests import Doer, Guest
from plon.activities.actions import ReachRow, log_activity
from plon.activities.models import Activity
from plon.activities.now_forms import OTHER, NowForm
from plon.activities.proofs import prove
from plon.evidence.actions import add_file
from plon.evidence.models import Evidence
from plon.evidence.receiving import receive
from plon.organisations.models import Organisation
from plon.plans.enums import Purpose
from plon.plans.models import PlannedActivity
from plon.projects.models import Project
from plon.results.models import Result


def log_from(form: NowForm, project: Project, *, by: Doer, organisation: Organisation | None) -> Activity:
    """Log what a valid form says; the same device key again gives the act that it made first.

    Raises:
        DomainError, ValidationError: the act is refused.
    """
    given = form.cleaned_data
    reach = {group: ReachRow(people) for group, people in form.counted().items()} or None
    own: dict[str, Any] = {"start": given["start"], "device_key": given["device_key"], "reach": reach}
    planned = results = None
    if given["what"] == OTHER:
        results = list(Result.objects.filter(project=project, public_id=given["result"]))
        own["title"] = given["title"]
    else:
        lines = PlannedActivity.objects.select_related("project", "responsible").prefetch_related("results")
        planned = lines.get(project=project, public_id=given["what"])
    if organisation and (planned is None or planned.responsible is None):
        own["responsible"] = organisation
    # What shows no result is about the project itself: promotion (domain.md §1.3).
    if not (planned.results.all() if planned else results):
        own["purpose"] = Purpose.PROMOTION
    return log_activity(project, by=by, planned=planned, results=results, **own)


def add_photo(activity: Activity, form: NowForm, *, by: Doer, organisation: Organisation | None) -> Evidence | None:
    """Attach the photo that came with the form itself, if one did.

    Raises:
        FileRefused: it is not what Plon takes; the act stays logged.
    """
    sent = form.cleaned_data.get("photo") or form.cleaned_data.get("picture")
    if not sent:
        return None
    received = receive(sent, sent.name, folder=f"evidence/{activity.project.public_id}")
    evidence = add_file(activity.project, by=by, received=received, organisation=organisation)
    prove(activity, evidence, by=by)
    return evidence


def attach(activity: Activity, public_id: str, *, by: Doer) -> bool:
    """Let a photo that was uploaded before show the act; return whether it is there (for guests: of theirs).

    Sent again after an answer that got lost, it changes nothing.
    """
    pieces = Evidence.objects.filter(project_id=activity.project_id, public_id=public_id, removed_at__isnull=True)
    if isinstance(by, Guest):
        pieces = pieces.filter(organisation_id__in=[by.organisation_id or 0])
    evidence = pieces.first()
    if evidence is None:
        return False
    if not activity.proofs.filter(evidence=evidence).exists():
        prove(activity, evidence, by=by)
    return True
