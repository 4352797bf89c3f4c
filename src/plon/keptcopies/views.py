"""The team's pages: which links have a copy, ask for one, watch it being made, take it away."""

from csp.decorators import csp_update
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
from plon.history.receipts import take_once
from plon.keptcopies import actions
from plon.keptcopies.archive import index_lines
from plon.keptcopies.enums import PieceKind
from plon.keptcopies.forms import CopyForm
from plon.keptcopies.keys import team_key
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.presenting import link_rows, room_of, state_of
from plon.keptcopies.queries import get_copy_for
from plon.keptcopies.replaying import FRAMES, SANDBOX
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.results.models import ResultLink

SECTION = "copies"
UNPROCESSABLE = 422


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Every link of a published result, with its copies."""
    found = get_project_for(request.user, project)
    context = {
        **workspace_context(found, request.user, SECTION),
        "rows": link_rows(found),
        "room": room_of(found),
    }
    return render(request, "keptcopies/index.html", context)


@login_required
@take_once
def new(request: HttpRequest, project: str, link: int) -> HttpResponse:
    """Confirm the right to a link, and have it copied."""
    found = get_project_for(request.user, project, EDIT)
    links = ResultLink.objects.filter(result__project=found).select_related("result", "result__project")
    chosen = get_object_or_404(links, pk=link)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            copy = actions.request_copy(chosen, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("keptcopies:copy", project, copy.public_id)
    context = {**workspace_context(found, request.user, SECTION), "link": chosen, "form": form}
    return render(request, "keptcopies/new.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@never_cache
@require_safe
@csp_update(FRAMES)  # type: ignore[arg-type]  # its annotation wants tuples
def copy(request: HttpRequest, project: str, copy: str) -> HttpResponse:
    """One copy: how far it is, by what right, what lies in it and what is missing."""
    found = get_copy_for(request.user, project, copy)
    pieces = list(found.pieces.all())
    context = {"pieces": pieces, "key": team_key(found), "sandbox": SANDBOX, "is_page": bool(pieces) and
               pieces[0].kind == PieceKind.PAGE, **_context(request, found)}  # fmt: skip
    return render(request, "keptcopies/copy.html", context)


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, project: str, copy: str) -> HttpResponse:
    """The part of the page that changes while the copy is made."""
    found = get_copy_for(request.user, project, copy)
    return render(request, "keptcopies/_state.html", _context(request, found))


def _context(request: HttpRequest, copy: KeptCopy) -> dict[str, object]:
    project = copy.result.project
    return {
        **workspace_context(project, request.user, SECTION),
        "copy": copy,
        "link": copy.result.links.filter(url=copy.url).first(),
        **state_of(copy),
    }


@login_required
@require_POST
def stop(request: HttpRequest, project: str, copy: str) -> HttpResponse:
    """Stop a copy that is being made."""
    found = get_copy_for(request.user, project, copy, EDIT)
    if actions.stop_copy(found, by=person_of(request)):
        messages.success(request, _("Stopped. Nothing of it is kept."))
    return redirect("keptcopies:index", project)


@login_required
def remove(request: HttpRequest, project: str, copy: str) -> HttpResponse:
    """Ask whether a copy is to be taken away for good, and do it."""
    found = get_copy_for(request.user, project, copy, EDIT)
    if request.method == "POST":
        try:
            actions.remove_copy(found, by=person_of(request))
            messages.success(request, _("Taken away. Nobody can open it any more."))
        except DomainError as refusal:
            messages.error(request, words_of(refusal))
        return redirect("keptcopies:index", project)
    context = {**workspace_context(found.result.project, request.user, SECTION), "copy": found}
    return render(request, "keptcopies/remove.html", context)


@login_required
@require_safe
def archive(request: HttpRequest, project: str, copy: str) -> HttpResponseBase:
    """The web archive itself."""
    found = get_copy_for(request.user, project, copy)
    if not found.is_kept:
        raise Http404
    try:
        file = Handed(storages["default"], found.path, found.name, "application/gzip", found.size, found.sha256)
        return hand_out(request, file)
    except OSError as missing:
        raise Http404 from missing


@login_required
@require_safe
def archive_index(request: HttpRequest, project: str, copy: str) -> HttpResponse:
    """The index of the web archive, for other tools (CDXJ)."""
    found = get_copy_for(request.user, project, copy)
    if not found.is_kept or found.captured_at is None:
        raise Http404
    at = found.captured_at
    rows = [(each.url, at, each.media_type, each.offset, each.length, each.digest) for each in found.pieces.all()]
    response = HttpResponse(index_lines(rows, found.name), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="copy-{found.public_id}.cdxj"'
    response["Cache-Control"] = "private, no-cache"
    return response
