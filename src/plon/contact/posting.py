"""Receipts and answers to the mail server: whoever claims a row sends it, so that nobody gets a letter twice.

An answer counts as given once the mail server has taken it; only then it closes its message.
"""

import datetime
import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plon.agency.mail import Outcome, deliver
from plon.contact.ending import end_message
from plon.contact.enums import Kind, State
from plon.contact.keeping import message_days
from plon.contact.letters import answer_of, receipt_of
from plon.contact.models import Entry, Message

log = logging.getLogger("plon.contact")
# How long a letter that didn't go is tried again; then it counts as failed.
TRIED_FOR = datetime.timedelta(days=3)
EVERY = datetime.timedelta(minutes=10)
# A claim that is older and not settled is of a process that died.
STALE = datetime.timedelta(minutes=15)
_Row = TypeVar("_Row", Message, Entry)


def send_receipt_on_commit(message: Message) -> None:
    """Send the receipt once the message is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        send_receipt(message.pk)

    transaction.on_commit(send, robust=True)


def send_answer_on_commit(entry: Entry) -> None:
    """Send an answer once it is safe."""

    def send() -> None:
        send_answer(entry.pk)

    transaction.on_commit(send, robust=True)


def send_receipt(key: int) -> None:
    """Send the receipt of a message, unless somebody else does or did."""
    _send(Message.objects.filter(pk=key, erased_at=None).exclude(email=""), receipt_of)


def send_answer(key: int) -> None:
    """Send an answer, unless somebody else does or did; then the message is answered, and closed if it says so."""
    _send(Entry.objects.filter(pk=key).select_related("message", "by"), answer_of, _count_answer)


def send_waiting() -> None:
    """Send what didn't go, receipts and answers, and give up what was tried for days."""
    since = timezone.now() - TRIED_FOR
    receipts = Message.objects.filter(mailed_at=None, failed_at=None, erased_at=None).exclude(state=State.SPAM)
    receipts = receipts.exclude(email="")
    answers = Entry.objects.filter(kind=Kind.ANSWER, mailed_at=None, failed_at=None)
    for key in list(receipts.filter(sent_at__gt=since).values_list("pk", flat=True)):
        send_receipt(key)
    for key in list(answers.filter(written_at__gt=since).values_list("pk", flat=True)):
        send_answer(key)
    now = timezone.now()
    receipts.filter(sent_at__lte=since).update(failed_at=now)
    answers.filter(written_at__lte=since).update(failed_at=now)


def _send(
    rows: QuerySet[_Row], make: Callable[[_Row], EmailMessage], taken: Callable[[_Row], None] = lambda _row: None
) -> None:
    """Claim the row, send its letter, keep what became of it. Whatever fails, it holds up no other letter."""
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - STALE)
    if not rows.filter(free, mailed_at=None, failed_at=None).update(claimed_at=now):
        return
    try:
        row = rows.get()
        outcome = deliver(make(row))
    except Exception:
        # A fault of this letter alone: it is tried again when its claim is old.
        log.exception("A letter could not be made or sent")
        return
    if outcome is Outcome.LATER:
        rows.filter(claimed_at=now).update(claimed_at=None)
    elif outcome is Outcome.REFUSED:
        rows.update(failed_at=timezone.now())
    else:
        with transaction.atomic():
            rows.update(mailed_at=timezone.now())
            taken(row)


def _count_answer(entry: Entry) -> None:
    held = Message.objects.select_for_update().filter(pk=entry.message_id, erased_at=None).first()
    if held is None:
        return
    if held.answered_at is None:
        held.answered_at = timezone.now()
        Message.objects.filter(pk=held.pk).update(answered_at=held.answered_at)
    if entry.closes and held.is_waiting:
        end_message(held, State.CLOSED, "message.closed", by=entry.by, days=message_days())
