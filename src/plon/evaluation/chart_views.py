"""The page of charts, each chart as a file, and all figures as a workbook or JSON."""

import json
import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.charts import Chart
from plon.charts.files import as_csv, as_svg
from plon.evaluation.charting import chart_of, charts_of
from plon.evaluation.data import data_of
from plon.evaluation.views import book_for
from plon.evaluation.workbook import workbook_of
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for
from plon.typeset.compiler import TypesetError
from plon.typeset.drawings import as_png

CHART_TYPES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
BOOK_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
log = logging.getLogger("plon.evaluation")


@login_required
@require_safe
def charts(request: HttpRequest, project: str) -> HttpResponse:
    """All charts of a project, each with its table and its files."""
    found = get_project_for(request.user, project)
    book = book_for(request, found)
    context = {
        **workspace_context(found, request.user, "charts"),
        "charts": [(key, chart) for key, chart in charts_of(book).items() if chart.has_figures],
        "empty": [chart.title for chart in charts_of(book).values() if not chart.has_figures],
    }
    return render(request, "evaluation/charts.html", context)


@login_required
@require_safe
def chart_file(request: HttpRequest, project: str, key: str, ending: str) -> HttpResponse:
    """One chart as PNG, SVG or CSV."""
    found = get_project_for(request.user, project)
    chart = chart_of(book_for(request, found), key) if ending in CHART_TYPES else None
    if chart is None:
        raise Http404
    try:
        content = _chart_content(chart, ending)
    except TypesetError:
        log.exception("The chart %s of project %s could not be drawn", key, found.public_id)
        messages.error(request, _("The picture could not be made just now. Try again later."))
        return redirect("evaluation:charts", project)
    return _attached(content, CHART_TYPES[ending], f"{key}.{ending}")


def _chart_content(chart: Chart, ending: str) -> bytes:
    if ending == "csv":
        return as_csv(chart)
    if ending == "svg":
        return as_svg(chart)
    return as_png(chart.svg(standalone=True, with_title=True))


@login_required
@require_safe
def export(request: HttpRequest, project: str, ending: str) -> HttpResponse:
    """All figures as XLSX or JSON."""
    found = get_project_for(request.user, project)
    if ending not in BOOK_TYPES:
        raise Http404
    book = book_for(request, found)
    if ending == "json":
        content = json.dumps(data_of(book), ensure_ascii=False, indent=1).encode()
    else:
        content = workbook_of(book, found)
    language = "pl" if (get_language() or "").startswith("pl") else "en"
    name = f"evaluation-{(found.number_key or found.public_id).lower()[:60]}-{language}.{ending}".replace("/", "-")
    return _attached(content, BOOK_TYPES[ending], name)


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
