"""The pages of evidence: the grid, one piece, its correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.evidence import actions
from plon.evidence.forms import ChangeForm, initial_of
from plon.evidence.models import Evidence
from plon.evidence.narrowing import filters_for, narrowing_of
from plon.evidence.presenting import tiles_of
from plon.evidence.queries import evidence_of, get_evidence_for, partners_of, visible_among
from plon.evidence.rules import may_change, sees_confidential
from plon.evidence.uploads.actions import largest_upload
from plon.files.handing import INLINE
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT

SECTION = "evidence"
PER_PAGE = 48


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The grid of all pieces that the person may see, with the upload on top."""
    found = get_project_for(request.user, project)
    partners = partners_of(found)
    narrowing = narrowing_of(request.GET, partners)
    pieces = visible_among(request.user, evidence_of(found), found)
    page = Paginator(narrowing.apply(pieces), PER_PAGE).get_page(request.GET.get("page", "")[:9])
    context = {
        **workspace_context(found, request.user, SECTION),
        "tab": "evidence",
        "page": page,
        "tiles": tiles_of(page.object_list),
        "narrowing": narrowing,
        "filters": filters_for(narrowing, partners, with_confidential=sees_confidential(request.user, found)),
        "limit": largest_upload(),
    }
    return render(request, "evidence/index.html", context)


@login_required
def detail(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """One piece: how it looks, what is known of it, what it proves, who sees it."""
    piece = get_evidence_for(request.user, project, evidence)
    context = {
        **workspace_context(piece.project, request.user, SECTION),
        "evidence": piece,
        "tile": tiles_of([piece])[0],
        "may_change": may_change(request.user, piece),
        "is_shown": piece.media_type in INLINE,
    }
    return render(request, "evidence/detail.html", context)


@login_required
def change(request: HttpRequest, project: str, evidence: str) -> HttpResponse:
    """Correct what is said of a piece."""
    piece = get_evidence_for(request.user, project, evidence, EDIT)
    form = ChangeForm(
        request.POST or None,
        evidence=piece,
        may_hide=sees_confidential(request.user, piece.project),
        initial=initial_of(piece),
    )
    if request.method == "POST" and form.is_valid() and _is_changed(request, piece, form):
        messages.success(request, _("Saved."))
        return redirect("evidence:detail", project, evidence)
    context = {**workspace_context(piece.project, request.user, SECTION), "evidence": piece, "form": form}
    return render(request, "evidence/change.html", context)


def _is_changed(request: HttpRequest, piece: Evidence, form: ChangeForm) -> bool:
    try:
        actions.change_evidence(piece, by=person_of(request), version=form.cleaned_data["version"], **form.values())
    except ChangedMeanwhile as refusal:
        form.data = {**form.data.dict(), "version": str(piece.version)}  # type: ignore[attr-defined]  # POST data
        show_refusal(form, refusal)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False
