"""The programme in figures, for the office. Pages read the stored count and never the living tables."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plon.accounts.gates import officer_required
from plon.charts import Chart
from plon.charts.files import as_csv, as_svg
from plon.errors import DomainError
from plon.programmefigures import actions, white_spots
from plon.programmefigures.charting import chart_keys, chart_of
from plon.programmefigures.exporting import ENDINGS, figures_file, matrix_file
from plon.programmefigures.facts import RESULT_DIMENSIONS
from plon.programmefigures.listing import page_of
from plon.programmefigures.naming import dimension_name, list_name
from plon.programmefigures.narrowing import all_narrowed, filters_of, read_narrowing, told
from plon.programmefigures.presenting import dimensions, table_of, total_cells
from plon.programmefigures.queries import Shown, get_count, going_count, shown_count
from plon.programmefigures.reckoning import LISTS
from plon.projects.pages import person_of
from plon.tables import MEDIA_TYPES
from plon.typeset.compiler import TypesetError
from plon.typeset.drawings import as_png

CHART_TYPES = {"png": "image/png", "svg": "image/svg+xml", "csv": MEDIA_TYPES["csv"]}
log = logging.getLogger("plon.programmefigures")


def _language() -> str:
    return get_language() or "pl"


def _by(request: HttpRequest) -> str:
    by = request.GET.get("by", "")
    return by if by in RESULT_DIMENSIONS else RESULT_DIMENSIONS[0]


def _counting() -> dict[str, object]:
    going = going_count()
    share = going.share if going else 0
    return {"going": going, "share": share}


@officer_required
@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """All figures under the filters, and one dimension with its charts and its table."""
    shown, language = shown_count(), _language()
    if shown is None:
        return render(request, "programmefigures/index.html", _counting())
    narrowing, by = read_narrowing(request.GET, shown.facts), _by(request)
    table = table_of(shown, by, narrowing, language)
    charts = [(key, chart_of(shown, key, narrowing, language)) for key in chart_keys(by)]
    context = {
        **_counting(),
        "shown": shown,
        "narrowing": narrowing,
        "filters": filters_of(shown, narrowing, language),
        "totals": total_cells(shown, narrowing),
        "dimensions": dimensions(narrowing, by),
        "by": by,
        "table": table,
        "is_own_filter": by in narrowing.chosen,
        "charts": charts if table.rows else [],
        "query": narrowing.query(),
        "by_query": narrowing.query(by=by),
    }
    return render(request, "programmefigures/index.html", context)


@officer_required
@require_safe
@never_cache
def spots(request: HttpRequest) -> HttpResponse:
    """White spots: a matrix of two dimensions, what is missing in each, the map."""
    shown, language = shown_count(), _language()
    if shown is None:
        return render(request, "programmefigures/white_spots.html", _counting())
    narrowing, (down, across) = read_narrowing(request.GET, shown.facts), _pair(request)
    context = {
        **_counting(),
        **white_spots.map_in(shown, narrowing, language),
        "places_name": _("Living results"),
        "shown": shown,
        "narrowing": narrowing,
        "filters": filters_of(shown, narrowing, language),
        "matrix": white_spots.matrix_of(shown, down, across, narrowing, language),
        "missing": [white_spots.missing_in(shown, name, narrowing, language) for name in white_spots.DIMENSIONS],
        "choices": [(name, dimension_name(name)) for name in white_spots.DIMENSIONS],
        "down": down,
        "across": across,
        "query": narrowing.query(down=down, across=across),
        "has_results": len(shown.facts.results) > 0,
    }
    return render(request, "programmefigures/white_spots.html", context)


def _pair(request: HttpRequest) -> tuple[str, str]:
    """Return the two dimensions asked for; what can't be crossed gives way to the usual pair."""
    pair = request.GET.get("down", ""), request.GET.get("across", "")
    return pair if set(pair) <= set(white_spots.DIMENSIONS) and pair[0] != pair[1] else white_spots.USUAL


