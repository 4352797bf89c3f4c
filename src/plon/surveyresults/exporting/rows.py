"""Answers without names, one after the other, in an order that tells nothing."""

from collections.abc import Iterator

from plon.responses.models import IdentifiedResponse, Response
from plon.surveyresults.exporting.variables import Answers
from plon.surveyresults.queries import AskedRound

_AT_ONCE = 2000


def answers_of(asked: AskedRound) -> Iterator[Answers]:
    """Yield what was chosen on each sheet that is counted."""
    if asked.questionnaire.is_anonymous:
        rows = Response.objects.filter(round=asked.round, is_counted=True).order_by("id")
        return rows.values_list("answers", flat=True).iterator(_AT_ONCE)
    # The mark was made by chance, so its order is none.
    sheets = IdentifiedResponse.objects.filter(round=asked.round, is_counted=True).order_by("mark")
    return sheets.values_list("answers", flat=True).iterator(_AT_ONCE)
