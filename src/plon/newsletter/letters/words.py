"""What letters of the newsletter have in common."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.agency.own import agency_name
from plon.agency.settings import value_of


def newsletter_name(language: str) -> str:
    """Return what the newsletter is called."""
    with override(language):
        return _("Newsletter: %(agency)s") % {"agency": agency_name(language)}


def reply_to() -> list[str]:
    """Return where answers go: the agency's address for the public, if it is set."""
    address = value_of("agency.email")
    return [address] if address else []


def headers_of(key: str, language: str, stop_url: str = "") -> dict[str, str]:
    """Return the headers of a letter; one click in the mail program ends the letters (RFC 2369, RFC 8058).

    `key` tells what the letter tells to whom: a second copy is known as one.
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    if stop_url:
        headers |= {
            "List-Id": f"<newsletter.{host}>",
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers
