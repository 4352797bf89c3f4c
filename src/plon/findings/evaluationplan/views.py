"""The pages of the evaluation plan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.findings import actions
from plon.findings.actions.ready import APPLIED
from plon.findings.evaluationplan.exporting import csv_of, workbook_of
from plon.findings.evaluationplan.forms import QuestionForm, initial_question
from plon.findings.evaluationplan.ready import fitting
from plon.findings.evaluationplan.wording import gaps_of, method_words, subject_words
from plon.findings.models import EvaluationQuestion
from plon.findings.queries import get_question_for, questions_in
from plon.findings.undoing import event_to_undo
from plon.history.models import Event
from plon.history.receipts import take_once
from plon.plans.saving_together import Saving, save_together, seen_by
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT
from plon.tables import MEDIA_TYPES

SECTION = "evaluationplan"
UNPROCESSABLE = 422


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The evaluation plan as a table, or ready plans to begin from."""
    found, language = get_project_for(request.user, project), get_language() or "en"
    questions = list(questions_in(found))
    today = timezone.localdate()
    known = {question.origin for question in questions}
    ready = [(plan, any(each.origin not in known for each in plan.questions)) for plan in fitting(found.action_type)]
    context = {
        **workspace_context(found, request.user, SECTION),
        "rows": [_row(question, language, today) for question in questions],
        "gaps": gaps_of(questions) if questions else [],
        "ready": [(plan.code, plan.name(language), plan.explanation(language), len(plan.questions), is_new)
                  for plan, is_new in ready],
        "undo": event_to_undo(request, found, "added", APPLIED),
        "removed": event_to_undo(request, found, "removed", "evaluation_question.removed"),
    }  # fmt: skip
    return render(request, "findings/plan.html", context)


def _row(question: EvaluationQuestion, language: str, today: Any) -> dict[str, object]:
    return {
        "question": question,
        "subject": subject_words(question, language),
        "methods": method_words(question),
        "is_late": bool(not question.is_done and question.due_on and question.due_on < today),
    }


@login_required
@take_once
def add(request: HttpRequest, project: str) -> HttpResponse:
    """Put a question into the plan."""
    found = get_project_for(request.user, project, EDIT)
    saving = save_together(
        request,
        lambda data: QuestionForm(data, project=found, initial=initial_question(None)),
        0,
        lambda form: actions.add_question(found, by=person_of(request), **form.values()),
    )
    if saving.is_saved:
        messages.success(request, _("The question stands in the evaluation plan."))
        return redirect("findings:plan", project)
    return _form_page(request, found, saving)


@login_required
def change(request: HttpRequest, project: str, question: str) -> HttpResponse:
    """Change a question, or say on which day it was answered."""
    row = get_question_for(request.user, project, question, EDIT)
    initial = initial_question(row)
    saving = save_together(
        request,
        lambda data: QuestionForm(data, project=row.project, initial=initial),
        initial["version"],
        lambda form: actions.change_question(
            row, by=person_of(request), version=form.cleaned_data["version"], **form.values()
        ),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("findings:plan", project)
    return _form_page(request, row.project, saving, question=row)


def _form_page(
    request: HttpRequest, project: Project, saving: Saving, question: EvaluationQuestion | None = None
) -> HttpResponse:
    context = {
        **workspace_context(project, request.user, SECTION),
        "form": saving.form, "theirs": saving.theirs, "question": question, "seen": seen_by(saving.form),
    }  # fmt: skip
    return render(request, "findings/question.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
@require_POST
def done(request: HttpRequest, project: str, question: str) -> HttpResponse:
    """Say that a question was answered today, or that it was not yet."""
    row = get_question_for(request.user, project, question, EDIT)
    is_done = request.POST.get("state") != "planned"
    actions.mark_done(row, by=person_of(request), on=timezone.localdate() if is_done else None)
    return redirect(f"{reverse('findings:plan', args=[project])}#{row.public_id}")


@login_required
@require_POST
def remove(request: HttpRequest, project: str, question: str) -> HttpResponse:
    """Take a question out; the plan then offers to undo it."""
    row = get_question_for(request.user, project, question, EDIT)
    event = actions.remove_question(row, by=person_of(request))
    return redirect(f"{reverse('findings:plan', args=[project])}?removed={event.pk}")


@login_required
@require_POST
def apply(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """Take over a ready plan: questions that do not stand there yet."""
    found = get_project_for(request.user, project, EDIT)
    try:
        event = actions.apply_ready_plan(found, code, by=person_of(request), language=get_language() or "en")
    except DomainError as refusal:
        raise Http404(str(refusal)) from refusal
    if event is None:
        messages.info(request, _("All its questions stand in your plan already."))
        return redirect("findings:plan", project)
    return redirect(f"{reverse('findings:plan', args=[project])}?added={event.pk}")


@login_required
@require_POST
def undo(request: HttpRequest, project: str, event: int) -> HttpResponse:
    """Take back what a ready plan brought."""
    found = get_project_for(request.user, project, EDIT)
    past = get_object_or_404(Event, pk=event, project_id=found.pk, kind=APPLIED)
    try:
        gone, kept = actions.undo_ready_plan(past, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
        return redirect("findings:plan", project)
    told = ngettext("%(n)s question was taken out.", "%(n)s questions were taken out.", gone) % {"n": gone}
    if kept:
        stays = ngettext(
            "%(n)s stays, because somebody worked on it.", "%(n)s stay, because somebody worked on them.", kept
        )
        told = f"{told} {stays % {'n': kept}}"
    messages.success(request, told)
    return redirect("findings:plan", project)


@login_required
@require_safe
def export(request: HttpRequest, project: str, ending: str) -> HttpResponse:
    """The plan as XLSX or CSV."""
    found, language = get_project_for(request.user, project), get_language() or "en"
    if ending not in MEDIA_TYPES:
        raise Http404
    made = (csv_of if ending == "csv" else workbook_of)(questions_in(found), language)
    response = HttpResponse(made, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="evaluation-plan-{found.public_id}.{ending}"'
    return response
