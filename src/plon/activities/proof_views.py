"""What proves an act: add pieces, say how many people each shows, take a piece away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.activities.attaching import attach_from, keep_uploads
from plon.activities.models import Activity
from plon.activities.proofs import prove, unprove
from plon.activities.queries import get_activity_for
from plon.activities.rules import may_detach
from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.projects.pages import person_of
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE


@login_required
@require_POST
def attach(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Let chosen or uploaded pieces show an act. Whoever contributes may add to every act.

    Sent twice it changes nothing: the same file is the same piece.
    """
    get_project_for(request.user, project, CONTRIBUTE)
    found, by = get_activity_for(request.user, project, activity), person_of(request)
    uploads = keep_uploads(request, found.project, by=by)
    with transaction.atomic():
        count = attach_from(request, found, uploads, by=by)
    if count:
        told = ngettext("%(count)s piece of evidence added.", "%(count)s pieces of evidence added.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("Nothing was chosen, so nothing was added."))
    return _back(project, activity)


@login_required
@require_POST
def shows(request: HttpRequest, project: str, activity: str, evidence: str) -> HttpResponse:
    """Say how many people of each group a piece shows."""
    found, piece = _pair(request, project, activity, evidence)
    people: dict[str, int] = {}
    for row in found.reach.all():
        sent = request.POST.get(f"shows_{row.group_key or 'other'}", "").strip()
        if sent and not (sent.isdecimal() and len(sent) < 10):
            messages.error(request, _("People are counted in whole numbers, from 0."))
            return _back(project, activity)
        people[row.group_key] = int(sent or 0)
    try:
        prove(found, piece, by=person_of(request), people=people)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return _back(project, activity)


@login_required
@require_POST
def detach(request: HttpRequest, project: str, activity: str, evidence: str) -> HttpResponse:
    """Take a piece from an act; it stays among the project's evidence."""
    found, piece = _pair(request, project, activity, evidence)
    unprove(found, piece, by=person_of(request))
    messages.success(request, _("“%(piece)s” no longer proves this. It stays among the evidence.") % {"piece": piece})
    return _back(project, activity)


def _pair(request: HttpRequest, project: str, activity: str, evidence: str) -> tuple[Activity, Evidence]:
    get_project_for(request.user, project, CONTRIBUTE)
    found = get_activity_for(request.user, project, activity)
    pieces = Evidence.objects.filter(project=found.project, proofs__activity=found).distinct()
    piece = get_object_or_404(pieces, public_id=evidence, removed_at__isnull=True)
    if not may_detach(request.user, found, piece):
        raise PermissionDenied
    return found, piece


def _back(project: str, activity: str) -> HttpResponse:
    return redirect(f"{reverse('activities:detail', args=[project, activity])}#proofs")
