"""The secret of a personal link: made from the server's own key, so that letters can carry it and no row holds it."""

import base64
import hmac
from collections.abc import Iterable

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from plon.outcomes.models import Agreement
from plon.pages import whole_address
from plon.projects.queries import hash_of

_signer = Signer(salt="plon.outcomes.letters", sep=".")


def secret_of(agreement: Agreement) -> str:
    """Return the secret of an agreement: 192 bits."""
    told = f"{agreement.public_id}:{agreement.nonce}"
    digest = salted_hmac("plon.outcomes.agreement", told, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(agreement: Agreement) -> str:
    """Return the personal address for a letter; "" if the server's key has changed since (the old address works on)."""
    secret = secret_of(agreement)
    if not hmac.compare_digest(hash_of(secret), agreement.secret_hash):
        return ""
    return whole_address(reverse("outcome:own", args=[secret]))


def stop_token(agreements: Iterable[Agreement]) -> str:
    """Return what proves that somebody got a letter: it ends these letters and erases the address, nothing else."""
    return _signer.sign("-".join(sorted(each.public_id for each in agreements)))


def stop_address(agreements: Iterable[Agreement]) -> str:
    return whole_address(reverse("outcome:stop", args=[stop_token(agreements)]))


def agreements_of(token: str) -> list[Agreement]:
    """Return whose letters a token ends; nobody if Plon has not written it or they are gone already."""
    try:
        keys = _signer.unsign(token).split("-")
    except BadSignature:
        return []
    return list(Agreement.objects.filter(public_id__in=keys).select_related("project"))
