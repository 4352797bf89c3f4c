"""A letter as a value, and how it becomes an e-mail: plain text, with simple HTML beside it."""

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
        about: what it tells; with the address it is the same for a second copy alone.
        lines: paragraphs before the button.
        quoted: somebody else's words, set apart.
        button: what the button says that leads to `url`.
        after: paragraphs after it.
        stop_url: where one click ends such letters; "" for letters that are no series.
    """

    email: str
    language: str
    subject: str
    about: str
    lines: tuple[str, ...]
    name: str = ""
    quoted: str = ""
    button: str = ""
    url: str = ""
    after: tuple[str, ...] = ()
    stop_url: str = ""


def as_email(letter: Letter) -> EmailMultiAlternatives:
    """Set the letter in its language; one click in the mail program ends a series (RFC 2369, RFC 8058)."""
    context = {"letter": letter, "base_url": settings.BASE_URL}
    with override(letter.language):
        text = render_to_string("uptake/letters/letter.txt", context)
        html = render_to_string("uptake/letters/letter.html", context)
    headers = headers_of(f"uptake {letter.about} {letter.email}", letter.language, letter.stop_url)
    subject = " ".join(letter.subject.split())
    email = EmailMultiAlternatives(subject, text.strip() + "\n", None, [letter.email], headers=headers)
    email.attach_alternative(html.strip() + "\n", "text/html")
    return email
