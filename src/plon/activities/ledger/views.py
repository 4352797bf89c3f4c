"""Pages of the ledger: all promises, what stands behind one figure, what is missing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.activities.ledger.addresses import log_address
from plon.activities.ledger.beside import tables_beside
from plon.activities.ledger.entries import Ledger, Row, hiding_confidential, totals_of
from plon.activities.ledger.enums import BY_ITEM_PROOF
from plon.activities.ledger.forms import ProveForm
from plon.activities.ledger.loading import load_ledger
from plon.activities.ledger.missing import missing_in
from plon.activities.ledger.narrowing import narrowed, narrowing_of
from plon.activities.ledger.pages import act_lines, behind, filters_for, picture_of, query_of
from plon.activities.ledger.presenting import Teller, number_words
from plon.activities.ledger.use_words import use_headings, use_lines
from plon.activities.proofs import prove_item, unprove_item
from plon.errors import DomainError
from plon.evidence.queries import evidence_of, visible_among
from plon.evidence.rules import may_change, sees_confidential
from plon.history.receipts import take_once
from plon.plans.queries import load_plan
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, EDIT

ROWS_A_PAGE = 50


def ledger_for(request: HttpRequest, project: Project) -> Ledger:
    """Return the ledger as its reader may see it.

    Before the first commitment it is empty, or that of the plan as if it were promised, if the address asks.
    """
    today = timezone.localdate()
    ledger = load_ledger(project, today=today)
    if not ledger.commitment and request.GET.get("as") == "promised":
        ledger = load_ledger(project, today=today, as_if_promised=True)
    return ledger if sees_confidential(request.user, project) else hiding_confidential(ledger)


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All promises with what is done and proven; first, how many are kept."""
    found = get_project_for(request.user, project)
    ledger = ledger_for(request, found)
    context: dict[str, Any] = {**workspace_context(found, request.user, "ledger"), "ledger": ledger}
    if not ledger.rows:
        return render(request, "activities/ledger_empty.html", {**context, "has_plan": not load_plan(found).is_empty})
    narrowing = narrowing_of(request.GET)
    teller, rows = Teller(ledger, get_language() or "en"), narrowed(ledger, narrowing)
    totals = totals_of(ledger, rows, with_beyond=not narrowing)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    groups, purposes = teller.totals(totals)
    context |= {
        "page": page,
        "lines": teller.lines(page.object_list),
        "picture": picture_of(totals, found, ledger),
        "narrowing": narrowing,
        "filters": filters_for(teller, narrowing),
        "groups": groups,
        "together": teller.together(totals),
        "purposes": purposes,
        "beyond": number_words(ledger.beyond.done_number),
        "missing": len(missing_in(ledger)),
        "uses": use_lines(ledger.uses, get_language() or "en") if not narrowing else [],
        "use_headings": use_headings(),
        "beside": tables_beside(found) if not narrowing else [],
        "query": query_of(request),
        "page_query": query_of(request, with_and=True),
    }
    return render(request, "activities/ledger.html", context)


def _row_for(ledger: Ledger, kind: str, item: str) -> Row:
    row = ledger.row_of(kind, item)
    if row is None:
        raise Http404
    return row


@login_required
def figure(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """One promise: every act and every piece of evidence behind its figures, so that a person can add them up."""
    found = get_project_for(request.user, project)
    return _figure(request, found, kind, item)


def _figure(
    request: HttpRequest, project: Project, kind: str, item: str, form: ProveForm | None = None
) -> HttpResponse:
    ledger = ledger_for(request, project)
    row = _row_for(ledger, kind, item)
    teller = Teller(ledger, get_language() or "en")
    find = request.GET.get("find", "")[:100]
    attaches = row.promise.counting in BY_ITEM_PROOF
    if attaches and form is None:
        form = ProveForm(
            promise=row.promise, pieces=visible_among(request.user, evidence_of(project), project), find=find
        )
    context = {
        **workspace_context(project, request.user, "ledger"),
        "ledger": ledger,
        "line": teller.line(row),
        "behind": behind(teller, row.figures, project),
        "waiting": act_lines((act for act in row.acts if not act.is_done), project),
        "form": form if attaches else None,
        "can_detach": attaches and request.user.has_perm(EDIT, project) and bool(ledger.commitment),
        "uncounted": () if attaches else teller.attached(row),
        "find": find,
        "log_address": log_address(project.public_id, row.promise) if row.now else "",
        "query": query_of(request),
    }
    return render(request, "activities/ledger_figure.html", context)


@login_required
@take_once
def prove(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Attach a piece of evidence to a promise."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    row = _row_for(ledger_for(request, found), kind, item)
    if request.method != "POST":
        return redirect("ledger:figure", project, kind, item)
    form = ProveForm(request.POST, promise=row.promise, pieces=visible_among(request.user, evidence_of(found), found))
    if form.is_valid():
        told = form.cleaned_data
        try:
            prove_item(found, kind, item, told["evidence"], by=person_of(request), value=told.get("value"))
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Attached: %(title)s") % {"title": told["evidence"]})
            return redirect("ledger:figure", project, kind, item)
    return _figure(request, found, kind, item, form)


@login_required
@require_POST
def unprove(request: HttpRequest, project: str, kind: str, item: str, evidence: str) -> HttpResponse:
    """Take a piece of evidence from a promise; the piece stays in the project."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    piece = get_object_or_404(visible_among(request.user, evidence_of(found), found), public_id=evidence)
    if not may_change(request.user, piece):
        raise PermissionDenied
    unprove_item(found, kind, item, piece, by=person_of(request))
    messages.success(request, _("Taken away from the promise; the piece itself is still in the project."))
    return redirect("ledger:figure", project, kind, item)


@login_required
def beyond(request: HttpRequest, project: str) -> HttpResponse:
    """What was done without being promised."""
    found = get_project_for(request.user, project)
    ledger = ledger_for(request, found)
    teller = Teller(ledger, get_language() or "en")
    context = {
        **workspace_context(found, request.user, "ledger"),
        "ledger": ledger,
        "behind": behind(teller, ledger.beyond, found),
        "query": query_of(request),
    }
    return render(request, "activities/ledger_beyond.html", context)


@login_required
def missing(request: HttpRequest, project: str) -> HttpResponse:
    """What is missing, each with the way to mend it."""
    found = get_project_for(request.user, project)
    ledger = ledger_for(request, found)
    teller, gaps = Teller(ledger, get_language() or "en"), missing_in(ledger)
    context = {
        **workspace_context(found, request.user, "ledger"),
        "ledger": ledger,
        "gaps": gaps,
        "overdue": teller.lines(gaps.overdue),
        "unproven": teller.lines(gaps.unproven),
        "unexplained": teller.lines(gaps.unexplained),
        "acts": act_lines(gaps.acts, found),
        "query": query_of(request),
    }
    return render(request, "activities/ledger_missing.html", context)


def panel(project: Project) -> dict[str, Any] | None:
    """What the overview of a project shows of its ledger; nothing before the first commitment."""
    if not project.commitments.exists():
        return None
    ledger = load_ledger(project, today=timezone.localdate())
    totals = totals_of(ledger, ledger.rows, with_beyond=True)
    return {"picture": picture_of(totals, project, ledger)} if ledger.rows else None
