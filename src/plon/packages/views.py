"""Packages of a project: ask for one, watch it being made, take it, stop it."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plon.errors import DomainError
from plon.files.handing import Handed, hand_out
from plon.history.receipts import take_once
from plon.jobs.lengthy import WorkState
from plon.packages import actions
from plon.packages.forms import PackageForm
from plon.packages.models import Package
from plon.packages.papers import fault_words
from plon.packages.queries import (
    SHOWN,
    get_package_for,
    holds_what_was_erased,
    last_erasure,
    packages_of,
    permission_for,
    permission_to_take,
)
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE, VIEW

SECTION = "packages"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The packages of a project, and the form that asks for another."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    may_take_all = request.user.has_perm(MANAGE, found)
    form = PackageForm(request.POST or None, project=found, may_take_all=may_take_all)
    if request.method == "POST" and form.is_valid():
        try:
            package = actions.request_package(found, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("packages:package", project, package.public_id)
    erased_at = last_erasure(found)
    context = {
        **workspace_context(found, request.user, SECTION),
        "form": form,
        "packages": [_shown(each, request, erased_at) for each in packages_of(found)[:SHOWN]],
    }
    return render(request, "packages/index.html", context, status=422 if form.errors else 200)


def _shown(package: Package, request: HttpRequest, erased_at: datetime.datetime | None) -> dict[str, object]:
    """Return a package with what the person may do with it."""
    is_withheld = holds_what_was_erased(package, erased_at)
    may_take = request.user.has_perm(permission_to_take(package), package.project)
    return {
        "package": package,
        "is_ready": package.state == WorkState.DONE and bool(package.path) and not is_withheld,
        "is_withheld": is_withheld,
        "share": package.share,
        "faults": fault_words(len(package.faults)) if package.faults else "",
        "may_take": may_take,
        "may_stop": request.user.has_perm(permission_for(package.made_for), package.project),
    }


@login_required
@never_cache
@require_safe
def package(request: HttpRequest, project: str, package: str) -> HttpResponse:
    """One package: how far it is, what it became."""
    found = get_package_for(request.user, project, package)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        **_shown(found, request, last_erasure(found.project)),
    }
    return render(request, "packages/package.html", context)


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, project: str, package: str) -> HttpResponse:
    """The part of the page that changes while the package is made."""
    found = get_package_for(request.user, project, package)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        **_shown(found, request, last_erasure(found.project)),
    }
    return render(request, "packages/_state.html", context)


@login_required
@require_POST
def cancel(request: HttpRequest, project: str, package: str) -> HttpResponse:
    """Stop a package that is being made."""
    found = get_package_for(request.user, project, package, EDIT)
    if not request.user.has_perm(permission_for(found.made_for), found.project):
        raise PermissionDenied
    if actions.cancel_package(found, by=person_of(request)):
        messages.success(request, _("Stopped."))
    return redirect("packages:package", project, package)


@login_required
@require_safe
def file(request: HttpRequest, project: str, package: str) -> HttpResponseBase:
    """The ZIP; the one with evidence for coordinators alone."""
    found = get_package_for(request.user, project, package)
    if not request.user.has_perm(permission_to_take(found), found.project):
        raise PermissionDenied
    if not found.path or holds_what_was_erased(found, last_erasure(found.project)):
        raise Http404
    try:
        return hand_out(
            request,
            Handed(storages["default"], found.path, found.name, "application/zip", found.size, found.sha256),
        )
    except OSError as missing:
        raise Http404 from missing
