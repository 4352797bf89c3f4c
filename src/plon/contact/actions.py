"""What happens to a message: it comes, is answered, noted on, given to somebody, closed, and erased by its date."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.contact.duties import due_on
from plon.contact.ending import end_message
from plon.contact.enums import Category, Kind, State
from plon.contact.keeping import message_days
from plon.contact.models import SPAM_ERASED_AFTER_DAYS, Entry, Message
from plon.contact.places import path_of, title_of
from plon.contact.posting import send_answer_on_commit, send_receipt_on_commit
from plon.contact.refusals import AnswerOwed, Changed, NoAddress
from plon.history.record import record

AT_A_TIME = 500
_ERASED = _("This message was erased.")


@transaction.atomic
def send_message(
    *,
    category: str,
    words: str,
    name: str = "",
    email: str = "",
    language: str,
    page: str = "",
    is_about_minors: bool = False,
    is_example: bool = False,
) -> Message:
    """Keep what somebody outside wrote, and send a receipt to the address they left.

    By when an answer is owed follows from the category. A page that is no public page of this house counts as none.
    """
    path = path_of(page)
    message = Message(
        category=category, words=words, name=name, email=email, language=language, page=path,
        page_title=title_of(path, language), is_about_minors=is_about_minors, is_example=is_example,
        due_on=due_on(category, timezone.localdate()),
    )  # fmt: skip
    message.full_clean()
    message.save()
    record("message.received", by=None, subject=message)
    send_receipt_on_commit(message)
    return message


@transaction.atomic
def answer_message(message: Message, *, by: User, words: str, closes: bool = False) -> Entry:
    """Send an answer by e-mail and keep it; the message is in hand, by whoever answers if nobody had it.

    It counts as answered, and is closed if `closes`, once the mail server has taken the letter.

    Raises:
        NoAddress: nobody knows where to send it.
    """
    held = _lock(message)
    if not held.email:
        raise NoAddress(_("No e-mail was left, so nothing can be sent. Write a note instead."))
    entry = _write(held, Kind.ANSWER, by=by, words=words, closes=closes)
    held.assigned_to = held.assigned_to or by
    if held.state == State.NEW:
        held.state = State.OPEN
    held.save(update_fields=["assigned_to", "state"])
    record("message.answered", by=by, subject=held)
    send_answer_on_commit(entry)
    return entry


@transaction.atomic
def note_message(message: Message, *, by: User, words: str) -> Entry:
    """Keep a note that only the office reads."""
    held = _lock(message)
    entry = _write(held, Kind.NOTE, by=by, words=words)
    record("message.noted", by=by, subject=held)
    return entry


@transaction.atomic
def assign_message(message: Message, *, by: User, to: User | None) -> Message:
    """Say who deals with it; None gives it back to all."""
    held = _lock(message)
    before = str(held.assigned_to or "")
    held.assigned_to = to
    if to is not None and held.state == State.NEW:
        held.state = State.OPEN
    held.save(update_fields=["assigned_to", "state"])
    record("message.assigned", by=by, subject=held, changes={"assigned_to": [before, str(to or "")]})
    return held


@transaction.atomic
def close_message(message: Message, *, by: User) -> Message:
    """End it; after `message_days` its words, name and address are erased.

    Raises:
        AnswerOwed: it is a notice of unlawful content whose sender has heard no decision (DSA, art. 16(5)); where no
            letter can reach them, it is enough that one was tried.
        Changed: it is closed already.
    """
    held = _lock(message)
    if not held.is_waiting:
        raise Changed(_("It is closed already."))
    if held.category == Category.UNLAWFUL and held.email and held.answered_at is None:
        _see_that_it_was_tried(held)
    return end_message(held, State.CLOSED, "message.closed", by=by, days=message_days())


@transaction.atomic
def mark_as_spam(message: Message, *, by: User) -> Message:
    """Put it away as what a program or an advertiser sent; it is erased two weeks later.

    Raises:
        Changed: it is closed already.
    """
    held = _lock(message)
    if not held.is_waiting:
        raise Changed(_("It is closed already."))
    return end_message(held, State.SPAM, "message.spam", by=by, days=SPAM_ERASED_AFTER_DAYS)


@transaction.atomic
def reopen_message(message: Message, *, by: User) -> Message:
    """Take a closed message up again.

    Raises:
        Changed: it is open, or was erased.
    """
    held = _lock(message)
    if held.is_waiting:
        raise Changed(_("It is open already."))
    held.state, held.closed_at, held.erase_on = State.OPEN, None, None
    held.save(update_fields=["state", "closed_at", "erase_on"])
    record("message.reopened", by=by, subject=held)
    return held


@transaction.atomic
def erase_message(message: Message, *, by: User | None) -> Message:
    """Erase words, name, address, answers and notes; what it was about and when stays for the counts.

    Raises:
        Changed: it was erased already.
    """
    held = _lock(message)
    held.entries.all().delete()
    now = timezone.now()
    if held.is_waiting:
        held.state = State.CLOSED
    held.words = held.name = held.email = ""
    held.assigned_to, held.erase_on, held.erased_at = None, None, now
    held.closed_at = held.closed_at or now
    held.save()
    record("message.erased", by=by, subject=held)
    return held


def erase_due(today: datetime.date | None = None) -> None:
    """Erase what is due, in pieces, so that nobody waits; bears being done twice."""
    day = today or timezone.localdate()
    due = Message.objects.filter(erase_on__lte=day, erased_at=None).order_by("pk")
    while some := list(due[:AT_A_TIME]):
        for message in some:
            erase_message(message, by=None)


def _lock(message: Message) -> Message:
    held = Message.objects.select_for_update().get(pk=message.pk)
    if held.erased_at is not None:
        raise Changed(_ERASED)
    return held


def _see_that_it_was_tried(message: Message) -> None:
    answers = message.entries.filter(kind=Kind.ANSWER)
    if answers.filter(failed_at__isnull=False).exists():
        return
    if answers.exists():
        raise AnswerOwed(_("The answer still waits for the mail server. Close the message when it has gone."))
    raise AnswerOwed(_("Who sent a notice of unlawful content must hear the decision and its reasons: answer first."))


def _write(message: Message, kind: Kind, *, by: User, words: str, closes: bool = False) -> Entry:
    entry = Entry(message=message, kind=kind, words=words, by=by, by_label=str(by)[:200], closes=closes)
    entry.full_clean()
    entry.save()
    return entry
