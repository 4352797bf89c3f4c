"""The rows of a sending: each letter is taken by one sender and settled once, in transactions of their own.

A row is `GOING`, safe in the database, before the mail server sees the letter, and settled right after its answer. So
a sender that dies leaves at most one letter `GOING`. Nobody knows whether it went: it becomes `UNSURE`, is counted for
the office, and never sent again. At most once is kinder to a reader than twice.
"""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from plon.newsletter.actions.going import hindrances_of
from plon.newsletter.enums import OWED, DeliveryState
from plon.newsletter.models import Delivery, Issue, Sending, Subscriber
from plon.newsletter.queries import receivers_of
from plon.newsletter.refusals import NotReady
from plon.newsletter.sending.carrier import Answer

AT_A_TIME = 100
ROWS = 1000
# After how long a letter is tried again that the server did not want yet; then it is given up.
PAUSES = tuple(datetime.timedelta(minutes=minutes) for minutes in (10, 60, 240, 720, 1440))
SETTLED = {
    Answer.TAKEN: DeliveryState.SENT,
    Answer.NO_MAILBOX: DeliveryState.NO_MAILBOX,
    Answer.REFUSED: DeliveryState.REFUSED,
    Answer.UNSURE: DeliveryState.UNSURE,
}


@transaction.atomic
def begin(sending: Sending) -> None:
    """Publish the number and write down who gets it, all or nothing; done once, whoever asks again.

    Raises:
        NotReady: something was taken out of it since it was set to go; it stays a draft.
    """
    found = Sending.objects.select_for_update().get(pk=sending.pk)
    if found.begun_at is not None:
        return
    # Who holds them all gives the next number alone; they are few.
    list(Issue.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    issue = Issue.objects.get(pk=found.issue_id)
    if missing := hindrances_of(issue):
        raise NotReady(missing[0])
    now = timezone.now()
    issue.number = (Issue.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    issue.published_at = now
    issue.full_clean()
    issue.save()
    # Who is leaving has left before they are read, or waits until their letter is written down.
    held = receivers_of(issue.topics, issue.languages).select_for_update(no_key=True)
    receivers = held.order_by("pk").values_list("pk", "language")
    new = (Delivery(sending=found, subscriber_id=key, language=language) for key, language in receivers)
    Delivery.objects.bulk_create(new, batch_size=ROWS)
    Sending.objects.filter(pk=found.pk).update(begun_at=now)


def mark_unsure(sending: Sending) -> int:
    """Give up what a dead sender had in its hands; return how many letters."""
    left = sending.deliveries.filter(state=DeliveryState.GOING)
    return left.update(state=DeliveryState.UNSURE, changed_at=timezone.now())


def next_rows(sending: Sending) -> list[Delivery]:
    """Return some letters that are to go now, with their subscribers."""
    due = Q(state=DeliveryState.WAITING) | Q(state=DeliveryState.LATER, next_at__lte=timezone.now())
    found = sending.deliveries.filter(due, subscriber__isnull=False)
    return list(found.select_related("subscriber").order_by("pk")[:AT_A_TIME])


def take(row: Delivery) -> bool:
    """Take a letter on oneself; False if somebody else did, or its reader has left meanwhile."""
    owed = Delivery.objects.filter(pk=row.pk, state__in=OWED, subscriber__isnull=False)
    return bool(owed.update(state=DeliveryState.GOING, changed_at=timezone.now()))


def put_back(row: Delivery) -> None:
    """The letter surely did not go: it waits as before."""
    _owe(row, {DeliveryState.GOING}, state=DeliveryState(row.state))


def settle(row: Delivery, answer: Answer) -> DeliveryState:
    """Write down what the mail server answered, and return what the letter is now."""
    now = timezone.now()
    # Also over `UNSURE`: whom everybody took for dead knows better.
    mine = {DeliveryState.GOING, DeliveryState.UNSURE}
    if answer is Answer.LATER and row.tries < len(PAUSES):
        next_at = now + PAUSES[row.tries]
        return _owe(row, mine, state=DeliveryState.LATER, tries=row.tries + 1, next_at=next_at, changed_at=now)
    state = SETTLED.get(answer, DeliveryState.GIVEN_UP)
    Delivery.objects.filter(pk=row.pk, state__in=mine).update(state=state, next_at=None, changed_at=now)
    if answer is Answer.NO_MAILBOX and row.subscriber_id is not None:
        Subscriber.objects.filter(pk=row.subscriber_id, dead_at=None).update(dead_at=now)
    return state


def spare(refused: Collection[Delivery]) -> None:
    """Take back what a server said that refused so many in a row: the fault is hardly theirs.

    Their letters wait once more; what is refused again then stays so, that whoever goes on gets further. No mailbox
    counts as gone by it.
    """
    lately = [row.subscriber.pk for row in refused if row.subscriber is not None and row.subscriber.dead_at is None]
    Subscriber.objects.filter(pk__in=lately).update(dead_at=None)
    for row in refused:
        if row.tries == 0:
            settled = {DeliveryState.REFUSED, DeliveryState.NO_MAILBOX}
            _owe(row, settled, state=DeliveryState.WAITING, tries=1, changed_at=timezone.now())


@transaction.atomic
def _owe(row: Delivery, since: Collection[DeliveryState], *, state: DeliveryState, **told: Any) -> DeliveryState:
    """Let a letter wait, unless meanwhile its reader left or the sending was stopped; return what it is now."""
    # Who stops a sending or erases a reader locks the same rows: a letter is owed by nobody afterwards.
    sending = Sending.objects.select_for_update(no_key=True).get(pk=row.sending_id)
    found = Delivery.objects.select_for_update().filter(pk=row.pk, state__in=since).first()
    if found is None:
        return state
    if found.subscriber_id is None or sending.is_over:
        state, told = DeliveryState.LEFT, {"next_at": None}
    Delivery.objects.filter(pk=row.pk).update(state=state, **told)
    return state


def next_try(sending: Sending) -> datetime.datetime | None:
    """Return when the first of the letters that wait for another try is due; None if none waits."""
    waiting = sending.deliveries.filter(state=DeliveryState.LATER).order_by("next_at")
    return waiting.values_list("next_at", flat=True).first()
