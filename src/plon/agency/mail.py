"""Give letters to the mail server, and tell a server that is away from an address that takes none."""

import enum
import hashlib
import logging
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger("plon.agency")
# From here on a mail server's answer is for good (RFC 5321, 4.2.1); below it may take the letter another time.
FOR_GOOD = 500


class Outcome(enum.Enum):
    """What the mail server made of a letter."""

    TAKEN = enum.auto()
    LATER = enum.auto()
    REFUSED = enum.auto()


def headers_of(key: str, language: str, stop_url: str = "") -> dict[str, str]:
    """Return the headers of a letter that no person types.

    Args:
        key: what the letter tells to whom; a second copy of the same is known as one.
        language: of its words; "" if that isn't known.
        stop_url: where one click in the mail program ends a series (RFC 2369, RFC 8058).
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if language:
        headers["Content-Language"] = language
    if stop_url:
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def deliver(letter: EmailMessage) -> Outcome:
    """Give a letter to the mail server."""
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if any(code < FOR_GOOD for code, _why in refusal.recipients.values()):
            log.warning("A letter waits: the mail server takes none for its address now")
            return Outcome.LATER
        log.warning("A letter was refused for its address and is given up")
        return Outcome.REFUSED
    except UnicodeError:
        log.warning("A letter has an address that can't be written and is given up")
        return Outcome.REFUSED
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("A letter waits for the mail server: %s", failure)
        return Outcome.LATER
    return Outcome.TAKEN
