"""Letters about a plan, in the language of the one who reads them."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from plon.accounts.models import User
from plon.plans.models import Mention


def send_mentions(person: User, mentions: Sequence[Mention]) -> None:
    """Send one letter with all comments that name a person."""
    with override(person.language), timezone.override(person.time_zone):
        text = render_to_string(
            "plans/letters/mentions.txt",
            {"person": person, "mentions": mentions, "base_url": settings.BASE_URL},
        )
    subject, _separator, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", None, [person.email])
