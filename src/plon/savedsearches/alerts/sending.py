"""Letters about saved searches, as regular work."""

import datetime
import logging
import smtplib
from collections.abc import Iterable

from django.utils import timezone

from plon.corner.letters.letter import as_email
from plon.corner.letters.sending import MailServerAway
from plon.savedsearches.alerts.claims import claim, mark_sent, release
from plon.savedsearches.alerts.composing import Alert, alerts_due

log = logging.getLogger("plon.savedsearches")

EVERY = datetime.timedelta(minutes=15)


def send_alerts() -> None:
    """Send what is due."""
    deliver_all(alerts_due(timezone.now()))


def deliver_all(alerts: Iterable[Alert]) -> int:
    """Send letters until all are gone or the mail server goes away; return how many went."""
    sent = 0
    for alert in alerts:
        try:
            sent += deliver(alert)
        except MailServerAway as away:
            log.warning("Letters about searches wait for the mail server: %s", away)
            break
    return sent


def deliver(alert: Alert) -> bool:
    """Send a letter unless it has gone; return whether it went now.

    Raises:
        MailServerAway: the server couldn't be reached or wouldn't take letters; this one is tried again.
    """
    if not claim(alert.told):
        return False
    try:
        as_email(alert.letter).send()
    except smtplib.SMTPRecipientsRefused:
        # One mailbox that is full or gone holds up nobody else; the news is tried again with the next letter.
        release(alert.told)
        log.warning("A letter about saved searches was refused for its reader")
        return False
    except (OSError, smtplib.SMTPException) as failure:
        release(alert.told)
        raise MailServerAway(str(failure)) from failure
    except BaseException:
        release(alert.told)
        raise
    mark_sent(alert.told)
    return True
