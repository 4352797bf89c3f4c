"""The page to type from, marks of what was typed in, and the package: asked for, watched, taken, stopped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plon.errors import DomainError
from plon.files.handing import Handed, hand_out
from plon.history.receipts import take_once
from plon.jobs.lengthy import WorkState
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.results.queries import get_result_for
from plon.resultsplatform import actions
from plon.resultsplatform.checking import BY_HAND
from plon.resultsplatform.forms import EntryForm
from plon.resultsplatform.gathering import book_of
from plon.resultsplatform.models import PlatformEntry, PlatformPackage
from plon.resultsplatform.presenting import project_remarks, rows_of
from plon.resultsplatform.queries import SHOWN, get_platform_package_for, packages_of
from plon.resultsplatform.table import table_of

SECTION = "resultsplatform"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The page to type from, and the button that makes the package."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    if request.method == "POST":
        try:
            package = actions.request_platform_package(found, by=person_of(request))
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
            return redirect("resultsplatform:index", project)
        return redirect("resultsplatform:package", project, package.public_id)
    context = workspace_context(found, request.user, SECTION)
    can_edit = bool(context["can_edit"])
    book = book_of(found)
    rows = rows_of(found, book, can_edit=can_edit)
    packages = list(packages_of(found)[:SHOWN])
    context |= {
        "book": book,
        "rows": rows,
        "remarks": project_remarks(found, book, can_edit=can_edit),
        "by_hand": BY_HAND,
        "packages": packages,
        "print": book.print,
        "typed": sum(row.is_current for row in rows),
        "stale": sum(row.is_stale for row in rows),
        "not_english": sum(not row.sheet.is_english for row in rows),
        "open": sum(row.must_mend > 0 for row in rows),
    }
    return render(request, "resultsplatform/index.html", context)


@login_required
@require_safe
def table(request: HttpRequest, project: str) -> HttpResponse:
    """The table to type from, as a workbook."""
    found = get_project_for(request.user, project, VIEW)
    content = table_of(book_of(found), get_language() or "en")
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": 'attachment; filename="results-platform.xlsx"'}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Note that a result was typed in, or change the note."""
    found = get_result_for(request.user, project, result, EDIT)
    sheet = next((each for each in book_of(found.project).sheets if each.key == found.public_id), None)
    if sheet is None:
        raise Http404
    known = PlatformEntry.objects.filter(result=found).first()
    initial = {"typed_on": timezone.localdate(), "address": known.address if known else ""}
    form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_typed_in(found, sheet, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect("resultsplatform:index", project)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "result": found, "sheet": sheet, "form": form, "entry": known,
    }  # fmt: skip
    return render(request, "resultsplatform/entry.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Note that a result is not on the platform after all."""
    found = get_result_for(request.user, project, result, EDIT)
    actions.take_mark_back(found, by=person_of(request))
    messages.success(request, _("The mark was taken back."))
    return redirect("resultsplatform:index", project)


@login_required
@never_cache
@require_safe
def package(request: HttpRequest, project: str, package: str) -> HttpResponse:
    """One package: how far it is, and the file when it is there."""
    return _shown(request, get_platform_package_for(request.user, project, package), "resultsplatform/package.html")


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, project: str, package: str) -> HttpResponse:
    """The part of the page that changes while it is made."""
    return _shown(request, get_platform_package_for(request.user, project, package), "resultsplatform/_state.html")


def _shown(request: HttpRequest, found: PlatformPackage, template: str) -> HttpResponse:
    is_ready = found.state == WorkState.DONE and bool(found.path)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "package": found,
        "is_ready": is_ready,
        "is_stale": is_ready and book_of(found.project).print != found.print,
        "share": found.share,
    }
    return render(request, template, context)


@login_required
@require_POST
def cancel(request: HttpRequest, project: str, package: str) -> HttpResponse:
    """Stop one that is being made."""
    found = get_platform_package_for(request.user, project, package, EDIT)
    if actions.cancel_platform_package(found, by=person_of(request)):
        messages.success(request, _("Stopped."))
    return redirect("resultsplatform:package", project, package)


@login_required
@require_safe
def file(request: HttpRequest, project: str, package: str) -> HttpResponseBase:
    """The ZIP."""
    found = get_platform_package_for(request.user, project, package)
    if not found.path:
        raise Http404
    try:
        zipped = Handed(storages["default"], found.path, found.name, "application/zip", found.size, found.sha256)
        return hand_out(request, zipped)
    except OSError as missing:
        raise Http404 from missing
