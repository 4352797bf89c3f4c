"""A letter as a value, and how it becomes an e-mail: plain text, with simple HTML beside it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

from plon.texts import INTERFACE_LANGUAGES

# What of a long list stands in a letter; the rest is on the page that the letter leads to.
MOST_ITEMS = 15


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    items: tuple[Item, ...]

    @property
    def shown(self) -> tuple[Item, ...]:
        return self.items[:MOST_ITEMS]

    @property
    def more(self) -> int:
        return len(self.items) - len(self.shown)


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says about one project; `url` leads to where it is answered."""

    project: str
    sections: tuple[Section, ...]
    url: str = ""
    door: str = ""


@dataclass(frozen=True)
class Letter:
    """One e-mail to one person.

    Attributes:
        abouts: what it tells, as (key of the project, about); see `SentLetter`.
        stop_url: where one click ends such letters; "" for letters that are no series.
    """

    email: str
    name: str
    language: str
    subject: str
    opening: str
    parts: tuple[Part, ...]
    abouts: frozenset[tuple[int, str]]
    stop_url: str = ""
    closing: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def message_id(self) -> str:
        """The same whenever the same things are told to the same person: a second copy is known as one."""
        told = "|".join([self.email, *sorted(f"{project} {about}" for project, about in self.abouts)])
        host = urlsplit(settings.BASE_URL).hostname or "localhost"
        return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{host}>"


def spoken(language: str) -> str:
    """Return the language that Plon speaks to somebody who wants `language`: their own, else English."""
    return language if language in INTERFACE_LANGUAGES else "en"


def as_email(letter: Letter) -> EmailMultiAlternatives:
    """Set the letter in its language; one click in the mail program ends the series (RFC 2369, RFC 8058)."""
    context = {"letter": letter, "base_url": settings.BASE_URL}
    with override(letter.language):
        text = render_to_string("corner/letters/letter.txt", context)
        html = render_to_string("corner/letters/letter.html", context)
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "Content-Language": letter.language}
    if letter.stop_url:
        headers |= {
            "List-Unsubscribe": f"<{letter.stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    email = EmailMultiAlternatives(
        " ".join(letter.subject.split()),
        text.strip() + "\n",
        None,
        [letter.email],
        headers=headers | dict(letter.headers),
        reply_to=[letter.reply_to] if letter.reply_to else None,
    )
    email.attach_alternative(html.strip() + "\n", "text/html")
    return email
