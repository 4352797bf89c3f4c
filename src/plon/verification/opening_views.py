"""Rooms for auditors in the workspace: open one, see its address and its log, prolong or close it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import MANAGE, VIEW
from plon.verification import actions
from plon.verification.forms import ProlongForm, RoomForm
from plon.verification.letter import was_sent
from plon.verification.presenting import visits_of
from plon.verification.queries import get_issued_for, get_room_for
from plon.verification.secret import address_of
from plon.verification.views import SECTION


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def new_room(request: HttpRequest, project: str, issued: str) -> HttpResponse:
    """Open a room for an auditor."""
    found = get_issued_for(request.user, project, issued, MANAGE)
    form = RoomForm(request.POST or None, initial={"language": found.language})
    if request.method == "POST" and form.is_valid():
        try:
            room = actions.open_room(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("verification:room", project, room.public_id)
    context = {**workspace_context(found.project, request.user, SECTION), "issued": found, "form": form}
    return render(request, "verification/new_room.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, project: str, room: str) -> HttpResponse:
    """One room: its address for coordinators, what was opened in it, how long it stays open."""
    found = get_room_for(request.user, project, room, MANAGE if request.method == "POST" else VIEW)
    form = ProlongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.prolong_room(found, by=person_of(request), days=form.cleaned_data["days"])
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The room stays open."))
            return redirect("verification:room", project, room)
    context = workspace_context(found.project, request.user, SECTION)
    context |= {
        "room": found, "issued": found.issued, "form": form, "visits": visits_of(found),
        "was_sent": bool(found.email) and was_sent(found),
        "address": address_of(found) if context["can_manage"] and found.is_open else "",
    }  # fmt: skip
    return render(request, "verification/room.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def close_room(request: HttpRequest, project: str, room: str) -> HttpResponse:
    """Close a room at once."""
    found = get_room_for(request.user, project, room)
    try:
        actions.close_room(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("The room is closed: its address opens nothing any more."))
    return redirect("verification:room", project, room)
