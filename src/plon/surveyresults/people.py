"""The sheets of identified surveys, with names: for coordinators alone."""

from django.db.models import QuerySet

from plon.responses.models import IdentifiedResponse
from plon.surveyresults.queries import AskedRound


def sheets_of(asked: AskedRound) -> QuerySet[IdentifiedResponse]:
    """Return the sheets of a round, oldest first; empty for anonymous surveys."""
    if asked.questionnaire.is_anonymous:
        return IdentifiedResponse.objects.none()
    return IdentifiedResponse.objects.filter(round=asked.round).order_by("answered_at", "pk")
