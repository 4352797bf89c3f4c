"""Results of a survey: one page per round, which keeps itself up to date while the round is open."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.charts import Chart
from plon.charts.files import as_csv, as_svg
from plon.projects.pages import workspace_context
from plon.responses.figures import QuestionFigures
from plon.surveyresults.charting import chart_of
from plon.surveyresults.presenting import round_result
from plon.surveyresults.queries import AskedRound, asked_rounds, one_of
from plon.surveyresults.reading import Reader, is_enough
from plon.surveys.models import Survey
from plon.surveys.queries import get_survey_for
from plon.typeset.drawings import as_png

SECTION = "surveys"
CHART_TYPES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


def language_now() -> str:
    return get_language() or "en"


@login_required
@require_safe
@never_cache
def survey(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Show the newest round."""
    found = get_survey_for(request.user, project, survey)
    rounds = asked_rounds(found)
    return _page(request, found, rounds, rounds[0] if rounds else None)


@login_required
@require_safe
@never_cache
def one(request: HttpRequest, project: str, survey: str, asking: str) -> HttpResponse:
    """Show one round."""
    found = get_survey_for(request.user, project, survey)
    rounds = asked_rounds(found)
    return _page(request, found, rounds, one_of(rounds, asking))


def _page(request: HttpRequest, found: Survey, rounds: list[AskedRound], chosen: AskedRound | None) -> HttpResponse:
    result = round_result(chosen.round, chosen.questionnaire, chosen.shown, language_now()) if chosen else None
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "survey": found,
        "rounds": rounds,
        "result": result,
    }
    return render(request, "surveyresults/round.html", context)


@login_required
@require_safe
@never_cache
def live(request: HttpRequest, project: str, survey: str, asking: str) -> HttpResponse:
    """Give the line that counts sheets, and the figures when there are new ones since those `seen`."""
    found = get_survey_for(request.user, project, survey)
    chosen = one_of(asked_rounds(found), asking)
    result = round_result(chosen.round, chosen.questionnaire, chosen.shown, language_now())
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "survey": found,
        "result": result,
        "has_news": request.GET.get("seen", "") != str(result.shown.counted),
    }
    return render(request, "surveyresults/_live.html", context)


@login_required
@require_safe
@never_cache
def chart(request: HttpRequest, project: str, survey: str, asking: str, question: str, ending: str) -> HttpResponse:
    """Give the chart of one question as a file."""
    found = get_survey_for(request.user, project, survey)
    made = _chart_of(one_of(asked_rounds(found), asking), question)
    if made is None or ending not in CHART_TYPES:
        raise Http404
    return handed_chart(made, ending, f"plon-{survey}-{asking}-{question}.{ending}")


def handed_chart(made: Chart, ending: str, name: str) -> HttpResponse:
    """Answer with a chart as PNG, SVG or CSV."""
    if ending == "png":
        content = as_png(made.svg(standalone=True, with_title=True))
    else:
        content = as_svg(made) if ending == "svg" else as_csv(made)
    response = HttpResponse(content, content_type=CHART_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _chart_of(asked: AskedRound, key: str) -> Chart | None:
    question = asked.questionnaire.question(key)
    if question is None or not asked.shown.counted:
        return None
    figures = asked.shown.questions.get(key, QuestionFigures(key))
    if not is_enough(asked.questionnaire, figures.answered):
        return None
    return chart_of(Reader(asked.questionnaire, language_now()), question, figures)
