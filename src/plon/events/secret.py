"""The secret of a personal link: made from the server's own key, so that letters can carry it and no row holds it."""

import base64
import hmac

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from plon.events.models import Registration
from plon.pages import whole_address
from plon.projects.queries import hash_of
from plon.texts import spoken

_signer = Signer(salt="plon.events.stop", sep=".")


def secret_of(registration: Registration) -> str:
    """Return the secret of a registration: 192 bits."""
    told = f"{registration.public_id}:{registration.nonce}"
    digest = salted_hmac("plon.events.registration", told, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(registration: Registration, door: str = "events:own") -> str:
    """Return a personal address for a letter; "" if the server's key has changed since (the old address works on)."""
    secret = secret_of(registration)
    if not hmac.compare_digest(hash_of(secret), registration.secret_hash):
        return ""
    with override(spoken(registration.language)):
        return whole_address(reverse(door, args=[secret]))


def stop_token(registration: Registration) -> str:
    """Return what proves that somebody got a letter: it stops reminders, and nothing else."""
    return _signer.sign(registration.public_id)


def stop_address(registration: Registration) -> str:
    with override(spoken(registration.language)):
        return whole_address(reverse("events:stop", args=[stop_token(registration)]))


def registration_of_stop(token: str) -> Registration | None:
    """Return whose reminders a token stops; None if Plon has not written it or the person is forgotten."""
    try:
        return Registration.objects.filter(public_id=_signer.unsign(token)).exclude(email="").first()
    except BadSignature:
        return None
