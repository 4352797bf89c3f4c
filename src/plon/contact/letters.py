"""Letters of the room: the receipt, the answer, and one a day to the office. What didn't go is tried again."""

import datetime
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plon.agency.own import NAME
from plon.agency.settings import text_of, value_of
from plon.contact.duties import duty_of
from plon.contact.enums import Kind, State
from plon.contact.models import Entry, Message
from plon.contact.queries import waiting_counts
from plon.pages import whole_address

log = logging.getLogger("plon.contact")
# How long a letter that didn't go is tried again.
TRIED_FOR = datetime.timedelta(days=3)
EVERY = datetime.timedelta(minutes=10)
# An answer is what a person wrote.
AUTOMATIC = {"receipt": {"Auto-Submitted": "auto-replied"}, "office": {"Auto-Submitted": "auto-generated"}}


def send_receipt_on_commit(message: Message) -> None:
    """Send the receipt once the message is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        send_receipt(message)

    transaction.on_commit(send, robust=True)


def send_receipt(message: Message) -> None:
    """Say that it came and by when an answer is owed. It repeats no words: the address may be a stranger's."""
    if message.email and _deliver(
        "receipt", message.email, message.language, message=message, duty=duty_of(message.category).law
    ):
        Message.objects.filter(pk=message.pk).update(receipt_at=timezone.now())


def send_answer_on_commit(entry: Entry) -> None:
    """Send an answer once it is safe."""

    def send() -> None:
        send_answer(entry)

    transaction.on_commit(send, robust=True)


def send_answer(entry: Entry) -> None:
    """Send an answer to who wrote; they answer to the agency's own address, if it has one."""
    message = entry.message
    if _deliver("answer", message.email, message.language, message=message, entry=entry):
        Entry.objects.filter(pk=entry.pk).update(mailed_at=timezone.now())


def send_waiting() -> None:
    """Send what didn't go: receipts and answers."""
    since = timezone.now() - TRIED_FOR
    unsent = Message.objects.filter(receipt_at=None, sent_at__gt=since, erased_at=None).exclude(state=State.SPAM)
    for message in unsent.exclude(email=""):
        send_receipt(message)
    answers = Entry.objects.filter(kind=Kind.ANSWER, mailed_at=None, written_at__gt=since)
    for entry in answers.select_related("message"):
        send_answer(entry)


def tell_office() -> None:
    """Tell the agency's own address once a day what waits, if something came since or is late."""
    counts, to = waiting_counts(timezone.now() - datetime.timedelta(days=1)), value_of("agency.email")
    if to and (counts.new or counts.late):
        address = whole_address(reverse("office_contact:index"))
        _deliver("office", to, settings.LANGUAGE_CODE, counts=counts, address=address)


def _deliver(kind: str, to: str, language: str, **context: object) -> bool:
    """Send a letter; False if it may go another time. An address that doesn't exist is given up."""
    with override(language):
        agency = text_of(NAME, language)
        told = {"agency": agency, "base_url": settings.BASE_URL, **context}
        text = render_to_string(f"contact/letters/{kind}.txt", told)
    subject, _rest, body = text.strip().partition("\n")
    reply_to = [address] if kind == "answer" and (address := value_of("agency.email")) else None
    headers = {"Content-Language": language, **AUTOMATIC.get(kind, {})}
    subject = " ".join(subject.split())
    letter = EmailMessage(subject, body.strip() + "\n", None, [to], headers=headers, reply_to=reply_to)
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused:
        log.warning("A letter was refused for its address and is given up")
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("A letter waits for the mail server: %s", failure)
        return False
    return True