@officer_required
@require_safe
@never_cache
def unused(request: HttpRequest) -> HttpResponse:
    """Strong results that nobody is known to use, each with why it is strong."""
    return _listed(request, "strong", "programmefigures/unused.html")


@officer_required
@require_safe
@never_cache
def behind(request: HttpRequest) -> HttpResponse:
    """What a figure counts, where the catalogue has no such filter."""
    name = request.GET.get("what", "")
    return _listed(request, name if name in LISTS else "results", "programmefigures/list.html")


def _listed(request: HttpRequest, name: str, template: str) -> HttpResponse:
    shown, language = shown_count(), _language()
    if shown is None:
        return render(request, template, _counting())
    narrowing = all_narrowed(request.GET, shown.facts)
    page = page_of(shown, name, narrowing, _number(request.GET.get("page", "1")), language)
    context = {
        "shown": shown,
        "narrowing": narrowing,
        "filters": filters_of(shown, narrowing, language),
        "title": list_name(name),
        "told": told(narrowing, language),
        "page": page,
        "query": narrowing.query(what=name),
    }
    return render(request, template, context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


@officer_required
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """The figures as CSV or XLSX: of the dimension asked for, else of all."""
    shown = _shown_for_file(ending in ENDINGS)
    by = request.GET.get("by", "")
    narrowing = read_narrowing(request.GET, shown.facts)
    name = by if by in RESULT_DIMENSIONS else ""
    content = figures_file(shown, narrowing, ending, _language(), dimension=name)
    return _attached(content, MEDIA_TYPES[ending], f"plon-figures{'-' if name else ''}{name}.{ending}")


@officer_required
@require_safe
def export_spots(request: HttpRequest, ending: str) -> HttpResponse:
    """The matrix of two dimensions as CSV or XLSX."""
    shown = _shown_for_file(ending in ENDINGS)
    down, across = _pair(request)
    matrix = white_spots.matrix_of(shown, down, across, read_narrowing(request.GET, shown.facts), _language())
    return _attached(matrix_file(matrix, ending), MEDIA_TYPES[ending], f"plon-{down}-{across}.{ending}")


@officer_required
@require_safe
def chart_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """One chart as PNG, SVG or CSV."""
    shown = _shown_for_file(ending in CHART_TYPES)
    narrowing = read_narrowing(request.GET, shown.facts)
    chart = chart_of(shown, key, narrowing, _language())
    if chart is None:
        raise Http404
    try:
        content = _chart_content(chart, ending)
    except TypesetError:
        log.exception("The chart %s of the programme's figures could not be drawn", key)
        messages.error(request, _("The picture could not be made just now. Try again later."))
        return redirect("programmefigures:index")
    return _attached(content, CHART_TYPES[ending], f"plon-{key}.{ending}")


def _chart_content(chart: Chart, ending: str) -> bytes:
    if ending == "png":
        return as_png(chart.svg(standalone=True, with_title=True))
    return as_svg(chart) if ending == "svg" else as_csv(chart)


def _shown_for_file(is_known: bool) -> Shown:  # noqa: FBT001  says whether the ending is one of ours
    shown = shown_count() if is_known else None
    if shown is None:
        raise Http404
    return shown


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@officer_required
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Count now."""
    try:
        actions.request_count(by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("programmefigures:index")


@officer_required
@require_POST
def cancel(request: HttpRequest, count: str) -> HttpResponse:
    """Stop a count."""
    if actions.cancel_count(get_count(count), by=person_of(request)):
        messages.success(request, _("The counting was stopped; the figures stay as they were."))
    return redirect("programmefigures:index")


@officer_required
@require_safe
@never_cache
def state(request: HttpRequest) -> HttpResponse:
    """The part of the page that changes while it is counted."""
    return render(
        request, "programmefigures/_counting.html", {**_counting(), "shown": shown_count(), "is_asked_anew": True}
    )
