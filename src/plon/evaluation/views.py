"""The overview of all indicators, and the page of one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plon.evaluation.charting import INDICATOR, indicator_chart
from plon.evaluation.enums import Light
from plon.evaluation.figures import FigureBook, book_of, hiding
from plon.evaluation.models import Measurement, Statement
from plon.evaluation.narrowing import narrowed, narrowing_of
from plon.evaluation.presenting import LOOKS, explain, lines_of, row_of, said_of
from plon.evaluation.queries import feed_of
from plon.evaluation.wording import capitalised
from plon.evidence.rules import sees_confidential
from plon.plans.enums import Measures
from plon.projects.models import Project
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT

SECTION = "indicators"


def book_for(request: HttpRequest, project: Project) -> FigureBook:
    """Return the figures as their reader may see them."""
    book = book_of(project)
    return book if sees_confidential(request.user, project) else hiding(book)


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All indicators: where each should be, where it is, what it rests on, what waits for whom."""
    found = get_project_for(request.user, project)
    book = book_for(request, found)
    narrowing = narrowing_of(request.GET)
    context = {
        **workspace_context(found, request.user, SECTION),
        "book": book,
        "rows": [row_of(each) for each in narrowed(book.indicators, narrowing)],
        "narrowing": narrowing,
        "lights": [
            (light.value, capitalised(str(light.label)), count, *LOOKS[light]) for light, count in book.lights.items()
        ],
        "light_choices": [(light.value, capitalised(str(light.label))) for light in Light],
        "measures_choices": Measures.choices,
    }
    return render(request, "evaluation/index.html", context)


@login_required
@require_safe
def indicator(request: HttpRequest, project: str, indicator: str) -> HttpResponse:
    """One indicator: its way, its history, what it was counted from, what people say."""
    found = get_project_for(request.user, project)
    book = book_for(request, found)
    figures = book.indicator(indicator)
    if figures is None:
        raise Http404
    may_edit = request.user.has_perm(EDIT, found)
    own = Measurement.objects.filter(project=found, indicator=indicator, entered_by=request.user.pk)
    own_statements = Statement.objects.filter(project=found, indicator=indicator, entered_by=request.user.pk)
    context = {
        **workspace_context(found, request.user, SECTION),
        "row": row_of(figures),
        "figures": figures,
        "chart": indicator_chart(figures),
        "chart_key": f"{INDICATOR}{figures.id}",
        "lines": lines_of(figures, book, found, own=own.values_list("public_id", flat=True), may_edit=may_edit),
        "statements": said_of(figures, book, found),
        "own_statements": set(own_statements.values_list("public_id", flat=True)),
        "explained": explain(figures.source, figures.detail) if figures.source else None,
        "feed": feed_of(found, figures.id),
        "is_entered": not figures.is_counted,
    }
    return render(request, "evaluation/indicator.html", context)
