"""Pages of one's projects: the list, beginning and claiming one, its overview and settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.organisations.queries import find_organisations
from plon.programme.codelists import codelist
from plon.programme.numbers import parse_number, problem_text
from plon.programme.places import country_name
from plon.projects import actions, queries
from plon.projects.filling import own_workspace, told_by_number, waiting_claim
from plon.projects.forms import (
    MOST_SUGGESTED,
    ClaimForm,
    DeleteForm,
    NewProjectForm,
    NumberForm,
    ProjectForm,
    initial_of,
)
from plon.projects.life import life_of
from plon.projects.overview import panels_for, reminders_for, steps_for, tiles_for
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """My projects; for officers, all projects."""
    user = person_of(request)
    words = request.GET.get("q", "")[:200]
    page = Paginator(queries.projects_for_list(user, words), 20).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "today": timezone.localdate(),
        "claims": queries.waiting_claims_of(user),
        "invitations": queries.open_invitations_for(user),
        "number_form": NumberForm(),
    }
    return render(request, "projects/index.html", context)


@login_required
@take_once
def new(request: HttpRequest) -> HttpResponse:
    """Begin a project by hand."""
    typed = request.GET.get("number", "")[:100]
    told = {"number": typed, "organisation_country": "PL", **told_by_number(typed)}
    form = NewProjectForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        user = person_of(request)
        try:
            with transaction.atomic():
                project = actions.create_project(
                    by=user, organisation=form.organisation_to_use(user), texts=form.texts(), **form.record()
                )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            _warn_of_number(request, project.number)
            step = next(step for step in steps_for(project) if not step.is_done)
            link = format_html('<a href="{}">{}</a>', step.url, step.label)
            messages.success(request, format_html("{} {}", _("Your project is here. Go on:"), link))
            return redirect(project.get_workspace_url())
    context = {"form": form, **_understood(str(form["number"].value() or ""))}
    return render(request, "projects/new.html", context)


@login_required
def number(request: HttpRequest) -> HttpResponse:
    """What Plon understands of a project number while it is typed (a fragment)."""
    return render(request, "projects/_number.html", _understood(request.GET.get("number", "")))


def _understood(raw: str) -> dict[str, object]:
    language = get_language() or "en"
    number, term = parse_number(raw), None
    if number.action:
        term = codelist("action_types").get(number.action)
    return {
        "number": number,
        "country": country_name(number.country, language) if number.country else "",
        "action": term.name(language) if term else "",
        "field_name": codelist("fields").name(number.field, language) if number.field else "",
        "problems": [problem_text(problem, language) for problem in number.problems if problem != "empty"],
        "known": queries.find_by_number(raw) if number.normalised else None,
    }


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations that Plon knows by a name (a fragment: "is it one of these?")."""
    words = request.GET.get("organisation_name", "")[:200]
    context = {"suggestions": find_organisations(words)[:MOST_SUGGESTED]}
    return render(request, "projects/_organisations.html", context)


def _warn_of_number(request: HttpRequest, number: str) -> None:
    language = get_language() or "en"
    for problem in parse_number(number).problems:
        if problem != "empty":
            messages.warning(request, problem_text(problem, language))


@login_required
@take_once
def claim(request: HttpRequest) -> HttpResponse:
    """Find a project by its number and ask for it."""
    user = person_of(request)
    raw = request.POST.get("number") or request.GET.get("number") or ""
    number_form = NumberForm({"number": raw} if raw else None)
    found = queries.find_by_number(raw) if raw and number_form.is_valid() else None
    form = ClaimForm(request.POST if request.method == "POST" and found else None)
    if found and form.is_valid():
        try:
            actions.claim_project(found, by=user, explanation=form.cleaned_data["explanation"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your claim was sent to the agency. You get a letter with the answer."))
            return redirect("projects:index")
    context = {
        "number_form": number_form,
        "form": form,
        "found": found,
        "raw": raw,
        "understood": _understood(raw),
        "number": parse_number(raw),
        "own": own_workspace(user, found) if found else None,
        "is_led": found is not None and queries.coordinators_of(found).exists(),
        "is_in_team": found is not None and found.memberships.filter(person=user).exists(),
        "has_asked": found is not None and waiting_claim(user, found) is not None,
    }
    return render(request, "projects/claim.html", context)


@login_required
def overview(request: HttpRequest, project: str) -> HttpResponse:
    """One project at a glance: the chain, what to do next, who is in it."""
    found = queries.get_project_for(request.user, project)
    steps = steps_for(found)
    context = {
        **workspace_context(found, request.user, "overview"),
        "reminders": reminders_for(found),
        "tiles": tiles_for(found),
        "panels": panels_for(found),
        "steps": steps,
        "next_step": next((step for step in steps if not step.is_done), None),
        "life": life_of(found.start, found.end, timezone.localdate()),
        "summary": found.summary_in(get_language() or "en"),
        "partnerships": found.partnerships.select_related("organisation"),
        "members": found.memberships.select_related("person"),
        "events": queries.events_of(found)[:6],
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
        (str(form.fields[name].label), form.shown(name, form.initial.get(name)))
        for name in form.changed_data
        if name != "version"
    ]


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
