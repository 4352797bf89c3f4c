"""The secret of a personal link: made from the server's own key, so that letters can carry it and no row holds it."""

import base64
import hmac

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from plon.newsletter.models import Subscriber
from plon.pages import whole_address
from plon.projects.queries import hash_of
from plon.texts import spoken

_signer = Signer(salt="plon.newsletter.stop", sep=".")


def secret_of(subscriber: Subscriber) -> str:
    """Return the secret of a subscriber: 192 bits."""
    told = f"{subscriber.public_id}:{subscriber.nonce}"
    digest = salted_hmac("plon.newsletter.subscriber", told, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(subscriber: Subscriber, language: str = "") -> str:
    """Return the personal address for a letter; "" if the server's key has changed since (the old address works on)."""
    secret = secret_of(subscriber)
    if not hmac.compare_digest(hash_of(secret), subscriber.secret_hash):
        return ""
    with override(spoken(language or subscriber.language)):
        return whole_address(reverse("newsletter:own", args=[secret]))


def stop_token(subscriber: Subscriber) -> str:
    """Return what proves that somebody got a letter: it ends the letters, and opens nothing."""
    return _signer.sign(subscriber.public_id)


def stop_address(subscriber: Subscriber) -> str:
    with override(spoken(subscriber.language)):
        return whole_address(reverse("newsletter:stop", args=[stop_token(subscriber)]))


def subscriber_of_stop(token: str) -> Subscriber | None:
    """Return whose letters a token ends; None if Plon has not written it or the address is erased."""
    try:
        return Subscriber.objects.filter(public_id=_signer.unsign(token)).first()
    except BadSignature:
        return None


def find_subscriber(secret: str) -> Subscriber | None:
    """Return whose personal page this is; None for a secret that opens nothing."""
    found = Subscriber.objects.filter(secret_hash=hash_of(secret))
    return found.prefetch_related("subscriptions").first()
