"""Letters to the mail server: at once, or by the clock as soon as it is back. No row of a letter keeps an address."""

import datetime
import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone

from plon.agency.mail import Outcome, deliver
from plon.projects.queries import coordinators_of
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from plon.uptake.enums import Telling
from plon.uptake.letters import composing
from plon.uptake.letters.letter import Letter, as_email
from plon.uptake.models import Contact, Inquiry, Reply, Use
from plon.uptake.queries import earlier_use, told_by

log = logging.getLogger("plon.uptake")
# How long a letter that didn't go is tried again.
TRIED_FOR = datetime.timedelta(days=3)
# Several files that are published one after the other make one letter.
QUIET = datetime.timedelta(hours=1)
EVERY = datetime.timedelta(minutes=10)
_Row = TypeVar("_Row", Contact, Inquiry, Reply)


def send_confirmation_on_commit(contact: Contact) -> None:
    """Send the link once what was told is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        send_confirmation(contact)

    transaction.on_commit(send, robust=True)


def send_confirmation(contact: Contact) -> None:
    told = told_by(contact)
    if told is None or told.confirmed_at:
        return
    earlier = earlier_use(contact, told) if isinstance(told, Use) else None
    if _deliver(composing.confirmation(contact, told, earlier)):
        Contact.objects.filter(pk=contact.pk).update(mailed_at=timezone.now(), times_mailed=F("times_mailed") + 1)


def send_inquiry_on_commit(inquiry: Inquiry) -> None:
    """Tell the coordinators what somebody asks."""

    def send() -> None:
        send_inquiry(inquiry)

    transaction.on_commit(send, robust=True)


def send_inquiry(inquiry: Inquiry) -> None:
    if _tell_team(inquiry, inquiry.words):
        Inquiry.objects.filter(pk=inquiry.pk).update(mailed_at=timezone.now())


def _tell_team(inquiry: Inquiry, words: str) -> bool:
    leads = list(coordinators_of(inquiry.result.project).filter(person__is_active=True))
    gone = [_deliver(composing.inquiry_to_team(inquiry, lead.person, words)) for lead in leads]
    # If one of them has it, it is with the team: a second try would write to that one twice.
    return any(gone)


def send_reply_on_commit(reply: Reply) -> None:
    """Send one turn of a conversation to the other side."""

    def send() -> None:
        send_reply(reply)

    transaction.on_commit(send, robust=True)


def send_reply(reply: Reply) -> None:
    inquiry = reply.inquiry
    if reply.is_from_asker:
        gone = _tell_team(inquiry, reply.words)
    else:
        gone = inquiry.contact is None or _deliver(composing.reply_to_asker(reply, inquiry.contact))
    if gone:
        Reply.objects.filter(pk=reply.pk).update(mailed_at=timezone.now())


def send_waiting() -> None:
    """Send what didn't go: links, questions, answers."""
    since = timezone.now() - TRIED_FOR
    for contact in Contact.objects.filter(mailed_at=None, made_at__gt=since):
        _try(send_confirmation, contact)
    waiting = Inquiry.objects.filter(mailed_at=None, confirmed_at__gt=since, hidden_at=None)
    for inquiry in waiting.select_related("result__project"):
        _try(send_inquiry, inquiry)
    replies = Reply.objects.filter(mailed_at=None, said_at__gt=since)
    for reply in replies.select_related("inquiry__result__project", "inquiry__contact"):
        _try(send_reply, reply)
    send_news()


def _try(send: Callable[[_Row], None], row: _Row) -> None:
    """Send one letter of many: a fault of its own holds up no other."""
    try:
        send(row)
    except Exception:
        log.exception("A letter could not be made or sent")


def send_news() -> None:
    """Tell those who wanted news that a new version of a file is public, once for all files of an hour."""
    quiet = timezone.now() - QUIET
    newest = (
        _versions()
        .filter(result__in=_with_readers())
        .values("result_id")
        .annotate(newest=Max("uploaded_at"))
        .filter(newest__lt=quiet)
    )
    for row in newest.order_by():
        waiting = Contact.objects.filter(_wants(), use__result=row["result_id"], told_until__lt=row["newest"])
        _tell_news(list(waiting), Result.objects.get(pk=row["result_id"]), row["newest"])


def _wants() -> models.Q:
    return models.Q(wants_news=True, about=Telling.USE, use__confirmed_at__isnull=False)


def _with_readers() -> models.QuerySet[Use, int]:
    readers = Use.objects.filter(contact__wants_news=True, confirmed_at__isnull=False)
    return readers.filter(result__state=ResultState.PUBLISHED).values_list("result_id", flat=True)


def _versions() -> models.QuerySet[ResultFile]:
    return ResultFile.objects.filter(is_public=True, replaces__isnull=False, replaced_by__isnull=True)


def _tell_news(readers: list[Contact], result: Result, newest: datetime.datetime) -> None:
    for contact in readers:
        before = contact.told_until
        # Whoever moves the date sends the letter; if it doesn't go, the date goes back.
        mine = Contact.objects.filter(pk=contact.pk, told_until=before, wants_news=True)
        if not mine.update(told_until=newest):
            continue
        files = [file.title or file.name for file in _versions().filter(result=result, uploaded_at__gt=before)]
        if not _deliver(composing.news_letter(contact, result, files)):
            Contact.objects.filter(pk=contact.pk, told_until=newest).update(told_until=before)


def _deliver(letter: Letter) -> bool:
    """Send a letter; False if it may go another time. An address that doesn't exist is given up."""
    return deliver(as_email(letter)) is not Outcome.LATER
