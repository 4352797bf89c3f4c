"""Letters to the mail server: whoever claims a row sends it, so that nobody gets a letter twice."""

import datetime
import logging
import smtplib

from django.db.models import Q
from django.utils import timezone

from plon.events.actions.reminding import remind
from plon.events.letters.composing import compose
from plon.events.letters.letter import as_email
from plon.events.letters.owing import forget
from plon.events.models import EventLetter

log = logging.getLogger("plon.events")
EVERY = datetime.timedelta(minutes=5)
# A claim that is older and not sent is of a worker that died.
STALE = datetime.timedelta(minutes=15)
# How long a letter that didn't go is tried again.
TRIED_FOR = datetime.timedelta(days=3)
AT_A_TIME = 200


def send_waiting() -> None:
    """Write down reminders that are due, then send what waits; bears being done twice and by several workers."""
    remind()
    since, last = timezone.now() - TRIED_FOR, 0
    while keys := list(
        EventLetter.objects.filter(sent_at=None, written_at__gt=since, pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:AT_A_TIME]
    ):
        for key in keys:
            send_one(key)
        last = keys[-1]


def send_one(key: int) -> None:
    """Send a letter unless somebody else does or did; what the mail server doesn't take waits for another time.

    Whatever fails, it holds up no other letter: a letter with a fault of its own is tried again when its claim is old.
    """
    now = timezone.now()
    free = EventLetter.objects.filter(Q(claimed_at=None) | Q(claimed_at__lte=now - STALE), pk=key, sent_at=None)
    if not free.update(claimed_at=now):
        return
    letter = EventLetter.objects.select_related("registration__event__survey_round").get(pk=key)
    try:
        composed = compose(letter)
        if composed is None:
            forget(letter)
            return
        as_email(composed).send()
    except (smtplib.SMTPRecipientsRefused, UnicodeError):  # the latter: no such domain can be written in a letter
        log.warning("A letter was refused for its address and is given up")
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("A letter waits for the mail server: %s", failure)
        EventLetter.objects.filter(pk=key, claimed_at=now).update(claimed_at=None)
        return
    except Exception:
        log.exception("A letter could not be made or sent")
        return
    EventLetter.objects.filter(pk=key).update(sent_at=timezone.now())
