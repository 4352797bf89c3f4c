"""Labels in the office: candidates, proposals, what was decided, and the page of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.accounts.gates import officer_required
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.labels import actions, queries
from plon.labels.candidates import fields_of_candidates, strengths, with_projects
from plon.labels.enums import State
from plon.labels.forms import DecisionForm, OpinionForm, ProposalForm, WithdrawForm
from plon.labels.models import Label
from plon.labels.presenting import marks_of, named_fields
from plon.labels.rules import tie_to, why_no_opinion
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of
from plon.projects.queries import public_projects

A_PAGE = 30
UNPROCESSABLE, CONFLICT = 422, 409
SETTLED = (State.GIVEN, State.DECLINED, State.WITHDRAWN)


def language_now() -> str:
    return get_language() or "pl"


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """Projects whose results are used, lasting and well told, the strongest first."""
    fields = fields_of_candidates()
    chosen = request.GET.get("field", "")
    chosen = chosen if chosen in fields else ""
    page = Paginator(strengths(chosen), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        "tab": "candidates",
        "page": page,
        "candidates": with_projects(list(page)),
        "fields": named_fields(fields, language_now()),
        "chosen": chosen,
        "query": f"field={chosen}&" if chosen else "",
    }
    return render(request, "labels/office/candidates.html", context)


@officer_required
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a second opinion or a decision."""
    found = queries.office_labels([State.PROPOSED]).order_by("proposed_at", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", "1")[:9])
    return render(request, "labels/office/proposals.html", {"tab": "proposals", "page": page})


@officer_required
def decided(request: HttpRequest) -> HttpResponse:
    """What was given, declined, withdrawn, the newest first."""
    state = request.GET.get("state", "")
    states = [state] if state in SETTLED else list(SETTLED)
    found = queries.office_labels(states).order_by("-decided_at", "-pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        "tab": "decided", "page": page, "chosen": state if state in SETTLED else "",
        "states": [(each.value, each.label) for each in SETTLED],
        "query": f"state={state}&" if len(states) == 1 else "",
    }  # fmt: skip
    return render(request, "labels/office/decided.html", context)


@officer_required
@take_once
def propose(request: HttpRequest, candidate: str) -> HttpResponse:
    """Propose a label: each criterion with a mark, a sentence and its grounds."""
    found, officer = get_object_or_404(Project, public_id=candidate), person_of(request)
    if not public_projects().filter(pk=found.pk).exists():
        raise Http404
    form = ProposalForm(request.POST if request.method == "POST" else None, project=found)
    status, problem = 200, ""
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                label = actions.propose_label(
                    found, by=officer, kind=form.cleaned_data["kind"], judgements=form.judgements(),
                    result=form.results.get(form.cleaned_data["about"]),
                )  # fmt: skip
            except (DomainError, ValidationError) as refusal:
                status, problem = CONFLICT, words_of(refusal)
            else:
                messages.success(request, _("Proposed. Now another officer gives an opinion."))
                return redirect("office_labels:label", label.public_id)
    context = {
        "tab": "candidates", "project": found, "form": form, "problem": problem, "tie": tie_to(officer, found.pk)
    }  # fmt: skip
    return render(request, "labels/office/propose.html", context, status=status)


@officer_required
def label(request: HttpRequest, label: str) -> HttpResponse:
    """One label: what was proposed and said, and what can be done now."""
    return _page(request, queries.get_label(label))


def _page(request: HttpRequest, found: Label, *, status: int = 200, **refused: Any) -> HttpResponse:
    """Show the page; `refused` holds what an officer wrote and could not send, so that nothing is lost."""
    officer = person_of(request)
    opinions = list(found.opinions.all())
    gave = any(each.by_id == officer.pk for each in opinions)
    context = {
        "tab": "proposals" if found.state == State.PROPOSED else "decided",
        "label": found,
        "marks": marks_of(found, language_now()),
        "opinions": opinions,
        "tie": tie_to(officer, found.project_id),
        "no_opinion": _("You gave your opinion already.") if gave else why_no_opinion(officer, found),
        "may_be_decided": any(each.by_id != found.proposed_by_id for each in opinions),
        "opinion_form": OpinionForm(),
        "decision_form": DecisionForm(),
        "withdraw_form": WithdrawForm(),
        **refused,
    }
    return render(request, "labels/office/label.html", context, status=status)


@officer_required
@require_POST
def opinion(request: HttpRequest, label: str) -> HttpResponse:
    """Give the second opinion."""
    found, form = queries.get_label(label), OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=UNPROCESSABLE, opinion_form=form)
    told = form.cleaned_data
    try:
        actions.give_opinion(found, by=person_of(request), supports=told["supports"] == "yes", text=told["text"])
    except (DomainError, ValidationError) as refusal:
        found = queries.get_label(label)
        return _page(request, found, status=CONFLICT, opinion_form=form, problem=words_of(refusal))
    messages.success(request, _("Noted. It can be decided now."))
    return redirect("office_labels:label", label)


@officer_required
@require_POST
def decide(request: HttpRequest, label: str) -> HttpResponse:
    """Give the label or decline it."""
    found, form = queries.get_label(label), DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=UNPROCESSABLE, decision_form=form)
    told = form.cleaned_data
    give = told["verdict"] == "give"
    try:
        actions.decide_label(
            found, by=person_of(request), give=give, reason_pl=told["reason_pl"], reason_en=told["reason_en"]
        )
    except (DomainError, ValidationError) as refusal:
        found = queries.get_label(label)
        return _page(request, found, status=CONFLICT, decision_form=form, problem=words_of(refusal))
    said = _("The label is given. The coordinators get a letter.") if give else _("Declined. The team hears nothing.")
    messages.success(request, said)
    return redirect("office_labels:label", label)


@officer_required
@require_POST
def withdraw(request: HttpRequest, label: str) -> HttpResponse:
    """Take a given label back."""
    found, form = queries.get_label(label), WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=UNPROCESSABLE, withdraw_form=form)
    try:
        actions.withdraw_label(found, by=person_of(request), reason=form.cleaned_data["reason"])
    except (DomainError, ValidationError) as refusal:
        found = queries.get_label(label)
        return _page(request, found, status=CONFLICT, withdraw_form=form, problem=words_of(refusal))
    messages.success(request, _("Withdrawn. The coordinators get a letter with your reasons."))
    return redirect("office_labels:label", label)
