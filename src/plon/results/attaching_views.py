"""Files, links and the cover of a result."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.files.refusals import FileRefused
from plon.history.receipts import take_once
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.results import attaching, queries
from plon.results.forms import CoverForm, FileDetailsForm, FileForm, LinkForm
from plon.results.models import ResultFile

P = ParamSpec("P")


def tell_uploader(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Tell upload.js where to go instead of sending it there: it would read the page, and the message, itself."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        is_uploader = request.headers.get("Accept", "").startswith("application/json")
        if is_uploader and isinstance(response, HttpResponseRedirect):
            return JsonResponse({"location": response.url})
        return response

    return wrapped


@login_required
@tell_uploader
def add_file(request: HttpRequest, project: str, result: str, replaces: str = "") -> HttpResponse:
    """Upload a file, or a new version of one. The bytes are written before the short transaction of `_attach`."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    earlier = get_object_or_404(ResultFile, result=found, public_id=replaces, replaced_by=None) if replaces else None
    initial = {"title": earlier.title, "language": earlier.language} if earlier else None
    form = FileForm(request.POST or None, request.FILES or None, result=found, initial=initial,
                    is_newer=earlier is not None)  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _file_page(request, form, earlier)
    try:
        received = attaching.receive(found, form.cleaned_data["file"])
    except FileRefused as refusal:
        show_refusal(form, refusal)
        return _file_page(request, form, earlier)
    try:
        return _attach(request, form, received, earlier)
    finally:
        attaching.discard(received)


@take_once
def _attach(
    request: HttpRequest, form: FileForm, received: attaching.Received, earlier: ResultFile | None
) -> HttpResponse:
    about = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    try:
        file = attaching.attach_file(form.result, by=person_of(request), received=received, replaces=earlier, **about)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return _file_page(request, form, earlier)
    messages.success(request, _("The file is here, and public.") if file.is_public
                     else _("The file is here, private to your team until you publish."))  # fmt: skip
    return redirect(form.result.get_workspace_url() + "#files")


def _file_page(request: HttpRequest, form: FileForm, earlier: ResultFile | None) -> HttpResponse:
    limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
    context = {**workspace_context(form.result.project, request.user, "results"), "result": form.result,
               "form": form, "earlier": earlier, "limit": f"{limit} MB"}  # fmt: skip
    return render(request, "results/file.html", context)


@login_required
def file(request: HttpRequest, project: str, result: str, file: str) -> HttpResponseBase:
    """Hand a file to the team; as a download, so that nothing in it can act as a page of ours."""
    found = queries.get_result_for(request.user, project, result)
    chosen = get_object_or_404(ResultFile, result=found, public_id=file)
    try:
        stream = storages["default"].open(chosen.path)
    except OSError as missing:
        raise Http404 from missing
    response = FileResponse(stream, as_attachment=True, filename=chosen.name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def describe_file(request: HttpRequest, project: str, result: str, file: str) -> HttpResponse:
    """Say what a file is, after it was sent."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    chosen = get_object_or_404(ResultFile, result=found, public_id=file)
    initial = {
        name: getattr(chosen, name) for name in ("title", "language", "is_editable", "is_accessible", "change_note")
    }
    form = FileDetailsForm(request.POST or None, result=found, initial=initial, is_newer=chosen.number > 1)
    if request.method == "POST" and form.is_valid():
        attaching.describe_file(chosen, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(found.get_workspace_url() + "#files")
    context = {**workspace_context(found.project, request.user, "results"), "result": found, "form": form,
               "file": chosen}  # fmt: skip
    return render(request, "results/file_details.html", context)


@login_required
@require_POST
def remove_file(request: HttpRequest, project: str, result: str, file: str) -> HttpResponse:
    found = queries.get_result_for(request.user, project, result, EDIT)
    attaching.remove_file(get_object_or_404(ResultFile, result=found, public_id=file), by=person_of(request))
    messages.success(request, _("The file was removed."))
    return redirect(found.get_workspace_url() + "#files")


@login_required
@take_once
def add_link(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Add an address."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    form = LinkForm(request.POST or None, result=found)
    if request.method == "POST" and form.is_valid():
        try:
            attaching.add_link(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The link is here."))
            return redirect(found.get_workspace_url() + "#files")
    context = {**workspace_context(found.project, request.user, "results"), "result": found, "form": form}
    return render(request, "results/link.html", context)


@login_required
def change_link(request: HttpRequest, project: str, result: str, link: int) -> HttpResponse:
    """Correct an address."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    chosen = get_object_or_404(found.links, pk=link)
    initial = {name: getattr(chosen, name) for name in ("url", "title", "kind", "language")}
    form = LinkForm(request.POST or None, result=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            attaching.change_link(chosen, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found.get_workspace_url() + "#files")
    context = {**workspace_context(found.project, request.user, "results"), "result": found, "form": form,
               "link": chosen}  # fmt: skip
    return render(request, "results/link.html", context)


@login_required
@require_POST
def remove_link(request: HttpRequest, project: str, result: str, link: int) -> HttpResponse:
    found = queries.get_result_for(request.user, project, result, EDIT)
    attaching.remove_link(get_object_or_404(found.links, pk=link), by=person_of(request))
    messages.success(request, _("The link was removed."))
    return redirect(found.get_workspace_url() + "#files")


@login_required
@tell_uploader
def set_cover(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Give the result its picture, or take it away."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    if request.method == "POST" and "remove" in request.POST:
        attaching.remove_cover(found, by=person_of(request))
        return redirect(found.get_workspace_url() + "#cover")
    form = CoverForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attaching.set_cover(
                found, by=person_of(request), upload=form.cleaned_data["cover"], alt=form.cleaned_data["alt"]
            )
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The cover is here."))
            return redirect(found.get_workspace_url() + "#cover")
    context = {**workspace_context(found.project, request.user, "results"), "result": found, "form": form}
    return render(request, "results/cover.html", context)


@login_required
def cover(request: HttpRequest, project: str, result: str) -> HttpResponseBase:
    """Show the cover to the team."""
    found = queries.get_result_for(request.user, project, result)
    if not found.cover:
        raise Http404
    try:
        response = FileResponse(found.cover.open("rb"), content_type="image/jpeg")
    except OSError as missing:
        raise Http404 from missing
    response["Cache-Control"] = "private, no-store"
    return response
