"""Letters about projects, in the language of the one who reads them."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.projects.models import Claim


def send_on_commit(kind: str, address: str, language: str, **context: object) -> None:
    """Send the letter `kind` once the change it tells of is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        _send(kind, address, language, context)

    transaction.on_commit(send, robust=True)


def send_to_officers_on_commit(claim: Claim) -> None:
    """Tell every officer that a claim waits."""
    officers = User.objects.filter(role__in=[PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR], is_active=True)
    for officer in officers:
        send_on_commit("claim_made", officer.email, officer.language, claim=claim)


def _send(kind: str, address: str, language: str, context: dict[str, object]) -> None:
    with override(language):
        text = render_to_string(f"projects/letters/{kind}.txt", {**context, "base_url": settings.BASE_URL})
    subject, _, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", None, [address])
