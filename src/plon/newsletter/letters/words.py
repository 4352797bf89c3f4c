"""What letters of the newsletter have in common."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.agency.mail import headers_of as agency_headers
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
    headers = agency_headers(key, language, stop_url)
    if stop_url:
        headers["List-Id"] = f"<newsletter.{urlsplit(settings.BASE_URL).hostname or 'localhost'}>"
    return headers
