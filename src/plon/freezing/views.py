"""Freeze a project from its workspace: ask for it, watch it being made, take it, stop it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.files.handing import Handed, hand_out
from plon.freezing.actions import cancel_frozen_site, request_frozen_site
from plon.freezing.models import FrozenSite
from plon.freezing.queries import get_site_for, may_go_out, sites_of
from plon.history.receipts import take_once
from plon.jobs.lengthy import WorkState
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT, VIEW

SECTION = "frozen"
_SHOWN = 10


@login_required
@take_once
def index(request: HttpRequest, project: str) -> HttpResponse:
    """What it is to freeze a project, the button that does it, and what was frozen before."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    if request.method == "POST":
        try:
            site = request_frozen_site(found, by=person_of(request))
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
            return redirect("freezing:index", project)
        return redirect("freezing:site", project, site.public_id)
    context = {**workspace_context(found, request.user, SECTION), "sites": list(sites_of(found)[:_SHOWN])}
    return render(request, "freezing/workspace/index.html", context)


@login_required
@never_cache
@require_safe
def site(request: HttpRequest, project: str, site: str) -> HttpResponse:
    """One frozen site: how far it is, and the file when it is there."""
    return _shown(request, get_site_for(request.user, project, site), "freezing/workspace/site.html")


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, project: str, site: str) -> HttpResponse:
    """The part of the page that changes while it is made."""
    return _shown(request, get_site_for(request.user, project, site), "freezing/workspace/_state.html")


def _shown(request: HttpRequest, found: FrozenSite, template: str) -> HttpResponse:
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "site": found,
        "is_ready": found.state == WorkState.DONE and bool(found.path),
        "share": found.share,
    }
    return render(request, template, context)


@login_required
@require_POST
def cancel(request: HttpRequest, project: str, site: str) -> HttpResponse:
    """Stop one that is being made."""
    found = get_site_for(request.user, project, site, EDIT)
    if cancel_frozen_site(found, by=person_of(request)):
        messages.success(request, _("Stopped."))
    return redirect("freezing:site", project, site)


@login_required
@require_safe
def file(request: HttpRequest, project: str, site: str) -> HttpResponseBase:
    """The ZIP; one with something that is not public any more is handed out to nobody."""
    found = get_site_for(request.user, project, site)
    if not may_go_out(found):
        raise Http404
    try:
        zipped = Handed(storages["default"], found.path, found.name, "application/zip", found.size, found.sha256)
        return hand_out(request, zipped)
    except OSError as missing:
        raise Http404 from missing
