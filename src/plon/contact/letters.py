"""What the room's letters say: the receipt, the answer, and one a day to the office."""

import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plon.agency.mail import deliver
from plon.agency.own import agency_name
from plon.agency.settings import value_of
from plon.contact.duties import duty_of
from plon.contact.models import Entry, Message
from plon.contact.queries import waiting_counts
from plon.pages import whole_address

# An answer is what a person wrote.
AUTOMATIC = {"receipt": {"Auto-Submitted": "auto-replied"}, "office": {"Auto-Submitted": "auto-generated"}}


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
        told = {"agency": agency_name(language), "base_url": settings.BASE_URL, **context}
        text = render_to_string(f"contact/letters/{kind}.txt", told)
    subject, _rest, body = text.strip().partition("\n")
    reply_to = [address] if kind == "answer" and (address := value_of("agency.email")) else None
    headers = {"Content-Language": language, **AUTOMATIC.get(kind, {})}
    subject = " ".join(subject.split())
    return EmailMessage(subject, body.strip() + "\n", None, [to], headers=headers, reply_to=reply_to)
