"""Rounds that open and close by themselves, when their hour has come."""

import datetime
import logging

from django.db.models import Q
from django.utils import timezone

from plon.errors import DomainError
from plon.surveys.actions.rounds import close_round, open_round
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round

log = logging.getLogger("plon.surveys")

EVERY = datetime.timedelta(minutes=1)


def open_and_close() -> None:
    """Open what is due, then close what is due. What can't be opened waits; the project's overview says so."""
    now = timezone.now()
    for each in due_to_open(now):
        try:
            open_round(each, by=None)
        except DomainError as refusal:
            log.info("The round %s can't be opened yet: %s", each.public_id, type(refusal).__name__)
    for each in Round.objects.filter(state=SurveyState.OPEN, closes_at__lte=now).select_related("survey"):
        try:
            close_round(each, by=None)
        except DomainError:
            log.info("The round %s was closed meanwhile", each.public_id)


def due_to_open(now: datetime.datetime) -> list[Round]:
    """Return the planned rounds whose hour has come and is not over."""
    is_not_over = Q(closes_at__isnull=True) | Q(closes_at__gt=now)
    due = Round.objects.filter(is_not_over, state=SurveyState.DRAFT, opens_at__lte=now)
    return list(due.select_related("survey").order_by("opens_at", "pk"))
