"""The letter that asks whether it was really the owner of the mailbox who subscribed."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.agency.own import agency_name
from plon.newsletter.actions.subscribing import renew_secret
from plon.newsletter.letters.words import headers_of, reply_to
from plon.newsletter.models import Subscriber
from plon.newsletter.secret import address_of
from plon.newsletter.topics import names_of
from plon.texts import spoken

log = logging.getLogger("plon.newsletter")


def asked_letter(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Compose the letter with the link; what was typed by a stranger is not in it, only names of topics are."""
    language = spoken(subscriber.asked_language or subscriber.language)
    if not (url := address_of(subscriber, language)):
        # Without the link this letter is of no use; older ones then open nothing more.
        renew_secret(subscriber)
        url = address_of(subscriber, language)
    with override(language):
        context = {
            "agency": agency_name(language), "base_url": settings.BASE_URL, "url": url,
            "topics": names_of(subscriber.asked_topics, language), "is_known": subscriber.is_confirmed,
        }  # fmt: skip
        subject = _("Confirm your subscription: %(agency)s") % {"agency": agency_name(language)}
        text = render_to_string("newsletter/letters/asked.txt", context)
        html = render_to_string("newsletter/letters/asked.html", context)
    key = f"asked {subscriber.public_id} {subscriber.letters} {subscriber.letters_since.isoformat()}"
    letter = EmailMultiAlternatives(
        " ".join(subject.split()), text.strip() + "\n", None, [subscriber.email], headers=headers_of(key, language),
        reply_to=reply_to(),
    )  # fmt: skip
    letter.attach_alternative(html.strip() + "\n", "text/html")
    return letter


def send_asked_letter(public_id: str) -> bool:
    """Send the letter that is owed, unless somebody else does or did; one that does not go stays owed."""
    owed = Subscriber.objects.filter(public_id=public_id, owes_letter=True)
    if not owed.update(owes_letter=False):
        return False
    subscriber = Subscriber.objects.filter(public_id=public_id).first()
    if subscriber is None or not subscriber.asked_topics:
        return False
    try:
        asked_letter(subscriber).send()
    except (smtplib.SMTPRecipientsRefused, UnicodeError):  # the latter: no such domain can be written in a letter
        log.warning("The letter of a subscription was refused for its address and is given up")
        return False
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("The letter of a subscription waits for the mail server: %s", failure)
        Subscriber.objects.filter(pk=subscriber.pk).exclude(asked_topics=[]).update(owes_letter=True)
        return False
    return True


def send_owed_letters() -> None:
    """Send what the mail server did not take when it was asked for."""
    for public_id in Subscriber.objects.filter(owes_letter=True).values_list("public_id", flat=True)[:500]:
        send_asked_letter(public_id)
