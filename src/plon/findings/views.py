"""The pages of findings: all of them, one of them, writing one down."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.evaluation.figures.gathering import book_of
from plon.findings import actions
from plon.findings.figures import figures_of
from plon.findings.forms import FindingForm, initial_finding
from plon.findings.models import Finding
from plon.findings.offered import offered_in
from plon.findings.queries import findings_of, get_finding_for, questions_in, tell_finding
from plon.findings.undoing import event_to_undo
from plon.history.receipts import take_once
from plon.plans.saving_together import Saving, save_together, seen_by
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT

SECTION = "findings"
UNPROCESSABLE = 422


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All findings with what was decided, and the indicators that ask for one."""
    found = get_project_for(request.user, project)
    told = findings_of(found)
    rests_on = {figure.key for finding in told for figure in finding.figures}
    attention = [each for each in figures_of(book_of(found), "") if each.needs_look and each.key not in rests_on]
    context = {
        **workspace_context(found, request.user, SECTION),
        "findings": told,
        "attention": attention,
        "open": sum(finding.is_open for finding in told),
        "removed": event_to_undo(request, found, "removed", "finding.removed"),
    }
    return render(request, "findings/index.html", context)


@login_required
@require_safe
def finding(request: HttpRequest, project: str, finding: str) -> HttpResponse:
    """One finding: its figures then and now, decisions, changes of the plan."""
    found = get_finding_for(request.user, project, finding)
    now = {figure.key: figure for figure in offered_in(found.project)}
    told = tell_finding(found, timezone.localdate())
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "finding": told,
        "figures": [(figure, now.get(figure.key)) for figure in told.figures],
    }
    return render(request, "findings/finding.html", context)


@login_required
@take_once
def add(request: HttpRequest, project: str) -> HttpResponse:
    """Write a finding down; it may begin from a figure, or from a question of the evaluation plan."""
    found = get_project_for(request.user, project, EDIT)
    question = questions_in(found).filter(public_id=request.GET.get("question", "")).first()
    initial = initial_finding(None, question, request.GET.getlist("figure"))
    offered = offered_in(found)
    saving = save_together(
        request,
        lambda data: FindingForm(data, project=found, offered=offered, initial=initial),
        0,
        lambda form: actions.add_finding(found, by=person_of(request), figures=form.new_figures(), **form.values()),
    )
    if saving.is_saved:
        messages.success(request, _("The finding is written down. What do you decide?"))
        return redirect("findings:finding", project, saving.saved.public_id)
    return _form_page(request, found, saving)


@login_required
def change(request: HttpRequest, project: str, finding: str) -> HttpResponse:
    """Change a finding; figures that are kept stay as they were."""
    found = get_finding_for(request.user, project, finding, EDIT)
    initial = initial_finding(found, None, ())
    offered, kept = offered_in(found.project), list(found.figures.all())
    saving = save_together(
        request,
        lambda data: FindingForm(data, project=found.project, offered=offered, kept=kept, initial=initial),
        initial["version"],
        lambda form: _change(found, request, form),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("findings:finding", project, finding)
    return _form_page(request, found.project, saving, found)


def _change(found: Finding, request: HttpRequest, form: FindingForm) -> Finding:
    return actions.change_finding(
        found, by=person_of(request), version=form.cleaned_data["version"], figures=form.new_figures(),
        dropped=form.dropped(), **form.values(),
    )  # fmt: skip


def _form_page(request: HttpRequest, project: Project, saving: Saving, found: Finding | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        **workspace_context(project, request.user, SECTION),
        "form": saving.form, "theirs": saving.theirs, "finding": found, "seen": seen_by(saving.form),
    }  # fmt: skip
    return render(request, "findings/finding_form.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
def remove(request: HttpRequest, project: str, finding: str) -> HttpResponse:
    """Take a finding out with its decisions, after asking; the list then offers to undo it."""
    found = get_finding_for(request.user, project, finding, EDIT)
    if request.method == "POST":
        event = actions.remove_finding(found, by=person_of(request))
        return redirect(f"{reverse('findings:index', args=[project])}?removed={event.pk}")
    context = {**workspace_context(found.project, request.user, SECTION), "finding": found}
    return render(request, "findings/remove.html", context)
