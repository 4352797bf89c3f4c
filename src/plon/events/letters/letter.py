"""A letter as a value, and how it becomes an e-mail: plain text, with simple HTML beside it, and the calendar file."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

from plon.agency.mail import headers_of


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail to one person.

    Attributes:
        key: what it tells, to whom: a second copy is known as one.
        lines: paragraphs before the button.
        facts: (what, text) set apart: when, where, how to join.
        links: further (words, address) below the button.
        after: paragraphs at the end.
        stop_url: where one click ends such letters; "" for letters that the place itself needs.
        calendar: the calendar file; b"" for none.
    """

    key: str
    email: str
    language: str
    subject: str
    lines: tuple[str, ...]
    name: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    button: str = ""
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()
    stop_url: str = ""
    reply_to: str = ""
    calendar: bytes = b""


def as_email(letter: Letter) -> EmailMultiAlternatives:
    """Set the letter in its language; one click in the mail program ends a series (RFC 2369, RFC 8058)."""
    context = {"letter": letter, "base_url": settings.BASE_URL}
    with override(letter.language):
        text = render_to_string("events/letters/letter.txt", context)
        html = render_to_string("events/letters/letter.html", context)
    headers = headers_of(letter.key, letter.language, letter.stop_url)
    reply_to = [letter.reply_to] if letter.reply_to else None
    subject = " ".join(letter.subject.split())
    email = EmailMultiAlternatives(
        subject, text.strip() + "\n", None, [letter.email], headers=headers, reply_to=reply_to
    )
    email.attach_alternative(html.strip() + "\n", "text/html")
    if letter.calendar:
        email.attach("event.ics", letter.calendar.decode(), "text/calendar")
    return email
