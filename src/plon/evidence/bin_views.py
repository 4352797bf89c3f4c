"""The bin: remove a piece, put it back, destroy it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.evidence import actions
from plon.evidence.forms import DestroyForm
from plon.evidence.places import places_of
from plon.evidence.presenting import tiles_of
from plon.evidence.queries import bin_of, get_evidence_for, visible_among
from plon.evidence.rules import may_change
from plon.evidence.views import PER_PAGE, SECTION
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE, EDIT, MANAGE


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """What was removed, to be put back or destroyed."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    pieces = visible_among(request.user, bin_of(found), found)
    page = Paginator(pieces, PER_PAGE).get_page(request.GET.get("page", "")[:9])
    context = {
        **workspace_context(found, request.user, SECTION),
        "tab": "bin",
        "page": page,
        "rows": [(tile, may_change(request.user, tile.evidence)) for tile in tiles_of(page.object_list)],
    }
    return render(request, "evidence/bin.html", context)


@login_required
def remove(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """Put a piece into the bin; what it proves and where it is shown is said before."""
    piece = get_evidence_for(request.user, project, evidence, EDIT)
    if request.method == "POST":
        actions.remove_evidence(piece, by=person_of(request))
        messages.success(request, _("It lies in the bin. You can put it back from there."))
        return redirect("evidence:bin", project)
    context = {
        **workspace_context(piece.project, request.user, SECTION),
        "evidence": piece,
        "tile": tiles_of([piece])[0],
        "places": places_of(piece),
    }
    return render(request, "evidence/remove.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """Put a piece back."""
    piece = get_evidence_for(request.user, project, evidence, EDIT, is_removed=True)
    actions.restore_evidence(piece, by=person_of(request))
    messages.success(request, _("It is back, and proves what it proved before."))
    return redirect("evidence:detail", project, evidence)


@login_required
def destroy(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """Destroy what lies in the bin, for good, on a coordinator's typed word."""
    piece = get_evidence_for(request.user, project, evidence, MANAGE, is_removed=True)
    form = DestroyForm(request.POST or None, evidence=piece)
    if request.method == "POST" and form.is_valid():
        try:
            actions.destroy_evidence(piece, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, words_of(refusal))
        else:
            messages.success(request, _("It is destroyed."))
        return redirect("evidence:bin", project)
    context = {**workspace_context(piece.project, request.user, SECTION), "evidence": piece, "form": form}
    return render(request, "evidence/destroy.html", context)
