"""Views and downloads in the workspace: the page, its tables as CSV, a figure as evidence, whether all may see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.counting.memory import today
from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE, EDIT
from plon.reach import actions
from plon.reach.exporting import days_csv, files_csv
from plon.reach.keeping import Measure, keep_as_evidence, measures_of
from plon.reach.presenting import STEPS, Shown, reach_of
from plon.reach.queries import are_figures_public, days_of

SECTION = "reach"


def _language() -> str:
    return "pl" if (get_language() or "").startswith("pl") else "en"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """How often the project's results are looked at and taken (`?result=…&from=…&to=…&by=week`)."""
    found = get_project_for(request.user, project)
    context = {
        **workspace_context(found, request.user, SECTION),
        "reach": reach_of(found, request.GET, _language()),
        "steps": STEPS,
        "is_public": are_figures_public(found),
    }
    return render(request, "reach/index.html", context)


@login_required
def export(request: HttpRequest, project: str, table: str) -> HttpResponse:
    """The days of the results, or the files, of the period as CSV."""
    found = get_project_for(request.user, project)
    shown = reach_of(found, request.GET, _language())
    if table == "days":
        days = days_of(found, shown.chosen, shown.period.first, shown.period.last)
        content = days_csv(days, {row.result.pk: row.title for row in shown.rows})
    elif table == "files":
        content = files_csv(shown.files)
    else:
        raise Http404
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"plon-reach-{found.public_id}-{table}-{shown.period.first}-{shown.period.last}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@take_once
def keep(request: HttpRequest, project: str) -> HttpResponse:
    """Show what can be kept of a result and a period, and keep the chosen figure."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    shown = reach_of(found, request.POST if request.method == "POST" else request.GET, _language())
    measures = measures_of(shown.total)
    if request.method == "POST":
        chosen = next((each for each in measures if each.key == request.POST.get("measure")), None)
        if chosen is None:
            messages.error(request, _("Choose which figure to keep."))
        elif kept := _kept(request, found, shown, chosen):
            return redirect("evidence:detail", project, kept.public_id)
    context = {
        **workspace_context(found, request.user, SECTION),
        "reach": shown,
        "measures": measures,
        "is_running": shown.period.last >= today(),
    }
    return render(request, "reach/keep.html", context)


def _kept(request: HttpRequest, project: Project, shown: Shown, measure: Measure) -> Evidence | None:
    try:
        kept, is_new = keep_as_evidence(
            project, by=person_of(request), about=shown.title or _("all results"), measure=measure,
            period=shown.period, now=today(),
        )  # fmt: skip
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return None
    told = _("The figure is evidence now. Open an activity to say what it proves.")
    messages.success(request, told if is_new else _("This figure was evidence already."))
    return kept


@login_required
@require_POST
def show(request: HttpRequest, project: str) -> HttpResponse:
    """Show the figures to everybody (`shown=yes`), or keep them to the team."""
    found = get_project_for(request.user, project, EDIT)
    if request.POST.get("shown") == "yes":
        actions.show_figures(found, by=person_of(request))
        messages.success(request, _("The public pages of your results show views and downloads now."))
    else:
        actions.hide_figures(found, by=person_of(request))
        messages.success(request, _("The figures are your team's own again."))
    return redirect("reach:index", project)
