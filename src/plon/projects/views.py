"""Pages of one's projects: the list, beginning and claiming one, its overview, settings and history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.models import User
from plon.errors import DomainError
from plon.history.models import Event
from plon.history.receipts import take_once
from plon.organisations.actions import add_organisation
from plon.programme.numbers import parse_number, problem_text
from plon.projects import actions, queries
from plon.projects.forms import ClaimForm, DeleteForm, NewProjectForm, NumberForm, ProjectForm, initial_of
from plon.projects.overview import steps_for, tiles_for
from plon.projects.pages import workspace_context
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.restoring import can_restore, restore
from plon.projects.rules import EDIT, MANAGE


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person (for views behind login_required)."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  login_required has seen to it
    return user


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """My projects; for officers, all projects."""
    user = person_of(request)
    words = request.GET.get("q", "")[:200]
    page = Paginator(queries.projects_for_list(user, words), 20).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "claims": queries.waiting_claims_of(user),
        "invitations": queries.open_invitations_for(user),
        "number_form": NumberForm(),
    }
    return render(request, "projects/index.html", context)


@login_required
@take_once
def new(request: HttpRequest) -> HttpResponse:
    """Begin a project by hand."""
    form = NewProjectForm(request.POST or None, initial={"number": request.GET.get("number", "")[:100]})
    if request.method == "POST" and form.is_valid():
        user, data = person_of(request), form.cleaned_data
        try:
            organisation = add_organisation(
                by=user,
                name=data["organisation_name"],
                country=data["organisation_country"],
                city=data["organisation_city"],
                kind=data["organisation_kind"],
            )
            project = actions.create_project(by=user, organisation=organisation, texts=form.texts(), **form.record())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            _warn_of_number(request, project.number)
            messages.success(request, _("Your project is here. What is its first result?"))
            return redirect(project.get_workspace_url())
    return render(request, "projects/new.html", {"form": form})


def _warn_of_number(request: HttpRequest, number: str) -> None:
    language = get_language() or "en"
    for problem in parse_number(number).problems:
        if problem != "empty":
            messages.warning(request, problem_text(problem, language))


@login_required
@take_once
def claim(request: HttpRequest) -> HttpResponse:
    """Find a project by its number and ask for it."""
    raw = request.POST.get("number") or request.GET.get("number") or ""
    number_form = NumberForm({"number": raw} if raw else None)
    found = queries.find_by_number(raw) if raw and number_form.is_valid() else None
    form = ClaimForm(request.POST if request.method == "POST" and found else None)
    if found and request.method == "POST" and form.is_valid():
        try:
            actions.claim_project(found, by=person_of(request), explanation=form.cleaned_data["explanation"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your claim was sent to the agency. You get a letter with the answer."))
            return redirect("projects:index")
    context = {"number_form": number_form, "form": form, "found": found, "raw": raw, "number": parse_number(raw)}
    return render(request, "projects/claim.html", context)


@login_required
def overview(request: HttpRequest, project: str) -> HttpResponse:
    """One project at a glance: the chain, what to do next, who is in it."""
    found = queries.get_project_for(request.user, project)
    steps = steps_for(found)
    context = {
        **workspace_context(found, request.user, "overview"),
        "tiles": tiles_for(found),
        "steps": steps,
        "next_step": next((step for step in steps if not step.is_done), None),
        "summary": found.summary_in(get_language() or "en"),
        "partnerships": found.partnerships.select_related("organisation"),
        "events": Event.objects.filter(project_id=found.pk)[:6],
    }
    return render(request, "projects/overview.html", context)


@login_required
def settings(request: HttpRequest, project: str) -> HttpResponse:
    """The record: what the application and the grant agreement say."""
    found = queries.get_project_for(request.user, project)
    form = ProjectForm(request.POST or None, initial=initial_of(found))
    theirs: list[tuple[str, str]] = []
    if request.method == "POST":
        found = queries.get_project_for(request.user, project, EDIT)
        if form.is_valid():
            try:
                actions.change_project(
                    found,
                    by=person_of(request),
                    version=form.cleaned_data["version"],
                    texts=form.texts(),
                    **form.record(),
                )
            except ChangedMeanwhile as refusal:
                theirs = _what_they_saved(form)
                form.data = {**{name: form[name].value() for name in form.fields}, "version": str(found.version)}
                show_refusal(form, refusal)
            except (DomainError, ValidationError) as refusal:
                show_refusal(form, refusal)
            else:
                _warn_of_number(request, form.cleaned_data["number"])
                messages.success(request, _("Saved."))
                return redirect("projects:settings", project)
    context = {**workspace_context(found, request.user, "settings"), "form": form, "theirs": theirs}
    return render(request, "projects/settings.html", context)


def _what_they_saved(form: ProjectForm) -> list[tuple[str, str]]:
    return [
        (str(form.fields[name].label), str(form.initial.get(name) or "—"))
        for name in form.changed_data
        if name != "version"
    ]


@login_required
def history(request: HttpRequest, project: str) -> HttpResponse:
    """Who did what, when, and what it was before."""
    found = queries.get_project_for(request.user, project)
    page = Paginator(Event.objects.filter(project_id=found.pk), 30).get_page(request.GET.get("page"))
    rows = [(event, can_restore(event)) for event in page]
    context = {**workspace_context(found, request.user, "history"), "page": page, "rows": rows}
    return render(request, "projects/history.html", context)


@login_required
@require_POST
def restore_event(request: HttpRequest, project: str, event: int) -> HttpResponse:
    """Put back what one event changed."""
    found = queries.get_project_for(request.user, project, EDIT)
    past = get_object_or_404(Event, pk=event, project_id=found.pk)
    if can_restore(past):
        try:
            restore(past, by=person_of(request))
        except (DomainError, ValidationError) as refusal:
            text = "; ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            messages.error(request, text)
        else:
            messages.success(request, _("The earlier text is back."))
    return redirect("projects:history", project)


@login_required
def delete(request: HttpRequest, project: str) -> HttpResponse:
    """Delete a project of which nothing was ever public."""
    found = queries.get_project_for(request.user, project, MANAGE)
    form = DeleteForm(request.POST or None, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_project(found, by=person_of(request))
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The project was deleted."))
            return redirect("projects:index")
    return render(request, "projects/delete.html", {**workspace_context(found, request.user, "settings"), "form": form})
