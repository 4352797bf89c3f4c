"""Give letters to the mail server, and tell a server that is away from an address that takes none."""

import enum
import logging
import smtplib

from django.core.mail import EmailMessage

log = logging.getLogger("plon.agency")
# From here on a mail server's answer is for good (RFC 5321, 4.2.1); below it may take the letter another time.
FOR_GOOD = 500


class Outcome(enum.Enum):
    """What the mail server made of a letter."""

    TAKEN = enum.auto()
    LATER = enum.auto()
    REFUSED = enum.auto()


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
