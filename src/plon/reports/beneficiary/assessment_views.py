"""Pages of the partners' self-assessment: who has answered, one partner's form, a reminder."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plon.errors import DomainError
from plon.projects.pages import person_of, words_of
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, EDIT
from plon.reports.beneficiary import actions, queries
from plon.reports.beneficiary.facts import AssessmentFacts
from plon.reports.beneficiary.forms import AssessmentForm
from plon.reports.beneficiary.gathering import assessments_of
from plon.reports.beneficiary.models import Report
from plon.reports.beneficiary.rules import may_assess
from plon.reports.beneficiary.views import report_context

UNPROCESSABLE = 422


def _asking(request: HttpRequest, project: str, report: str, permission: str) -> Report:
    """Return a report that asks its partners; others have no such pages."""
    found = queries.get_report_for(request.user, project, report, permission)
    if not found.parts_of.has_self_assessment:
        raise Http404
    return found


def _partner_in(report: Report, organisation: str) -> AssessmentFacts:
    known = next((each for each in assessments_of(report) if each.organisation.public_id == organisation), None)
    if known is None:
        raise Http404
    return known


@login_required
@require_safe
def index(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """Who has assessed their own part, and who has not yet."""
    found = queries.get_report_for(request.user, project, report)
    if not found.parts_of.has_self_assessment:
        return redirect("beneficiary_reports:report", project, report)
    partners = [
        (each, found.is_open and may_assess(request.user, found, each.organisation)) for each in assessments_of(found)
    ]
    context = {
        **report_context(request, found),
        "partners": partners,
        "asked": found.parts_of.asked,
        "answered": sum(bool(each.said) for each, _may in partners),
        "may_remind": found.is_open and request.user.has_perm(EDIT, found.project),
    }
    return render(request, "reports/beneficiary/assessments.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, project: str, report: str, organisation: str) -> HttpResponse:
    """One partner's self-assessment, to be written by its people or by who edits the project."""
    found = _asking(request, project, report, CONTRIBUTE)
    known = _partner_in(found, organisation)
    if not may_assess(request.user, found, known.organisation):
        raise PermissionDenied
    form = AssessmentForm(request.POST or None, outline=found.parts_of, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assess(found, known.organisation, by=person_of(request), said=form.said())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. Thank you."))
            return redirect("beneficiary_reports:assessments", project, report)
    context = {**report_context(request, found), "form": form, "organisation": known.organisation}
    return render(request, "reports/beneficiary/assess.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def remind(request: HttpRequest, project: str, report: str, organisation: str) -> HttpResponse:
    """Ask a partner's people by mail."""
    found = _asking(request, project, report, CONTRIBUTE)
    if not request.user.has_perm(EDIT, found.project):
        raise PermissionDenied
    known = _partner_in(found, organisation)
    try:
        actions.remind_partner(found, known.organisation, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("A reminder is on its way to %(name)s.") % {"name": known.organisation})
    return redirect("beneficiary_reports:assessments", project, report)
