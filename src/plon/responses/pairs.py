"""Answers before and after, person by person, joined by the code that people make: nobody knows whose they are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plon.responses.models import Response, RoundFigures
from plon.responses.queries import questionnaire_of
from plon.responses.tallying import group_of
from plon.surveys.enums import QuestionKind, SurveyState
from plon.surveys.models import Round
from plon.surveys.questionnaire import Questionnaire

# What can be compared; the rest of a sheet stays out, so that no pair tells who it is.
COMPARED = {QuestionKind.SCALE, QuestionKind.MATRIX, QuestionKind.NUMBER}


@dataclass(frozen=True, slots=True)
class Pair:
    """What one person answered before and after, by key of question: steps, numbers, and {statement: step}."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


def pairs_of(before: Round, after: Round) -> tuple[Pair, ...]:
    """Return the counted pairs of two rounds of one survey, in an order that tells nothing.

    There are none until both are closed: while people still answer, a group of new sheets may hold one pair, and that
    pair would be one person's. There are none, either, if they are fewer than a group. A code that two people made
    alike in one round is left out.
    """
    rounds = (before, after)
    if before.survey_id != after.survey_id or any(asked.state != SurveyState.CLOSED for asked in rounds):
        return ()
    if RoundFigures.objects.filter(round__in=rounds, is_final=True).count() < len(rounds):
        return ()
    questionnaires = [questionnaire_of(asked) for asked in rounds]
    sheets = [dict(_by_code(asked, asks)) for asked, asks in zip(rounds, questionnaires, strict=True)]
    # By the locked code, which is as good as chance.
    pairs = tuple(Pair(sheets[0][code], sheets[1][code]) for code in sorted(sheets[0].keys() & sheets[1].keys()))
    return pairs if len(pairs) >= max(map(group_of, questionnaires)) else ()


def _by_code(asked: Round, questionnaire: Questionnaire) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = list(Response.objects.filter(round=asked, is_counted=True).exclude(pair="").values_list("pair", "answers"))
    often = Counter(code for code, _answers in rows)
    keys = {question.key for question in questionnaire.questions if question.kind in COMPARED}
    for code, answers in rows:
        if often[code] == 1:
            yield code, {key: answer for key, answer in answers.items() if key in keys}
