"""The day before: a reminder with the way to join and the calendar file."""

import datetime

from django.db import transaction
from django.utils import timezone

from plon.events.enums import About, EventState, RegistrationState
from plon.events.letters.owing import owe
from plon.events.models import AgencyEvent, EventLetter, Registration

BEFORE = datetime.timedelta(hours=26)
# Who got a place so shortly before has just read everything in that letter.
FRESH = datetime.timedelta(hours=12)


def remind(now: datetime.datetime | None = None) -> None:
    """Owe everybody who has a place the reminder, once for each beginning; bears being done twice."""
    moment = now or timezone.now()
    soon = AgencyEvent.objects.filter(state=EventState.PUBLISHED, starts_at__gt=moment, starts_at__lte=moment + BEFORE)
    for event in soon:
        _remind_of(event, moment)


@transaction.atomic
def _remind_of(event: AgencyEvent, moment: datetime.datetime) -> None:
    known = Registration.objects.filter(
        event=event, state=RegistrationState.SEATED, wants_letters=True, seated_at__lte=moment - FRESH
    )
    number = event.start_minute
    reminded = EventLetter.objects.filter(registration__event=event, about=About.REMINDER, number=number)
    for registration in known.exclude(pk__in=reminded.values("registration")).exclude(email=""):
        owe(registration, About.REMINDER, number=number)
