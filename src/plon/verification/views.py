"""Issued reports in the workspace: issue one, see how each stands, open rooms for auditors and see what was opened."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plon.errors import DomainError
from plon.evidence.rules import sees_confidential
from plon.files.handing import Handed, hand_out
from plon.history.receipts import take_once
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import MANAGE, VIEW
from plon.verification import actions
from plon.verification.enums import FileKind
from plon.verification.forms import IssueForm
from plon.verification.models import IssuedReport
from plon.verification.presenting import difference_of, rows_of
from plon.verification.queries import get_issued_for, issued_of, rooms_of
from plon.verification.room_views import MEDIA_TYPES
from plon.verification.secret import verification_address
from plon.verification.verifying import verdict_on

SECTION = "issued"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def index(request: HttpRequest, project: str) -> HttpResponse:
    """What was issued, and the form that issues."""
    found = get_project_for(request.user, project, MANAGE if request.method == "POST" else VIEW)
    form = IssueForm(request.POST or None, project=found)
    if request.method == "POST" and form.is_valid():
        report = form.reports[form.cleaned_data["report"]]
        try:
            issued = actions.issue_report(report, by=person_of(request), language=form.cleaned_data["language"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("verification:issued", project, issued.public_id)
    context = {
        **workspace_context(found, request.user, SECTION),
        "form": form, "reports": form.reports, "issued_reports": list(issued_of(found)),
    }  # fmt: skip
    return render(request, "verification/index.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def issued(request: HttpRequest, project: str, issued: str) -> HttpResponse:
    """One issued report: how it and its proofs stand, its files, what changed, its rooms."""
    return _shown(request, get_issued_for(request.user, project, issued), "verification/issued.html")


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, project: str, issued: str) -> HttpResponse:
    """The part of the page that changes while it is made or read back."""
    return _shown(request, get_issued_for(request.user, project, issued), "verification/_state.html")


def _shown(request: HttpRequest, found: IssuedReport, template: str) -> HttpResponse:
    verdict = verdict_on(found)
    work = found if found.is_going else verdict.going
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "issued": found,
        "verdict": verdict,
        "work": work,
        "share": work.share if work else 0,
        "rows": rows_of(verdict, sees_confidential=sees_confidential(request.user, found.project)),
        "files": [file for file in found.files.all() if file.kind in MEDIA_TYPES],
        "difference": difference_of(found),
        "newer": getattr(found, "superseded_by", None),
        "address": verification_address(found),
        "rooms": list(rooms_of(found)),
    }
    return render(request, template, context)


@login_required
@require_POST
def cancel(request: HttpRequest, project: str, issued: str) -> HttpResponse:
    """Stop one that is being made."""
    found = get_issued_for(request.user, project, issued, MANAGE)
    if actions.cancel_issuing(found, by=person_of(request)):
        messages.success(request, _("Stopped."))
    return redirect("verification:issued", project, issued)


@login_required
@require_POST
def check(request: HttpRequest, project: str, issued: str) -> HttpResponse:
    """Have everything read back now."""
    found = get_issued_for(request.user, project, issued)
    try:
        actions.request_check(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("verification:issued", project, issued)


@login_required
@require_safe
def file(request: HttpRequest, project: str, issued: str, kind: str) -> HttpResponseBase:
    """The PDF, the Word file, the manifest."""
    found = get_issued_for(request.user, project, issued)
    kept = found.files.filter(kind=kind).first() if kind in MEDIA_TYPES else None
    if kept is None:
        raise Http404
    try:
        media_type = MEDIA_TYPES[FileKind(kind)]
        return hand_out(request, Handed(storages["default"], kept.path, kept.name, media_type, kept.size, kept.sha256))
    except OSError as missing:
        raise Http404 from missing
