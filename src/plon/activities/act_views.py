"""One act: log it, look at it, change it, move it on, copy it, remove it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.activities import actions
from plon.activities.actions.repeating import change_following
from plon.activities.attaching import CHOSEN, attach_from, keep_uploads
from plon.activities.enums import NEXT_STATES, ActivityState
from plon.activities.forms import ActForm, StateForm, initial_from, initial_of
from plon.activities.links import links_of
from plon.activities.models import Activity
from plon.activities.presenting import facts_of, proofs_of, reach_of
from plon.activities.queries import activities_of, chooseable_evidence, get_activity_for, lines_of, pieces_of
from plon.activities.refusals import StillNeeded
from plon.activities.rules import may_change
from plon.activities.series import following_count
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans.models import PlannedActivity
from plon.plans.saving_together import save_together, seen_by
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE


@login_required
def new(request: HttpRequest, project: str) -> HttpResponse:
    """Log an act: from a line of the plan, or free."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    # Files are kept first: a form that must be mended loses none, and long files hold up nobody's saving.
    uploads = keep_uploads(request, found, by=person_of(request)) if request.method == "POST" else []
    return _new(request, found, uploads)


@take_once
def _new(request: HttpRequest, found: Project, uploads: list[str]) -> HttpResponse:
    planned = _line(found, request.POST.get("planned") or request.GET.get("planned", ""))
    today = timezone.localdate()
    initial = initial_from(planned, today) if planned else {"start": today}
    form = ActForm(request.POST or None, project=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            activity = _log(found, request, form)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            attach_from(request, activity, uploads, by=person_of(request))
            messages.success(request, _("It is logged."))
            return redirect("activities:detail", found.public_id, activity.public_id)
    context = {**workspace_context(found, request.user, "activities"), "form": form, "planned": planned,
               "lines": lines_of(found) if planned is None else [], "pieces": chooseable_evidence(found),
               "chosen": [*uploads, *request.POST.getlist(CHOSEN)], "uploads": pieces_of(found, uploads)}  # fmt: skip
    return render(request, "activities/new.html", context)


def _line(project: Project, public_id: str) -> PlannedActivity | None:
    return PlannedActivity.objects.filter(project=project, public_id=public_id).first() if public_id else None


def _log(project: Project, request: HttpRequest, form: ActForm) -> Activity:
    values, reach = form.values(), form.reach()
    values["state"] = form.cleaned_data["state"]
    planned = values.pop("planned")
    return actions.log_activity(
        project, by=person_of(request), planned=planned, results=form.cleaned_data["results"],
        reach=reach if reach or not planned else None, **values,
    )  # fmt: skip


@login_required
def detail(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Show all of an act: facts, people, proofs, and what can be done next."""
    found = get_activity_for(request.user, project, activity)
    return _detail(
        request, found, StateForm(None, states=_next_of(found), day=found.start, initial=_state_initial(found))
    )


def _detail(request: HttpRequest, found: Activity, form: StateForm) -> HttpResponse:
    can_change = may_change(request.user, found)
    context = {
        **workspace_context(found.project, request.user, "activities"),
        "activity": found,
        "facts": facts_of(found),
        "reach": reach_of(found),
        "proofs": proofs_of(found, request.user),
        "can_change": can_change,
        "state_form": form,
        "links": links_of(found, request.user),
        "pieces": chooseable_evidence(found.project, without=found),
        "following": following_count(found) if found.series else 0,
    }
    return render(request, "activities/detail.html", context)


def _next_of(activity: Activity) -> frozenset[str]:
    return NEXT_STATES[activity.state]


def _state_initial(activity: Activity) -> dict[str, Any]:
    # What is open and over was done most of the time.
    is_over = activity.start is not None and activity.start <= timezone.localdate()
    state = ActivityState.DONE if is_over and ActivityState.DONE in _next_of(activity) else ""
    return {"version": activity.version, "start": activity.start, "state": state}


@login_required
def change(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Change an act; of a series, this one or all that follow it too."""
    found = get_activity_for(request.user, project, activity, CONTRIBUTE)
    initial = initial_of(found)
    saving = save_together(
        request,
        lambda data: ActForm(data, project=found.project, activity=found, initial=initial),
        found.version,
        lambda form: _change(request, found, form),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("activities:detail", project, activity)
    context = {**workspace_context(found.project, request.user, "activities"), "activity": found,
               "form": saving.form, "theirs": saving.theirs, "seen": seen_by(saving.form),
               "following": following_count(found) if found.series else 0}  # fmt: skip
    return render(request, "activities/change.html", context)


def _change(request: HttpRequest, found: Activity, form: ActForm) -> Activity:
    by, values = person_of(request), form.values()
    changed = actions.change_logged_activity(
        found, by=by, version=form.cleaned_data["version"], results=form.cleaned_data["results"], reach=form.reach(),
        **values,
    )  # fmt: skip
    if request.POST.get("apply") == "following" and found.series:
        change_following(changed, by=by, before=found)
    return changed


@login_required
@require_POST
def state(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Move an act on: done, postponed, cancelled, or back."""
    found = get_activity_for(request.user, project, activity, CONTRIBUTE)
    form = StateForm(request.POST, states=_next_of(found) | {found.state}, day=found.start)
    if form.is_valid():
        given = form.cleaned_data
        dates = {"start": given["start"]} if given["start"] and given["start"] != found.start else {}
        if dates and found.end and found.start:
            dates["end"] = given["start"] + (found.end - found.start)
        try:
            actions.set_state(found, by=person_of(request), state=given["state"], reason=given["reason"],
                              version=given["version"], **dates)  # fmt: skip
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:detail", project, activity)
    fresh = activities_of(found.project).select_related("project").get(pk=found.pk)
    return _detail(request, fresh, form)


@login_required
@require_POST
@take_once
def duplicate(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Plan the same again, and open the copy."""
    get_project_for(request.user, project, CONTRIBUTE)
    found = get_activity_for(request.user, project, activity)
    try:
        copy = actions.duplicate_logged_activity(found, by=person_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("activities:detail", project, activity)
    messages.success(request, _("Here is the copy: give it its date and change what is different."))
    return redirect("activities:change", project, copy.public_id)


@login_required
def remove(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """Remove an act after telling what goes with it; the list then offers to undo it."""
    found = get_activity_for(request.user, project, activity, CONTRIBUTE)
    if request.method == "POST":
        try:
            event = actions.remove_logged_activity(found, by=person_of(request))
        except StillNeeded as refusal:
            messages.error(request, str(refusal))
            return redirect("activities:detail", project, activity)
        return redirect(f"{reverse('activities:index', args=[project])}?removed={event.pk}")
    context = {**workspace_context(found.project, request.user, "activities"), "activity": found,
               "pieces": {proof.evidence for proof in found.proofs.all()}}  # fmt: skip
    return render(request, "activities/remove.html", context)
