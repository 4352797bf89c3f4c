"""What may be read of answers: figures from what is stored, texts and rows only as far as they are counted."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from plon.responses.figures import Shown, figures_of
from plon.responses.models import FreeText, IdentifiedResponse, RoundFigures
from plon.responses.tallying import group_of
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round
from plon.surveys.questionnaire import Questionnaire, from_json

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,24}")


def find_round(secret: str) -> Round | None:
    """Return the round that a link leads to, with what its page shows."""
    # A database may refuse to look for what it could not keep, such as NUL.
    if not _SECRET.fullmatch(secret):
        return None
    return Round.objects.select_related("survey__project").filter(secret=secret).first()


def is_before(asked: Round) -> bool:
    """Tell whether the round is not asked yet."""
    if asked.state == SurveyState.DRAFT:
        return True
    return asked.state == SurveyState.OPEN and asked.opens_at is not None and timezone.now() < asked.opens_at


def is_open(asked: Round) -> bool:
    """Tell whether sheets are taken at this moment."""
    if asked.state != SurveyState.OPEN or is_before(asked):
        return False
    return asked.closes_at is None or timezone.now() < asked.closes_at


def shown_of(round_ids: Iterable[int]) -> Mapping[int, Shown]:
    """Return what may be shown of some rounds, by their ids, in two queries; drafts are left out."""
    rounds = Round.objects.filter(pk__in=list(round_ids)).exclude(questionnaire={})
    stored = {row.round_id: row for row in RoundFigures.objects.filter(round__in=[each.pk for each in rounds])}
    return {each.pk: shown(each, stored.get(each.pk)) for each in rounds}


def shown(asked: Round, stored: RoundFigures | None) -> Shown:
    """Return what may be shown of one round, from its stored figures."""
    questionnaire = from_json(asked.questionnaire)
    row = stored or RoundFigures(round=asked)
    group = group_of(questionnaire)
    is_over = asked.state == SurveyState.CLOSED
    missing = (group if is_over and row.is_final else 2 * group) - row.waiting
    return Shown(
        round_id=asked.pk,
        received=row.received,
        counted=row.counted,
        waiting=0 if is_over and not row.waiting and row.counted else max(missing, 0),
        # Of surveys with names, too: coordinators may read who said what, but figures go to others as well.
        questions=figures_of(questionnaire, row.content, least=group),
    )


def received_of(round_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many sheets came to each round; rounds without any are left out."""
    return dict(RoundFigures.objects.filter(round__in=list(round_ids)).values_list("round", "received"))


def free_texts_of(asked: Round, question: str) -> list[str]:
    """Return what people said in own words, as far as it is counted, in an order that tells nothing.

    Of identified rounds, too: who said it is not told.
    """
    questionnaire = from_json(asked.questionnaire)
    if questionnaire.is_anonymous:
        texts = FreeText.objects.filter(round=asked, question=question, is_counted=True).order_by("id")
        return list(texts.values_list("text", flat=True))
    rows = IdentifiedResponse.objects.filter(round=asked, is_counted=True).values_list("answers", flat=True)
    return sorted(answers[question] for answers in rows if answers.get(question))


def questionnaire_of(asked: Round) -> Questionnaire:
    """Return what the round asks, as it was when it opened."""
    return from_json(asked.questionnaire)
