"""The secret of a personal link: made from the server's own key, so that letters can carry it and no row holds it."""

import base64
import hmac

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from plon.pages import whole_address
from plon.projects.queries import hash_of
from plon.texts import spoken
from plon.uptake.models import Contact


def secret_of(contact: Contact) -> str:
    """Return the secret of a contact: 192 bits."""
    digest = salted_hmac("plon.uptake.contact", f"{contact.public_id}:{contact.nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(contact: Contact) -> str:
    """Return the personal address for a letter; "" if the server's key has changed since (the old address works on)."""
    secret = secret_of(contact)
    if not hmac.compare_digest(hash_of(secret), contact.secret_hash):
        return ""
    with override(spoken(contact.language)):
        return whole_address(reverse("uses:own", args=[secret]))
