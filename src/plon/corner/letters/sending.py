"""Letters to the mail server."""

import logging
import smtplib
from collections.abc import Iterable

from plon.corner.letters.claims import claim, mark_sent, release
from plon.corner.letters.letter import Letter, as_email

log = logging.getLogger("plon.corner")


class MailServerAway(Exception):
    """Nothing goes at present; the letters that are left are tried again."""


def deliver(letter: Letter) -> bool:
    """Send a letter unless it has gone; return whether it went now.

    Raises:
        MailServerAway: the server couldn't be reached or wouldn't take letters; this one is tried again.
    """
    if not claim(letter.email, letter.abouts):
        return False
    try:
        as_email(letter).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if not _is_final(refusal):
            release(letter.email, letter.abouts)
            return False
        # There is no such mailbox: trying every quarter of an hour would make nobody read it.
        log.warning("The mail server knows no %s; the letter is given up", letter.email)
    except smtplib.SMTPDataError as refusal:
        # What the server has against this letter it need not have against the next.
        release(letter.email, letter.abouts)
        log.warning("The mail server did not take a letter (%s); it is tried again", refusal.smtp_code)
        return False
    except (OSError, smtplib.SMTPException) as failure:
        release(letter.email, letter.abouts)
        raise MailServerAway(str(failure)) from failure
    except BaseException:
        release(letter.email, letter.abouts)
        raise
    mark_sent(letter.email, letter.abouts)
    return True


def deliver_all(letters: Iterable[Letter]) -> int:
    """Send letters until all are gone or the server goes away; return how many went."""
    sent = 0
    for letter in letters:
        try:
            sent += deliver(letter)
        except MailServerAway as away:
            log.warning("Letters wait for the mail server: %s", away)
            break
    return sent


def _is_final(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    return all(500 <= code < 600 for code, _words in refusal.recipients.values())
