"""The office's imports: bring a file, watch it come in, read the report."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plon.accounts.gates import officer_required
from plon.accounts.models import User
from plon.errors import DomainError
from plon.exchange.actions import cancel_import, continue_import, upload_import
from plon.exchange.forms import UploadForm
from plon.exchange.models import Import
from plon.exchange.presenting import failure_text, note_texts, remark_rows, remark_total
from plon.exchange.queries import get_import, imports
from plon.history.receipts import take_once

_SHOWN = 100


@officer_required
@require_http_methods(["GET", "POST"])
@take_once
def index(request: HttpRequest) -> HttpResponse:
    """List the imports, and take a new file."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        run = upload_import(form.cleaned_data["file"], by=_person(request))
        return redirect(run)
    page = Paginator(imports(), 20).get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(
        request,
        "exchange/index.html",
        {"form": form, "page": page, "limit": filesizeformat(settings.MAX_UPLOAD_BYTES)},
        status=status,
    )


@officer_required
@require_GET
def detail(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show how far a run is, and its report when it is over."""
    run = get_import(import_id)
    return render(request, "exchange/detail.html", _report(run))


@officer_required
@require_GET
def progress(request: HttpRequest, import_id: str) -> HttpResponse:
    """Give the part of the page that moves; when the run is over, the whole page is loaded anew."""
    run = get_import(import_id)
    response = render(request, "exchange/_progress.html", {"run": run})
    if not run.is_under_way or run.is_silent:
        response["HX-Refresh"] = "true"
    return response


@officer_required
@require_GET
def refused(request: HttpRequest, import_id: str) -> HttpResponse:
    """Download the refused rows, to be corrected and imported again."""
    run = get_import(import_id)
    if not run.refused_file or not default_storage.exists(run.refused_file):
        raise Http404
    stem = run.file_name.split(".")[0]
    answer = FileResponse(
        default_storage.open(run.refused_file),
        as_attachment=True,
        filename=f"{stem}-refused.csv",
        content_type="text/csv; charset=utf-8",
    )
    return cast("HttpResponse", answer)  # the gates are typed for plain answers; streamed ones pass them as well


@officer_required
@require_POST
def cancel(request: HttpRequest, import_id: str) -> HttpResponse:
    run = get_import(import_id)
    try:
        cancel_import(run, by=_person(request))
        messages.success(request, _("Stopped. What was stored already stays."))
    except DomainError as refusal:
        messages.info(request, str(refusal))
    return redirect(run)


@officer_required
@require_POST
def resume(request: HttpRequest, import_id: str) -> HttpResponse:
    run = get_import(import_id)
    try:
        continue_import(run, by=_person(request))
    except DomainError as refusal:
        messages.info(request, str(refusal))
    return redirect(run)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the gate let only people in
    return request.user


def _report(run: Import) -> dict[str, object]:
    return {
        "run": run,
        "failure": failure_text(run),
        "notes": note_texts(run),
        "refused": remark_rows(run, "refused")[:_SHOWN],
        "warnings": remark_rows(run, "warnings")[:_SHOWN],
        "warnings_total": remark_total(run, "warnings"),
        "unknown_columns": run.report.get("unknown_columns", []),
        "shown": _SHOWN,
    }
