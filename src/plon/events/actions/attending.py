"""After an event: who was there, and the letter with certificate and survey (an open round, or another address)."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.events.actions.line import lock
from plon.events.actions.surveying import open_survey
from plon.events.enums import About, RegistrationState
from plon.events.letters.owing import owe
from plon.events.models import AgencyEvent
from plon.events.queries import answering_address
from plon.events.refusals import WrongMoment
from plon.history.record import record


@transaction.atomic
def tick_attendance(event: AgencyEvent, *, by: User, present: Collection[str], listed: Collection[str]) -> int:
    """Keep who was there of those on the page that was sent; return how many were.

    `present` and `listed` are public ids: of those ticked, and of all who stood on the page; others stay as they are.

    Raises:
        WrongMoment: the event has not begun, was called off, or the names are erased.
    """
    event = lock(event.pk)
    if not event.is_published or event.starts_at > timezone.now():
        raise WrongMoment(_("Attendance can be ticked once the event has begun."))
    if event.erased_at:
        raise WrongMoment(_("The names of this event are erased."))
    seated = event.registrations.filter(state=RegistrationState.SEATED, public_id__in=list(listed))
    were = seated.filter(public_id__in=list(present)).update(attended=True)
    seated.exclude(public_id__in=list(present)).update(attended=False)
    record("agencyevent.attendance", by=by, subject=event)
    return were


@transaction.atomic
def send_after(event: AgencyEvent, *, by: User) -> int:
    """Owe everybody who was there the letter with certificate and survey, each of them once; return how many.

    Raises:
        WrongMoment: the event is not over, or there is nothing to send.
        NotReady: a question of the survey lacks something.
    """
    event = lock(event.pk)
    if not event.is_published or not event.is_over:
        raise WrongMoment(_("These letters go when the event is over."))
    open_survey(event, by=by)
    if not event.gives_certificates and not answering_address(event):
        raise WrongMoment(_("There is nothing to send: neither certificates nor a survey are set."))
    were = event.registrations.filter(state=RegistrationState.SEATED, attended=True, wants_letters=True)
    owed = [owe(registration, About.AFTER) for registration in were.exclude(email="")]
    record("agencyevent.after", by=by, subject=event)
    return sum(owed)
