"""Letters to the mail server: at once, or by the clock as soon as it is back. No row of a letter keeps an address."""

import datetime
import logging
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
from plon.uptake.letters.claims import send_claimed
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
    """Send the link once what was told is safe; a mail server that is away only delays it."""
    key = contact.pk

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        send_confirmation(key)

    transaction.on_commit(send, robust=True)


def send_inquiry_on_commit(inquiry: Inquiry) -> None:
    """Tell the coordinators what somebody asks."""
    key = inquiry.pk

    def send() -> None:
        send_inquiry(key)

    transaction.on_commit(send, robust=True)


def send_reply_on_commit(reply: Reply) -> None:
    """Send one turn of a conversation to the other side."""
    key = reply.pk

    def send() -> None:
        send_reply(key)

    transaction.on_commit(send, robust=True)


def send_confirmation(key: int) -> None:
    """Send the link of a contact, unless somebody else does or did."""
    send_claimed(Contact.objects.filter(pk=key), _ask_to_confirm)


def send_inquiry(key: int) -> None:
    """Send a question to the team, likewise."""
    send_claimed(Inquiry.objects.filter(pk=key, hidden_at=None).select_related("result__project"), _pass_on)


def send_reply(key: int) -> None:
    """Send a turn of a conversation, likewise."""
    rows = Reply.objects.filter(pk=key).select_related("inquiry__result__project", "inquiry__contact")
    send_claimed(rows, _answer)


def send_waiting() -> None:
    """Send what didn't go: links, questions, answers, and news."""
    since = timezone.now() - TRIED_FOR
    # A link is tried as long as what it confirms is kept.
    for key in _keys(Contact.objects.filter(mailed_at=None)):
        send_confirmation(key)
    for key in _keys(Inquiry.objects.filter(mailed_at=None, confirmed_at__gt=since)):
        send_inquiry(key)
    for key in _keys(Reply.objects.filter(mailed_at=None, said_at__gt=since)):
        send_reply(key)
    send_news()


def _keys(rows: models.QuerySet[_Row]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _ask_to_confirm(contact: Contact) -> bool:
    told = told_by(contact)
    if told is None or told.confirmed_at:
        return True
    earlier = earlier_use(contact, told) if isinstance(told, Use) else None
    is_gone = _deliver(composing.confirmation(contact, told, earlier))
    if is_gone:
        Contact.objects.filter(pk=contact.pk).update(times_mailed=F("times_mailed") + 1)
    return is_gone


def _pass_on(inquiry: Inquiry) -> bool:
    return _tell_team(inquiry, inquiry, inquiry.words)


def _answer(reply: Reply) -> bool:
    inquiry = reply.inquiry
    if reply.is_from_asker:
        return _tell_team(reply, inquiry, reply.words)
    return inquiry.contact is None or _deliver(composing.reply_to_asker(reply, inquiry.contact))


def _tell_team(row: Inquiry | Reply, inquiry: Inquiry, words: str) -> bool:
    """Write to each coordinator who was not told yet; one whose letter waits holds up no other."""
    leads = list(coordinators_of(inquiry.result.project).filter(person__is_active=True))
    told = list(row.told_to)
    for lead in leads:
        if lead.person_id in told:
            continue
        letter = composing.inquiry_to_team(inquiry, lead.person, words, about=f"{row._meta.model_name} {row.pk}")
        if _deliver(letter):
            told.append(lead.person_id)
            type(row)._base_manager.filter(pk=row.pk).update(told_to=told)
    return bool(leads) and all(lead.person_id in told for lead in leads)


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
        # Whoever moves the date sends the letter; if it doesn't go, the date goes back. Who dies in between has moved
        # it: one letter of news that is missing is better than one that comes twice.
        mine = Contact.objects.filter(pk=contact.pk, told_until=before, wants_news=True)
        if not mine.update(told_until=newest):
            continue
        files = [file.title or file.name for file in _versions().filter(result=result, uploaded_at__gt=before)]
        try:
            is_gone = _deliver(composing.news_letter(contact, result, files, newest))
        except Exception:
            log.exception("A letter of news could not be made or sent, and is given up")
            continue
        if not is_gone:
            Contact.objects.filter(pk=contact.pk, told_until=newest).update(told_until=before)


def _deliver(letter: Letter) -> bool:
    """Send a letter; False if it may go another time. An address that doesn't exist is given up."""
    return deliver(as_email(letter)) is not Outcome.LATER
