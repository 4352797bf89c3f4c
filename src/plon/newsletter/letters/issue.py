"""A number as a letter: composed once per language, then addressed to many."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.agency.own import agency_name
from plon.newsletter.items import kind_name
from plon.newsletter.letters.words import headers_of, newsletter_name, reply_to
from plon.newsletter.models import Issue, Sending, Subscriber
from plon.newsletter.secret import address_of, stop_address
from plon.pages import whole_address
from plon.texts import render_markdown

# Stand in the composed letter where each reader's own addresses go; nobody types such words.
OWN, STOP = "\ue000own\ue000", "\ue000stop\ue000"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing of a number in one language."""

    kind: str
    title: str
    summary: str
    address: str
    image: str
    image_alt: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A number in one language, with `OWN` and `STOP` where the reader's own addresses go."""

    language: str
    subject: str
    text: str
    html: str

    def for_reader(self, own_url: str, stop_url: str) -> tuple[str, str]:
        """Return plain text and HTML with somebody's own addresses."""
        # Both addresses are of Plon's own making: letters, digits, "-", "_", ".", ":" and "/" need no escaping.
        text, html = (each.replace(OWN, own_url).replace(STOP, stop_url) for each in (self.text, self.html))
        return text, html


def items_in(issue: Issue, language: str) -> list[ShownItem]:
    """Return what a number tells of in a language, in its order; what has no text in it is left out. 1 query."""
    with override(language):
        return list(_items_in(issue, language))


def _items_in(issue: Issue, language: str) -> Iterator[ShownItem]:
    for item in issue.items.all():
        if told := item.texts.get(language):
            yield ShownItem(
                kind_name(item.kind), told["title"], told["summary"], told["address"], told["image"], told["image_alt"]
            )


def compose(issue: Issue, language: str) -> Composed:
    """Set a number in a language that it has."""
    text = issue.text_in(language)
    with override(language):
        context = {
            "subject": text.subject, "intro": text.intro, "intro_html": render_markdown(text.intro),
            "closing": text.closing, "closing_html": render_markdown(text.closing), "items": items_in(issue, language),
            "web_url": whole_address(issue.get_absolute_url()), "own_url": OWN, "stop_url": STOP,
            "agency": agency_name(language), "name": newsletter_name(language), "base_url": settings.BASE_URL,
        }  # fmt: skip
        plain = render_to_string("newsletter/letters/issue.txt", context)
        html = render_to_string("newsletter/letters/issue.html", context)
    return Composed(language, text.subject, plain.strip() + "\n", html.strip() + "\n")


def letter_to(subscriber: Subscriber, composed: Composed, sending: Sending) -> EmailMultiAlternatives:
    """Address a composed number to a subscriber."""
    stop_url = stop_address(subscriber)
    # After a change of the server's key nobody can tell the secret of the personal page; older letters still open it.
    # The address to leave, made with the new key, stands in its place; in older letters that one is void.
    own_url = address_of(subscriber, composed.language) or stop_url
    text, html = composed.for_reader(own_url, stop_url)
    key = f"issue {sending.pk} {subscriber.public_id}"
    return _letter(composed.subject, text, html, subscriber.email, headers_of(key, composed.language, stop_url))


def test_letters(issue: Issue, email: str) -> list[EmailMultiAlternatives]:
    """Return the number as letters to who writes it; their own addresses lead to the form, for nobody is subscribed."""
    made = []
    for language in issue.languages:
        composed = compose(issue, language)
        with override(language):
            form = whole_address(reverse("newsletter:subscribe"))
            subject = _("Test: %(subject)s") % {"subject": composed.subject}
        text, html = composed.for_reader(form, form)
        key = f"test {issue.public_id} {issue.updated_at.isoformat()} {email} {language}"
        made.append(_letter(subject, text, html, email, headers_of(key, language)))
    return made


def _letter(subject: str, text: str, html: str, email: str, headers: dict[str, str]) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(subject, text, None, [email], headers=headers, reply_to=reply_to())
    letter.attach_alternative(html, "text/html")
    return letter
