"""Rounds side by side, and what changed between before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.charts import Chart
from plon.projects.pages import workspace_context
from plon.surveyresults.changes import change_charts
from plon.surveyresults.comparing import compared as compared_rounds
from plon.surveyresults.kept_changes import kept_of
from plon.surveyresults.queries import AskedRound, asked_rounds
from plon.surveyresults.reading import Reader
from plon.surveyresults.views import SECTION, language_now
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round
from plon.surveys.queries import get_survey_for


@login_required
@require_safe
@never_cache
def compared(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Show each question that two or more rounds asked, the oldest round first."""
    found = get_survey_for(request.user, project, survey)
    rounds = asked_rounds(found)[::-1]
    names = {asked.round.pk: name_of(asked.round) for asked in rounds}
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "survey": found,
        "rounds": rounds,
        "questions": compared_rounds(rounds, names, language_now()),
        "changes": _changes(rounds, names),
    }
    return render(request, "surveyresults/compared.html", context)


@dataclass(frozen=True, slots=True)
class Changed:
    """Two rounds, person by person; no charts where there are too few pairs yet."""

    before: str
    after: str
    is_over: bool
    people: int
    charts: list[tuple[str, Chart]]


def _changes(rounds: Sequence[AskedRound], names: Mapping[int, str]) -> list[Changed]:
    by_key = {asked.round.pk: asked for asked in rounds}
    compared_with = {
        asked.round.pk: by_key[asked.round.compared_with_id]
        for asked in rounds
        if asked.round.compared_with_id in by_key and asked.questionnaire.has_pairs
    }
    kept = kept_of(list(compared_with))
    found = []
    for key, before in compared_with.items():
        after = by_key[key]
        earlier, changes = kept.get(key, (before.round.pk, {}))
        is_over = all(asked.round.state == SurveyState.CLOSED for asked in (before, after))
        charts = (
            change_charts(Reader(after.questionnaire, language_now()), changes) if earlier == before.round.pk else []
        )
        people = max((change.people for change in changes.values()), default=0)
        found.append(Changed(names[before.round.pk], names[key], is_over, people, charts))
    return found


def name_of(asked: Round) -> str:
    """Return how a round is called: its label, else its moment and day."""
    if asked.label:
        return asked.label
    day = date_format(timezone.localdate(asked.opened_at), "SHORT_DATE_FORMAT") if asked.opened_at else ""
    return " · ".join(part for part in (str(asked.get_moment_display()), day) if part)
