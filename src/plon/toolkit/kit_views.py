"""Kits: ask for one, watch it being made, take it, stop it."""

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
from plon.history.receipts import take_once
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.toolkit import kit_actions
from plon.toolkit.content import title_text
from plon.toolkit.facts import Facts, load_facts
from plon.toolkit.forms import KitForm
from plon.toolkit.kit_state import state_of
from plon.toolkit.labels import tool_name, tool_purpose
from plon.toolkit.models import Kit, MaterialVersion
from plon.toolkit.photos import may_stay
from plon.toolkit.queries import get_kit_for, get_version_for, kits_of
from plon.typeset.tools import table

SECTION = "tools"
# Left out unless somebody wants them: they say nothing before an event is filled in.
NOT_AT_FIRST = frozenset({"invitation"})


@login_required
@take_once
def kits(request: HttpRequest, project: str) -> HttpResponse:
    """The kits of a project, and the form that asks for another, with everything chosen."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    facts = load_facts(found)
    form = KitForm(request.POST or None, facts=facts, initial=_first(facts))
    if request.method == "POST" and form.is_valid():
        try:
            kit = kit_actions.request_kit(found, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("toolkit:kit", project, kit.public_id)
    context = {
        **workspace_context(found, request.user, SECTION),
        "form": form,
        "facts": facts,
        "kits": list(kits_of(found)[:10]),
        "purposes": [(key, tool_name(key), tool_purpose(key)) for key in table.tools()],
    }
    return render(request, "toolkit/kits.html", context, status=422 if form.errors else 200)


def _first(facts: Facts) -> dict[str, object]:
    """Return what a kit has at first: the first results, in the languages in which one has a title, every tool."""
    languages = [code for code in facts.languages if any(title_text(result, code) for result in facts.results.values())]
    return {
        "results": [result.public_id for result in facts.results.values()][:1],
        "languages": languages,
        "tools": [key for key in table.tools() if key not in NOT_AT_FIRST],
    }


@login_required
@never_cache
def kit(request: HttpRequest, project: str, kit: str) -> HttpResponse:
    """One kit: how far it is; what lies in it, and what was left out and why."""
    found = get_kit_for(request.user, project, kit)
    context = {**workspace_context(found.project, request.user, SECTION), "kit": found, **state_of(found)}
    return render(request, "toolkit/kit.html", context)


@login_required
@never_cache
@require_safe
def kit_state(request: HttpRequest, project: str, kit: str) -> HttpResponse:
    """The part of the page that changes while the kit is made."""
    found = get_kit_for(request.user, project, kit)
    context = {**workspace_context(found.project, request.user, SECTION), "kit": found, **state_of(found)}
    return render(request, "toolkit/_kit_state.html", context)


@login_required
@require_POST
def cancel(request: HttpRequest, project: str, kit: str) -> HttpResponse:
    """Stop a kit that is being made."""
    found = get_kit_for(request.user, project, kit, EDIT)
    if kit_actions.cancel_kit(found, by=person_of(request)):
        messages.success(request, _("Stopped."))
    return redirect("toolkit:kit", project, kit)


@login_required
@require_safe
def kit_file(request: HttpRequest, project: str, kit: str) -> HttpResponseBase:
    """The ZIP."""
    found = get_kit_for(request.user, project, kit)
    if not found.path or not _may_go_out(found):
        raise Http404
    return _handed(request, found, found.name, "application/zip")


def _may_go_out(kit: Kit) -> bool:
    return all(may_stay(photo) for photo in kit.photos.prefetch_related("consents"))


@login_required
@require_safe
def version_file(request: HttpRequest, project: str, version: str) -> HttpResponseBase:
    """A file of a tool; one whose photo may not be shown any more is handed out to nobody."""
    found = get_version_for(request.user, project, version)
    if not found.path or (found.photo is not None and not may_stay(found.photo, found.material.tool)):
        raise Http404
    return _handed(request, found, found.name, found.media_type)


def _handed(request: HttpRequest, row: Kit | MaterialVersion, name: str, media_type: str) -> HttpResponseBase:
    try:
        file = Handed(storages["default"], row.path, name, media_type, row.size, row.sha256)
        return hand_out(request, file)
    except OSError as missing:
        raise Http404 from missing
