"""Statements about an indicator: add one, take one out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.evaluation.actions import add_statement, remove_statement
from plon.evaluation.forms import StatementForm
from plon.evaluation.queries import get_indicator_for, get_statement_for
from plon.evaluation.rules import may_take_back
from plon.evaluation.value_views import UNPROCESSABLE
from plon.evaluation.views import SECTION
from plon.evidence.queries import evidence_of, visible_among
from plon.history.receipts import take_once
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE


@login_required
@take_once
def add(request: HttpRequest, project: str, indicator: str) -> HttpResponse:
    """Keep what somebody says of an indicator."""
    found = get_indicator_for(request.user, project, indicator, CONTRIBUTE)
    pieces = visible_among(request.user, evidence_of(found.project), found.project)
    form = StatementForm(request.POST or None, pieces=pieces, initial={"kind": "quote"})
    if request.method == "POST" and form.is_valid():
        try:
            add_statement(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The statement is kept."))
            return redirect("evaluation:indicator", project, indicator)
    context = {**workspace_context(found.project, request.user, SECTION), "indicator": found, "form": form}
    return render(request, "evaluation/state.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
def remove(request: HttpRequest, project: str, indicator: str, statement: str) -> HttpResponse:
    """Take a statement out for good, after a question."""
    found = get_statement_for(request.user, project, indicator, statement, CONTRIBUTE)
    if not may_take_back(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        remove_statement(found, by=person_of(request))
        messages.success(request, _("The statement is taken out."))
        return redirect("evaluation:indicator", project, indicator)
    context = {**workspace_context(found.project, request.user, SECTION), "statement": found}
    return render(request, "evaluation/unstate.html", context)
