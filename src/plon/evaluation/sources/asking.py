"""Values of surveys: one question of the newest round of which something may be shown."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from plon.evaluation.enums import SourceKind
from plon.evaluation.models import SurveyFeed
from plon.evaluation.sources.live import Live, rounded
from plon.evaluation.sources.reckoning import SLASH, counts_of, reckon
from plon.responses.figures import Shown
from plon.responses.queries import questionnaire_of, shown
from plon.surveyresults.reading import is_enough
from plon.surveys.models import Round
from plon.surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Asked:
    """A round with what was asked and what may be shown of it."""

    round: Round
    questionnaire: Questionnaire
    shown: Shown


def newest_shown(survey_ids: Iterable[int]) -> Mapping[int, Asked]:
    """Return the newest round of each survey that shows something, by the survey's key; two queries."""
    rounds = Round.objects.filter(survey__in=set(survey_ids), figures__counted__gt=0).order_by("survey_id", "-pk")
    newest: dict[int, int] = {}
    for survey, key in rounds.values_list("survey_id", "pk"):
        newest.setdefault(survey, key)
    found = Round.objects.filter(pk__in=newest.values()).select_related("survey", "figures") if newest else ()
    return {each.survey_id: Asked(each, questionnaire_of(each), shown(each, each.figures)) for each in found}


def values_of(feeds: Iterable[SurveyFeed], today: datetime.date) -> dict[str, Live]:
    """Return the value of each indicator whose survey shows one, by the indicator's public id."""
    chosen = list(feeds)
    rounds = newest_shown(feed.survey_id for feed in chosen) if chosen else {}
    values = ((feed.indicator, _value(feed, rounds.get(feed.survey_id), today)) for feed in chosen)
    return {indicator: value for indicator, value in values if value}


def _value(feed: SurveyFeed, asked: Asked | None, today: datetime.date) -> Live | None:
    key, _slash, statement = feed.question.partition(SLASH)
    question = asked.questionnaire.question(key) if asked else None
    figures = asked.shown.questions.get(key) if asked else None
    if asked is None or question is None or figures is None:
        return None
    # What only some are asked is a filter: it tells nothing of fewer people than the smallest group.
    if not is_enough(asked.questionnaire, figures.answered):
        return None
    number = reckon(question, figures, feed.reckoning, statement=statement, options=feed.options)
    if number is None:
        return None
    closed = asked.round.closed_at
    return Live(
        rounded(number),
        timezone.localdate(closed) if closed else today,
        SourceKind.SURVEY,
        {
            "survey": asked.round.survey.public_id, "survey_name": asked.round.survey.name,
            "round": asked.round.public_id, "round_label": asked.round.label, "question": feed.question,
            "words": dict(question.words), "reckoning": feed.reckoning, "options": list(feed.options),
            "sheets": asked.shown.counted, "answered": figures.answered, "counts": counts_of(figures, statement),
            "total": str(figures.total) if figures.total is not None else None,
        },
    )  # fmt: skip
