"""The pages of the visibility check: ask for one, watch it, read it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from plon.errors import DomainError
from plon.fetching.limits import MEGABYTE
from plon.files.handing import Handed, hand_out
from plon.files.refusals import FileRefused
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, EDIT, VIEW
from plon.visibility import actions
from plon.visibility.emblems import MEDIA_TYPES, emblem_for
from plon.visibility.exporting import exported
from plon.visibility.forms import FileForm, PageForm
from plon.visibility.models import KEPT, VisibilityCheck
from plon.visibility.presenting import outcome_tags, shown_report
from plon.visibility.queries import checks_of, get_check_for, may_remove

SECTION = "check"
PER_PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
@take_once
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Bring a file or an address; the checks so far."""
    found = get_project_for(request.user, project, CONTRIBUTE if request.method == "POST" else VIEW)
    is_page = request.POST.get("what") == "page"
    page_form = PageForm(request.POST if is_page else None, initial={"address": request.GET.get("address", "")[:2000]})
    file_form = FileForm(*((request.POST, request.FILES) if request.method == "POST" and not is_page else ()))
    form: PageForm | FileForm = page_form if is_page else file_form
    if form.is_valid() and (check := _started(request, found, form)):
        return redirect(check)
    listed = Paginator(checks_of(found).defer("report"), PER_PAGE).get_page(request.GET.get("page", "")[:9])
    context = {
        **workspace_context(found, request.user, SECTION),
        "file_form": file_form,
        "page_form": page_form,
        "limit": f"{actions.LARGEST // MEGABYTE} MB",
        "days": KEPT.days,
        "page": listed,
        "rows": [(check, outcome_tags(check)) for check in listed],
    }
    return render(request, "visibility/index.html", context, status=422 if form.errors else 200)


def _started(request: HttpRequest, project: Project, form: PageForm | FileForm) -> VisibilityCheck | None:
    by = person_of(request)
    try:
        if isinstance(form, PageForm):
            return actions.start_check_of_page(project, by=by, address=form.cleaned_data["address"])
        upload = form.cleaned_data["file"]
        return actions.start_check_of_file(project, by=by, name=upload.name, stream=upload.file)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return None


@login_required
@require_safe
def check(request: HttpRequest, project: str, check: str) -> HttpResponse:
    """How far it is, or what was found."""
    found = get_check_for(request.user, project, check)
    context: dict[str, Any] = {
        **workspace_context(found.project, request.user, SECTION),
        "check": found,
        "shown": None if found.is_under_way else shown_report(found, get_language() or "en"),
        "may_remove": may_remove(request.user, found),
    }
    return render(request, "visibility/check.html", context)


@login_required
@require_GET
def progress(request: HttpRequest, project: str, check: str) -> HttpResponse:
    """Give the part of the page that moves; when it is over, the whole page is loaded anew."""
    found = get_check_for(request.user, project, check)
    response = render(request, "visibility/_progress.html", {"check": found})
    if not found.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def again(request: HttpRequest, project: str, check: str) -> HttpResponse:
    found = get_check_for(request.user, project, check, CONTRIBUTE)
    try:
        actions.check_again(found, by=person_of(request))
    except (DomainError, FileRefused) as refusal:
        messages.info(request, words_of(refusal))
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, project: str, check: str) -> HttpResponse:
    """Remove a check, after asking."""
    found = get_check_for(request.user, project, check, EDIT)
    if request.method == "POST":
        actions.remove_check(found, by=person_of(request))
        messages.success(request, _("The check is removed, with its file and its report."))
        return redirect("visibility:index", project)
    context = {**workspace_context(found.project, request.user, SECTION), "check": found}
    return render(request, "visibility/remove.html", context)


@login_required
@require_safe
def report(request: HttpRequest, project: str, check: str) -> HttpResponse:
    """The report as JSON, with its words in the person's language."""
    found = get_check_for(request.user, project, check)
    if found.is_under_way:
        raise Http404
    answer = JsonResponse(
        exported(found, get_language() or "en"), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = f'attachment; filename="visibility-check-{found.public_id}.json"'
    return answer


@login_required
@require_safe
def crop(request: HttpRequest, project: str, check: str, key: str) -> HttpResponseBase:
    """The small picture of a place."""
    found = get_check_for(request.user, project, check)
    path = found.crops.get(key)
    storage = storages["default"]
    if not path or not storage.exists(path):
        raise Http404
    size = storage.size(path)
    return hand_out(
        request, Handed(storage, path, f"{key}.jpg", "image/jpeg", size, path.rpartition("/")[0][-16:], 300)
    )


@login_required
@require_safe
def emblem(request: HttpRequest, project: str, check: str, mode: str, ending: str) -> HttpResponse:
    """The emblem with the statement of this grant: what mends a document on which it is missing."""
    found = get_check_for(request.user, project, check)
    drawn = emblem_for(found.project, request.GET.get("language", "")[:5], mode=mode, ending=ending)
    if drawn is None:
        raise Http404
    answer = HttpResponse(drawn.content, content_type=MEDIA_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{drawn.name}"'
    return answer
