"""Pages of reports: all of a project, one with its parts and what is missing, the paper itself, its settings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, EDIT
from plon.reports.beneficiary import actions, queries
from plon.reports.beneficiary.composing import compose, composed, title_of
from plon.reports.beneficiary.data import data_of
from plon.reports.beneficiary.enums import NEXT_STATES, ReportKind
from plon.reports.beneficiary.forms import ReportForm
from plon.reports.beneficiary.loading import load_fields
from plon.reports.beneficiary.models import Report
from plon.reports.beneficiary.periods import proposed_period
from plon.reports.beneficiary.presenting import chapters_of
from plon.reports.beneficiary.rules import may_write, organisation_of
from plon.reports.drafting import Language
from plon.reports.queries import language_of
from plon.typeset.papers.html import as_html

SECTION = "reportlist"
UNPROCESSABLE = 422


def interface() -> str:
    return get_language() or "en"


def language_in(request: HttpRequest, report: Report) -> Language:
    """Return the language in which a page asks for a report, else its own."""
    return language_of(request.GET.get("language") or report.language)


def report_context(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Return what every page of a report shows around its own content."""
    return {
        **workspace_context(report.project, request.user, SECTION),
        "report": report,
        "report_name": title_of(report, language_of(interface())),
        "can_write": report.is_open and may_write(request.user, report),
    }


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The reports of a project, and which can be started."""
    found = get_project_for(request.user, project)
    reports = list(queries.reports_of(found))
    context = {
        **workspace_context(found, request.user, SECTION),
        "reports": [(each, title_of(each, language_of(interface()))) for each in reports],
        "kinds": _kinds_for(request, found),
    }
    return render(request, "reports/beneficiary/index.html", context)


def _kinds_for(request: HttpRequest, project: Project) -> list[ReportKind]:
    """Return which reports a person may start: all, or their own partner's, or none."""
    if request.user.has_perm(EDIT, project):
        return list(ReportKind)
    may = request.user.has_perm(CONTRIBUTE, project) and organisation_of(request.user, project) is not None
    return [ReportKind.PARTNER] if may else []


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@take_once
def start(request: HttpRequest, project: str) -> HttpResponse:
    """Start a report; its time is proposed."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    kinds = _kinds_for(request, found)
    if not kinds:
        raise PermissionDenied
    only = None if request.user.has_perm(EDIT, found) else organisation_of(request.user, found)
    form = ReportForm(request.POST or None, project=found, only=only, initial=_proposed(request, found, kinds, only))
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.start_report(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Started. Every part has its draft; read each and make it yours."))
            return redirect("beneficiary_reports:report", project, report.public_id)
    context = {**workspace_context(found, request.user, SECTION), "form": form}
    return render(request, "reports/beneficiary/start.html", context, status=UNPROCESSABLE if form.errors else 200)


def _proposed(request: HttpRequest, project: Project, kinds: list[ReportKind], only: int | None) -> dict[str, Any]:
    kind = next((each for each in kinds if each == request.GET.get("kind")), kinds[0])
    before = Report.objects.filter(project=project)
    if only is not None:
        before = before.filter(organisation=only)
    since, until = proposed_period(
        kind, start=project.start, end=project.end, before=before, today=timezone.localdate()
    )
    return {"kind": kind, "since": since, "until": until, "language": language_of(interface()), "organisation": only}


@login_required
@require_safe
def report(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """One report: its parts with their states, what is missing and where to write it, its files."""
    found = queries.get_report_for(request.user, project, report)
    language = language_in(request, found)
    facts, fields = load_fields(found, language)
    chapters = chapters_of(facts, fields, interface())
    missing = [(card, gap) for chapter in chapters for card in chapter.cards for gap in card.missing]
    context = {
        **report_context(request, found),
        "language": language,
        "chapters": chapters,
        "missing": missing,
        "outdated": [card for chapter in chapters for card in chapter.cards if card.field.is_outdated],
        "too_long": [card for chapter in chapters for card in chapter.cards if card.field.over],
        "edited": sum(field.edited is not None for field in fields),
        "next_states": sorted(NEXT_STATES[found.state]),
        "files": list(queries.files_of(found)),
        "outline": found.parts_of.name(interface()),
    }
    return render(request, "reports/beneficiary/report.html", context)


@login_required
@require_safe
def read(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """The report itself: the same paper as its PDF and its Word file."""
    found = queries.get_report_for(request.user, project, report)
    language = language_in(request, found)
    facts, fields = load_fields(found, language)
    paper = composed(facts, fields).paper
    context = {
        **report_context(request, found),
        "language": language,
        "paper": paper,
        "html": as_html(paper),
        "chapters": chapters_of(facts, fields, interface()),
    }
    return render(request, "reports/beneficiary/read.html", context)


@login_required
@require_safe
def data(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """The figures of the report and the evidence behind them, for machines."""
    found = queries.get_report_for(request.user, project, report)
    answer = JsonResponse(data_of(found, compose(found, language_in(request, found))), json_dumps_params={"indent": 1})
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """Its kind, partner, time and language."""
    found = queries.get_report_for(request.user, project, report, EDIT)
    only = None if request.user.has_perm(EDIT, found.project) else found.organisation_id
    initial = {name: getattr(found, name) for name in ("kind", "organisation", "since", "until", "language", "version")}
    form = ReportForm(request.POST or None, project=found.project, only=only, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_report(found, by=person_of(request), values=form.cleaned_data, seen=form.seen)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("beneficiary_reports:report", project, report)
    context = {**report_context(request, found), "form": form}
    return render(request, "reports/beneficiary/settings.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """Say that the report is ready, was sent, or is open again."""
    found = queries.get_report_for(request.user, project, report, EDIT)
    try:
        actions.move_report(found, by=person_of(request), state=request.POST.get("state", ""))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return redirect("beneficiary_reports:report", project, report)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, project: str, report: str) -> HttpResponse:
    """Delete a report after asking: the edited texts go with it."""
    found = queries.get_report_for(request.user, project, report, EDIT)
    if request.method == "POST":
        try:
            actions.remove_report(found, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("beneficiary_reports:report", project, report)
        messages.success(request, _("The report is deleted. What was done and proven is where it was."))
        return redirect("beneficiary_reports:index", project)
    context = {**report_context(request, found), "texts": _written(found)}
    return render(request, "reports/beneficiary/remove.html", context)


def _written(report: Report) -> int:
    return report.texts.count() + report.assessments.exclude(text="").count()
