"""Files of a report: asked for, watched while they are made, taken, stopped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.files.handing import Handed, hand_out
from plon.jobs.lengthy import WorkState
from plon.projects.pages import person_of, words_of
from plon.projects.rules import CONTRIBUTE, VIEW
from plon.reports.beneficiary import queries
from plon.reports.beneficiary.actions.files import MEDIA_TYPES, cancel_file, request_file
from plon.reports.beneficiary.forms import FileForm
from plon.reports.beneficiary.models import ReportFile
from plon.reports.beneficiary.views import report_context


@login_required
@require_POST
def ask(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """Ask for the report as a file; everyone of the team may."""
    found = queries.get_report_for(request.user, project, report, CONTRIBUTE)
    form = FileForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a format and a language."))
        return redirect("beneficiary_reports:report", project, report)
    try:
        file = request_file(found, by=person_of(request), **form.cleaned_data)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("beneficiary_reports:report", project, report)
    return redirect("beneficiary_reports:file", project, report, file.public_id)


def _file_for(request: HttpRequest, keys: tuple[str, str, str], permission: str = VIEW) -> ReportFile:
    project, report, file = keys
    found = queries.get_report_for(request.user, project, report, permission)
    made = get_object_or_404(queries.files_of(found), public_id=file)
    made.report = found
    return made


def _context(request: HttpRequest, file: ReportFile) -> dict[str, object]:
    return {
        **report_context(request, file.report),
        "file": file,
        "is_ready": file.state == WorkState.DONE and bool(file.path),
        "share": file.share,
    }


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, project: str, report: str, file: str) -> HttpResponse:
    """One file: how far it is, what it became."""
    found = _file_for(request, (project, report, file))
    return render(request, "reports/beneficiary/file.html", _context(request, found))


@login_required
@never_cache
@require_safe
def file_state(request: HttpRequest, project: str, report: str, file: str) -> HttpResponse:
    """The part of the page that changes while the file is made."""
    found = _file_for(request, (project, report, file))
    return render(request, "reports/beneficiary/_file_state.html", _context(request, found))


@login_required
@require_POST
def cancel(request: HttpRequest, project: str, report: str, file: str) -> HttpResponse:
    """Stop a file that is being made."""
    found = _file_for(request, (project, report, file), CONTRIBUTE)
    if cancel_file(found, by=person_of(request)):
        messages.success(request, _("Stopped."))
    return redirect("beneficiary_reports:file", project, report, file)


@login_required
@require_safe
def download(request: HttpRequest, project: str, report: str, file: str) -> HttpResponseBase:
    """The file itself."""
    found = _file_for(request, (project, report, file))
    if not found.path:
        raise Http404
    try:
        return hand_out(
            request,
            Handed(storages["default"], found.path, found.name, MEDIA_TYPES[found.format], found.size, found.sha256),
        )
    except OSError as missing:
        raise Http404 from missing
