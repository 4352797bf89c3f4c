"""Decisions: made, changed, closed; and the changes of the plan that they led to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.findings import actions
from plon.findings.changing import choices_of, page_of, recent_changes
from plon.findings.enums import DecisionState
from plon.findings.forms import ClosingForm, DecisionForm, ItemForm, initial_decision
from plon.findings.models import Decision, Finding, PlanChange
from plon.findings.queries import get_decision_for, get_finding_for
from plon.history.models import Event
from plon.history.receipts import take_once
from plon.plans.saving_together import Saving, save_together, seen_by
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT

SECTION = "findings"
UNPROCESSABLE = 422


def _back(decision: Decision) -> str:
    address = reverse("findings:finding", args=[decision.finding.project.public_id, decision.finding.public_id])
    return f"{address}#{decision.public_id}"


@login_required
@take_once
def add(request: HttpRequest, project: str, finding: str) -> HttpResponse:
    """Decide what follows from a finding."""
    found = get_finding_for(request.user, project, finding, EDIT)
    saving = save_together(
        request,
        lambda data: DecisionForm(data, project=found.project, initial=initial_decision(None)),
        0,
        lambda form: actions.add_decision(found, by=person_of(request), **form.values()),
    )
    if saving.is_saved:
        messages.success(request, _("Decided. If it changes the plan, go and change it from here."))
        return redirect(_back(saving.saved))
    return _form_page(request, found, saving)


@login_required
def change(request: HttpRequest, project: str, finding: str, decision: str) -> HttpResponse:
    """Change what was decided."""
    found = get_decision_for(request.user, project, finding, decision, EDIT)
    initial = initial_decision(found)
    saving = save_together(
        request,
        lambda data: DecisionForm(data, project=found.finding.project, initial=initial),
        initial["version"],
        lambda form: actions.change_decision(
            found, by=person_of(request), version=form.cleaned_data["version"], **form.values()
        ),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect(_back(found))
    return _form_page(request, found.finding, saving, found)


def _form_page(
    request: HttpRequest, finding: Finding, saving: Saving, decision: Decision | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        **workspace_context(finding.project, request.user, SECTION),
        "form": saving.form, "theirs": saving.theirs, "finding": finding, "decision": decision,
        "seen": seen_by(saving.form),
    }  # fmt: skip
    return render(request, "findings/decision_form.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
def state(request: HttpRequest, project: str, finding: str, decision: str) -> HttpResponse:
    """Say what became of a decision, or take it up again."""
    found = get_decision_for(request.user, project, finding, decision, EDIT)
    if request.method == "POST" and request.POST.get("state") == DecisionState.OPEN:
        actions.reopen_decision(found, by=person_of(request))
        return redirect(_back(found))
    initial = {"state": DecisionState.DONE if found.is_open else found.state, "reason": found.reason,
               "on": found.closed_on or timezone.localdate()}  # fmt: skip
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_decision(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect(_back(found))
    context = {
        **workspace_context(found.finding.project, request.user, SECTION),
        "form": form, "decision": found, "finding": found.finding,
    }  # fmt: skip
    return render(request, "findings/decision_state.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, project: str, finding: str, decision: str) -> HttpResponse:
    """Take a decision out; the project's history can put it back."""
    found = get_decision_for(request.user, project, finding, decision, EDIT)
    actions.remove_decision(found, by=person_of(request))
    messages.success(request, _("The decision is removed. The project's history can put it back."))
    return redirect("findings:finding", project, finding)


@login_required
def plan(request: HttpRequest, project: str, finding: str, decision: str) -> HttpResponse:
    """Go and change the plan because of a decision, or pick from what was changed lately."""
    found = get_decision_for(request.user, project, finding, decision, EDIT)
    the_project, language = found.finding.project, get_language() or "en"
    form = ItemForm(request.GET if "item" in request.GET else None)
    form.offer(choices_of(the_project, language))
    if request.method == "POST":
        _link(request, found)
        return redirect(_back(found))
    if form.is_bound and form.is_valid():
        return redirect(f"{page_of(the_project, form.cleaned_data['item'])}?because={found.public_id}")
    context = {
        **workspace_context(the_project, request.user, SECTION),
        "decision": found, "finding": found.finding, "form": form,
        "recent": recent_changes(the_project, found),
    }  # fmt: skip
    return render(request, "findings/change_plan.html", context)


def _link(request: HttpRequest, decision: Decision) -> None:
    keys = {int(key) for key in request.POST.getlist("event") if key.isdecimal() and len(key) < 18}
    linked = 0
    for event in Event.objects.filter(pk__in=keys, project_id=decision.finding.project_id).order_by("at", "pk"):
        try:
            actions.link_change(decision, event, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, words_of(refusal))
        else:
            linked += 1
    if linked:
        words = ngettext("%(n)s change of the plan is linked.", "%(n)s changes of the plan are linked.", linked)
        messages.success(request, words % {"n": linked})
    elif not keys:
        messages.info(request, _("Nothing was ticked, so nothing is linked."))


@login_required
@require_POST
def unlink(request: HttpRequest, project: str, finding: str, decision: str, change: int) -> HttpResponse:
    """Take the link to a change of the plan away; the plan stays as it is."""
    found = get_decision_for(request.user, project, finding, decision, EDIT)
    actions.unlink_change(get_object_or_404(PlanChange, pk=change, decision=found), by=person_of(request))
    messages.success(request, _("The link is taken away. The plan stays as it is."))
    return redirect(_back(found))
