"""The secret of a personal link: made from the server's own key, so that letters can carry it and no row holds it."""

import base64
import hmac

from django.urls import reverse
from django.utils.crypto import salted_hmac

from plon.corner.models import PartnerLink
from plon.pages import whole_address
from plon.projects.queries import hash_of


def secret_of(link: PartnerLink) -> str:
    """Return the present secret of a link: 192 bits, the same as long as the link is not sent again."""
    digest = salted_hmac("plon.corner.link", f"{link.public_id}:{link.nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(link: PartnerLink) -> str:
    """Return the personal address for a letter; "" if the server's key has changed since the link was sent.

    The address that was sent then goes on working: only its hash counts.
    """
    secret = secret_of(link)
    if not hmac.compare_digest(hash_of(secret), link.secret_hash):
        return ""
    return whole_address(reverse("corner:home", args=[secret]))
