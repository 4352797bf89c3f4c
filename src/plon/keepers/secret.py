"""The secret of a keeper's page: made from the server's own key, so that letters can carry it and no row holds it."""

import base64
import hmac

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from plon.keepers.models import Keeper
from plon.pages import whole_address
from plon.projects.queries import hash_of

_signer = Signer(salt="plon.keepers.letters", sep=".")


def secret_of(keeper: Keeper) -> str:
    """Return the secret of a keeper: 192 bits."""
    digest = salted_hmac("plon.keepers.keeper", f"{keeper.public_id}:{keeper.nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(keeper: Keeper, keeping: str = "") -> str:
    """Return the address of a keeper's page, or of one result on it; "" if the server's key has changed since."""
    secret = secret_of(keeper)
    if not hmac.compare_digest(hash_of(secret), keeper.secret_hash):
        return ""
    return whole_address(reverse("kept:one", args=[secret, keeping]) if keeping else reverse("kept:own", args=[secret]))


def stop_address(keeper: Keeper) -> str:
    """Return where one click ends the letters of a keeper."""
    return whole_address(reverse("kept:stop", args=[stop_token(keeper)]))


def stop_token(keeper: Keeper) -> str:
    """Return what proves that somebody got a letter: it stops letters, and nothing else."""
    return _signer.sign(keeper.public_id)


def keeper_of_token(token: str) -> Keeper | None:
    """Return whose letters a token stops; None if Plon has not written it or nobody is there any more."""
    try:
        return Keeper.objects.filter(public_id=_signer.unsign(token)).first()
    except BadSignature:
        return None
