"""Which consent stands behind which photo, from either side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.evidence.consents import actions, queries
from plon.evidence.consents.views import SECTION, tell_taken_out
from plon.evidence.models import Consent
from plon.evidence.queries import get_evidence_for
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT, MANAGE

PER_PAGE = 60


@login_required
def choose(request: HttpRequest, project: str, consent: str) -> HttpResponse:
    """Choose the photos that a consent covers, with thumbnails; a page of photos at a time."""
    found = queries.get_consent_for(request.user, project, consent)
    if request.method == "POST":
        _cover(request, found, chosen=request.POST.getlist("photo"), among=request.POST.getlist("seen"))
        return redirect("evidence:consent", project, consent)
    page = Paginator(queries.photos_to_cover(found.project), PER_PAGE).get_page(request.GET.get("page", "")[:9])
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "consent": found,
        "page": page,
        "covered": set(found.photos.values_list("pk", flat=True)),
    }
    return render(request, "evidence/consent_photos.html", context)


@login_required
@require_POST
def photo_consents(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """Attach a consent to a photo, or take one off (from the photo's own page)."""
    get_project_for(request.user, project, EDIT)
    photo = get_evidence_for(request.user, project, evidence)
    attach, detach = request.POST.get("attach", ""), request.POST.get("detach", "")
    if chosen := attach or detach:
        found = queries.get_consent_for(request.user, project, chosen)
        _cover(request, found, chosen=[photo.public_id] if attach else [], among=[photo.public_id])
    return redirect(f"{reverse('evidence:detail', args=[project, evidence])}#consents")


def _cover(request: HttpRequest, consent: Consent, *, chosen: list[str], among: list[str]) -> None:
    may_release = request.user.has_perm(MANAGE, consent.project)
    try:
        outcome = actions.cover_photos(
            consent, by=person_of(request), chosen=chosen, among=among, may_release=may_release
        )
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
        return
    messages.success(request, _("Saved."))
    tell_taken_out(request, outcome.taken_out)
