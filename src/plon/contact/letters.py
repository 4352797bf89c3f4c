"""What the room's letters say, and how they reach the mail server: the receipt, the answer, one a day to the office."""

import datetime
import enum
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plon.agency.own import NAME
from plon.agency.settings import text_of, value_of
from plon.contact.duties import duty_of
from plon.contact.models import Entry, Message
from plon.contact.queries import waiting_counts
from plon.pages import whole_address

log = logging.getLogger("plon.contact")
# From here on a mail server's answer is for good (RFC 5321, 4.2.1); below it may take the letter another time.
FOR_GOOD = 500
# An answer is what a person wrote.
AUTOMATIC = {"receipt": {"Auto-Submitted": "auto-replied"}, "office": {"Auto-Submitted": "auto-generated"}}


class Outcome(enum.Enum):
    """What the mail server made of a letter."""

    TAKEN = enum.auto()
    LATER = enum.auto()
    REFUSED = enum.auto()


def receipt_of(message: Message) -> EmailMessage:
    """Say that it came and by when an answer is owed. It repeats no words: the address may be a stranger's."""
    return _letter("receipt", message.email, message.language, message=message, duty=duty_of(message.category).law)


def answer_of(entry: Entry) -> EmailMessage:
    """Tell who wrote what the office answers; they answer to the agency's own address, if it has one."""
    message = entry.message
    return _letter("answer", message.email, message.language, message=message, entry=entry)


def tell_office() -> None:
    """Tell the agency's own address once a day what waits, if something came since or is late."""
    counts, to = waiting_counts(timezone.now() - datetime.timedelta(days=1)), value_of("agency.email")
    if to and (counts.new or counts.late):
        address = whole_address(reverse("office_contact:index"))
        deliver(_letter("office", to, settings.LANGUAGE_CODE, counts=counts, address=address))


def _letter(kind: str, to: str, language: str, **context: object) -> EmailMessage:
    with override(language):
        agency = text_of(NAME, language)
        told = {"agency": agency, "base_url": settings.BASE_URL, **context}
        text = render_to_string(f"contact/letters/{kind}.txt", told)
    subject, _rest, body = text.strip().partition("\n")
    reply_to = [address] if kind == "answer" and (address := value_of("agency.email")) else None
    headers = {"Content-Language": language, **AUTOMATIC.get(kind, {})}
    subject = " ".join(subject.split())
    return EmailMessage(subject, body.strip() + "\n", None, [to], headers=headers, reply_to=reply_to)


def deliver(letter: EmailMessage) -> Outcome:
    """Give a letter to the mail server."""
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if any(code < FOR_GOOD for code, _why in refusal.recipients.values()):
            log.warning("A letter waits: the mail server takes none for its address now")
            return Outcome.LATER
        log.warning("A letter was refused for its address and is given up")
        return Outcome.REFUSED
    except UnicodeError:
        log.warning("A letter has an address that can't be written and is given up")
        return Outcome.REFUSED
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("A letter waits for the mail server: %s", failure)
        return Outcome.LATER
    return Outcome.TAKEN
