"""Choose what counts an indicator: a question of a survey, or a counter."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.evaluation.actions import feed_by_counter, feed_by_survey, stop_feeding
from plon.evaluation.forms import CounterForm, QuestionForm
from plon.evaluation.queries import feed_of, get_indicator_for
from plon.evaluation.sources.offering import asked_by, parts_of, surveys_with_rounds, ways_of
from plon.evaluation.sources.people import counts_people
from plon.evaluation.value_views import UNPROCESSABLE
from plon.evaluation.views import SECTION
from plon.plans.models import Indicator
from plon.projects.pages import person_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.surveys.models import Survey
from plon.surveys.questionnaire import Questionnaire


@login_required
def feed(request: HttpRequest, project: str, indicator: str) -> HttpResponse:
    """Choose a counter, or a survey (`?survey=`) and then its question."""
    found = get_indicator_for(request.user, project, indicator, EDIT)
    surveys = surveys_with_rounds(found.project)
    survey = next((each for each in surveys if each.public_id == request.GET.get("survey")), None)
    asked = asked_by(survey) if survey else None
    form = _form(request, asked)
    if request.method == "POST" and form.is_valid():
        try:
            _choose(found, request, form.cleaned_data, survey, asked)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Plon counts this indicator from now on."))
            return redirect("evaluation:indicator", project, indicator)
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "indicator": found,
        "surveys": surveys,
        "survey": survey,
        "form": form,
        "feed": feed_of(found.project, found.public_id),
        "counts_people": counts_people(found),
    }
    return render(request, "evaluation/feed.html", context, status=UNPROCESSABLE if form.errors else 200)


def _form(request: HttpRequest, asked: Questionnaire | None) -> forms.Form:
    if asked:
        return QuestionForm(request.POST or None, ways=ways_of(asked, get_language() or "en"))
    return CounterForm(request.POST or None)


def _choose(
    indicator: Indicator, request: HttpRequest, told: dict[str, Any], survey: Survey | None, asked: Questionnaire | None
) -> None:
    by = person_of(request)
    if survey is None or asked is None:
        feed_by_counter(indicator, by=by, counter=told["counter"])
        return
    question, reckoning, options = parts_of(told["way"])
    feed_by_survey(
        indicator, by=by, survey=survey, questionnaire=asked, question=question, reckoning=reckoning, options=options
    )


@login_required
@require_POST
def stop(request: HttpRequest, project: str, indicator: str) -> HttpResponse:
    """Let nothing count an indicator any more; what was written down stays."""
    found = get_indicator_for(request.user, project, indicator, EDIT)
    if stop_feeding(found, by=person_of(request)):
        messages.success(request, _("Plon no longer counts it. Values that were written down stay."))
    return redirect("evaluation:indicator", project, indicator)
