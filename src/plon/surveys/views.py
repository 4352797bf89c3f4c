"""Surveys of a project: the list, a new one, one with its questions, settings, copies, files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.errors import DomainError
from plon.history.models import Event
from plon.history.receipts import take_once
from plon.plans.saving_together import save_together, seen_by
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.restoring import can_restore
from plon.projects.rules import EDIT, MANAGE
from plon.surveys import actions
from plon.surveys.banks import bank, banks
from plon.surveys.closing import received_of
from plon.surveys.definitions import definition_of
from plon.surveys.enums import QuestionKind
from plon.surveys.forms import (
    ANONYMOUS,
    EMPTY,
    BringForm,
    CopyForm,
    NewSurveyForm,
    SettingsForm,
    language_now,
    reader_of,
    settings_of,
)
from plon.surveys.models import Survey
from plon.surveys.presenting import languages_of, round_rows, rows_of, sections_of, troubles_of
from plon.surveys.queries import draft_of, get_survey_for, was_opened

SECTION = "surveys"
UNPROCESSABLE = 422


def survey_context(request: HttpRequest, survey: Survey, **more: Any) -> dict[str, Any]:
    """Return what every page of one survey shows around its own content."""
    return {**workspace_context(survey.project, request.user, SECTION), "survey": survey, **more}


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All surveys of a project, or what to start from."""
    found = get_project_for(request.user, project)
    reader = reader_of(language_now())
    context = {
        **workspace_context(found, request.user, SECTION),
        "rows": rows_of(found, language_now()),
        "banks": [(each.code, each.name[reader], each.about[reader]) for each in banks() if each.survey],
        "undo": undo_of(request, found),
    }
    return render(request, "surveys/index.html", context)


def undo_of(request: HttpRequest, project: Project) -> Event | None:
    """Return what was just taken out, if it can be put back."""
    wanted = request.GET.get("removed", "")
    if not wanted.isdecimal():
        return None
    event = Event.objects.filter(project_id=project.pk, pk=int(wanted[:18])).first()
    return event if event and event.kind.startswith("survey") and can_restore(event) else None


@login_required
@take_once
def new(request: HttpRequest, project: str) -> HttpResponse:
    """Begin a survey: `?start=event` chooses what from."""
    found = get_project_for(request.user, project, EDIT)
    ready = bank(request.GET.get("start", ""))
    form = NewSurveyForm(request.POST or None, project=found, initial=_first(found, ready.code if ready else ""))
    if request.method == "POST" and form.is_valid():
        about = _asker_of(found, request)
        try:
            survey = actions.create_survey(found, by=person_of(request), **form.values(), **about)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The survey is there. Look through its questions, then open a round."))
            return redirect("surveys:detail", project, survey.public_id)
    context = {**workspace_context(found, request.user, SECTION), "form": form}
    return render(request, "surveys/new.html", context, status=UNPROCESSABLE if form.errors else 200)


def _first(project: Project, start: str) -> dict[str, Any]:
    base = language_now()
    ready = bank(start)
    return {
        "start": start or EMPTY, "who": ANONYMOUS, "base_language": base,
        "name": ready.name[reader_of(base)] if ready else "",
        "has_pairs": bool(ready and ready.survey and ready.survey.has_pairs),
        "languages": [each for each in project.languages or [] if each != base],
    }  # fmt: skip


def _asker_of(project: Project, request: HttpRequest) -> dict[str, str]:
    """Return who asks and whom to ask, unless the team says otherwise: the coordinating organisation, who begins."""
    partnership = project.partnerships.select_related("organisation").filter(role=PartnershipRole.COORDINATOR).first()
    person = person_of(request)
    return {
        "asked_by": str(partnership.organisation)[:200] if partnership else "",
        "contact": f"{person}, {person.email}"[:300],
    }


@login_required
def bring(request: HttpRequest, project: str) -> HttpResponse:
    """Bring a survey in from a file."""
    found = get_project_for(request.user, project, EDIT)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            survey = actions.bring_survey(found, by=person_of(request), definition=form.cleaned_data["file"])
        except (DomainError, ValidationError) as refusal:
            form.add_error("file", words_of(refusal))
        else:
            messages.success(request, _("Brought in. Say who asks and whom to ask before you open it."))
            return redirect("surveys:detail", project, survey.public_id)
    context = {**workspace_context(found, request.user, SECTION), "form": form}
    return render(request, "surveys/bring.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_safe
def detail(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """One survey: its questions, languages and rounds, and what is missing before people can be asked."""
    found = get_survey_for(request.user, project, survey)
    draft = draft_of(found)
    rounds = list(found.rounds.select_related("activity"))
    context = survey_context(
        request, found,
        asked=draft.questionnaire,
        parts=sections_of(draft),
        spoken=languages_of(draft, language_now()),
        troubles=troubles_of(found, draft),
        rounds=round_rows(rounds),
        kinds=QuestionKind.choices,
        was_opened=any(each.opened_at for each in rounds),
        undo=undo_of(request, found.project),
    )  # fmt: skip
    return render(request, "surveys/detail.html", context)


@login_required
def settings(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Who asks, who can be known, from how many answers on, until when, in which languages."""
    found = get_survey_for(request.user, project, survey, EDIT)
    is_fixed, initial = was_opened(found), settings_of(found)
    saving = save_together(
        request,
        lambda data: SettingsForm(data, survey=found, is_fixed=is_fixed, initial=initial),
        found.version,
        lambda form: actions.change_survey(
            found, by=person_of(request), version=form.cleaned_data["version"], **form.values()
        ),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("surveys:detail", project, survey)
    context = survey_context(
        request, found, form=saving.form, theirs=saving.theirs, seen=seen_by(saving.form), is_fixed=is_fixed
    )
    return render(request, "surveys/settings.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
def remove(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Remove a survey with its answers, after telling what that means."""
    found = get_survey_for(request.user, project, survey, MANAGE)
    if request.method == "POST":
        try:
            event = actions.remove_survey(found, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("surveys:detail", project, survey)
        return redirect(f"{reverse('surveys:index', args=[project])}?removed={event.pk}")
    received = sum(received_of(found.rounds.values_list("pk", flat=True)).values())
    return render(request, "surveys/remove.html", survey_context(request, found, received=received))


@login_required
@take_once
def copy(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Copy a survey to one of the person's projects."""
    found = get_survey_for(request.user, project, survey, EDIT)
    roles = (TeamRole.EDITOR, TeamRole.COORDINATOR)
    mine = Project.objects.filter(memberships__person_id=person_of(request).pk, memberships__role__in=roles)
    form = CopyForm(
        request.POST or None, projects=list(mine.order_by("title")), initial={"to": project, "name": found.name}
    )
    if request.method == "POST" and form.is_valid():
        to = form.project()
        try:
            made = actions.copy_survey(found, by=person_of(request), project=to, name=form.cleaned_data["name"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Here is the copy."))
            return redirect("surveys:detail", to.public_id, made.public_id)
    context = survey_context(request, found, form=form)
    return render(request, "surveys/copy.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_safe
def definition(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """The survey as a file: what it asks, without people, rounds and answers."""
    found = get_survey_for(request.user, project, survey)
    answer = JsonResponse(definition_of(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="plon-survey-{found.public_id}.json"'
    answer["Cache-Control"] = "private, no-cache"
    return answer
