"""What goes by the clock, and at somebody's word in the office: addresses and the rows of letters. Counts stay."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from plon.accounts.models import User
from plon.history.record import record
from plon.jobs.lengthy import WorkState
from plon.newsletter.actions.going import end_for_good
from plon.newsletter.actions.subscribing import erase
from plon.newsletter.keeping import UNCONFIRMED_DAYS, dead_days, letter_days
from plon.newsletter.models import Sending, Subscriber
from plon.newsletter.queries import tally_of

# What a person may continue, but nobody did.
_HELD = Q(state=WorkState.FAILED) | Q(state=WorkState.CANCELLED, is_paused=True)


def erase_due() -> None:
    """Erase what is due; bears being done twice. A rule's work, so no event in the history."""
    now = timezone.now()
    since = now - datetime.timedelta(days=UNCONFIRMED_DAYS)
    Subscriber.objects.filter(confirmed_at=None, asked_at__lt=since).delete()
    # A request that a subscribed address did not confirm.
    Subscriber.objects.filter(asked_at__lt=since).exclude(asked_language="").update(asked_topics=[], asked_language="")
    dead = Subscriber.objects.filter(dead_at__lt=now - datetime.timedelta(days=dead_days()))
    for key in dead.values_list("pk", flat=True):
        with transaction.atomic():
            # Not whoever came back in this moment.
            if subscriber := dead.select_for_update().filter(pk=key).first():
                erase(subscriber)
    old = Sending.objects.filter(tally={}, ended_at__lt=now - datetime.timedelta(days=letter_days()))
    # One that has not begun names nobody.
    for key in old.filter(_HELD, begun_at__isnull=False).values_list("pk", flat=True):
        with transaction.atomic():
            if held := old.select_for_update().filter(_HELD, pk=key).first():
                end_for_good(held)
    for sending in old.filter(Q(state=WorkState.DONE) | Q(state=WorkState.CANCELLED, is_paused=False)):
        _count_letters(sending)


@transaction.atomic
def _count_letters(sending: Sending) -> None:
    """Keep how many letters had which end, and drop who they were for."""
    counted = tally_of(sending)
    Sending.objects.filter(pk=sending.pk).update(tally=counted or {"sent": 0})
    sending.deliveries.all().delete()


@transaction.atomic
def erase_for_somebody(email: str, *, by: User) -> bool:
    """Erase an address because somebody asked the office to; False if it is not there. The history does not name it."""
    found = Subscriber.objects.select_for_update().filter(email=email.strip().lower()).first()
    if found is None:
        return False
    erase(found)
    record("newsletter.erased", by=by, subject=found)
    return True
