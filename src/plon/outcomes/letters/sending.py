"""Letters by the clock: who is due, each letter once, by day where its reader is."""

import datetime
import logging
import smtplib
from collections.abc import Iterator
from itertools import groupby

from django.utils import timezone

from plon.corner.letters.letter import as_email
from plon.corner.zones import zone_of, zone_of_country
from plon.outcomes.actions.agreeing import take_up_agreements
from plon.outcomes.enums import MONTHS
from plon.outcomes.letters.claims import asked_of, claim, mark_sent, release
from plon.outcomes.letters.composing import Due, call_letter, texts_of
from plon.outcomes.models import Agreement
from plon.outcomes.periods import GRACE, HOURS, due_now
from plon.programme.lasting import months_later

log = logging.getLogger("plon.outcomes")
EVERY = datetime.timedelta(hours=1)


def due_at(now: datetime.datetime) -> Iterator[Due]:
    """Yield whom to ask at `now`, all that one address is to be asked about together."""
    today = timezone.localdate(now)
    since = months_later(today, -MONTHS[-1]) - GRACE
    agreements = list(
        Agreement.objects.filter(
            project__outcome_calling__is_on=True,
            agreed_on__range=(since, months_later(today, -MONTHS[0])),
            erase_on__gte=today,
        )
        .exclude(use__hidden_at__isnull=False)
        .exclude(use__contact__may_ask_again=False)
        .select_related("project", "result", "response__round__activity")
        .prefetch_related("result__texts")
        .order_by("email", "project_id", "kind", "pk")
    )
    asked = asked_of([each.public_id for each in agreements])
    due = [
        (each, months)
        for each in agreements
        if (months := due_now(each.agreed_on, today, asked.get(each.public_id, frozenset()))) is not None
        if now.astimezone(zone_of(zone_of_country(each.country))).hour in HOURS
    ]
    # A letter speaks for one project, in its team's words.
    for _who, group in groupby(due, key=lambda one: (one[0].email, one[0].project_id, one[0].kind)):
        yield list(group)


def send_calls(now: datetime.datetime | None = None) -> int:
    """Send what is due until all is gone or the mail server goes away; return how many letters went."""
    sent = 0
    waiting = list(due_at(now or timezone.now()))
    texts = texts_of([due[0][0].project_id for due in waiting])
    for due in waiting:
        if not claim(due):
            continue
        try:
            as_email(call_letter(due, texts)).send()
        except smtplib.SMTPRecipientsRefused as refusal:
            if not all(500 <= code < 600 for code, _words in refusal.recipients.values()):
                release(due)
                continue
            log.warning("A letter was refused for its address and is given up")
        except smtplib.SMTPDataError as refusal:
            # What the server has against this letter it need not have against the next.
            release(due)
            log.warning("The mail server did not take a letter (%s); it is tried again", refusal.smtp_code)
            continue
        except (OSError, smtplib.SMTPException) as failure:
            release(due)
            log.warning("Letters wait for the mail server: %s", failure)
            break
        except BaseException:
            release(due)
            raise
        mark_sent(due)
        sent += 1
    return sent


def ask_again() -> None:
    """Take up who agreed, and write to who is due."""
    take_up_agreements()
    send_calls()
