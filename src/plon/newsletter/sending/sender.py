"""A worker sends a number for a while, then lets other work have its turn, until every letter has its end."""

import datetime
import logging
import time
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.jobs import lengthy
from plon.jobs.lengthy import Stopped, WorkState
from plon.newsletter.actions.going import PATIENCE
from plon.newsletter.enums import OWED, DeliveryState
from plon.newsletter.letters.issue import Composed, compose, letter_to
from plon.newsletter.models import Delivery, Issue, Sending
from plon.newsletter.refusals import NotReady
from plon.newsletter.sending import rows
from plon.newsletter.sending.carrier import Answer, Away, Carrier

log = logging.getLogger("plon.newsletter")

# Seconds: how long a worker sends before other work has its turn, and how often it says how far it is.
SLICE, SAY_EVERY = 30.0, 2.0
# So many letters in a row refused for good: the fault is ours, and the rest would be lost as well.
MOST_REFUSED = 20
# When the mail server is away it is asked again after so many minutes; then a person has to look.
AWAY_MINUTES = (1, 5, 15, 30, 60, 120, 240, 480, 720)
_REFUSED = {DeliveryState.REFUSED, DeliveryState.NO_MAILBOX}


@dataclass
class _Course:
    """How a slice goes."""

    done: int
    total: int
    sent: int = 0
    said_at: float = 0.0
    # The last letters, if all of them were refused.
    refused: list[Delivery] = field(default_factory=list)


def run_sending(key: int) -> None:
    """Go on with a sending that waits for a worker."""
    lengthy.run(Sending, key, _send_slice)


def _send_slice(sending: Sending) -> None:
    rows.begin(sending)
    if unsure := rows.mark_unsure(sending):
        log.warning("A sender died with %s letter in its hands; it is not sent again", unsure)
    course = _Course(done=sending.deliveries.exclude(state__in=OWED).count(), total=sending.deliveries.count())
    _say(sending, course)
    issue = Issue.objects.prefetch_related("texts", "items").get(pk=sending.issue_id)
    letters = {language: compose(issue, language) for language in issue.languages}
    try:
        with Carrier() as carrier:
            is_all = _send_some(sending, carrier, letters, course)
    except Away as away:
        log.warning("A number waits for the mail server: %s", away)
        _wait_for_server(sending, has_sent=course.sent > 0)
        return
    lengthy.advance(sending, course.done, course.total)
    if not is_all:
        _rest(sending, call=True)
    elif (due := rows.next_try(sending)) is not None:
        _rest(sending, due=due)
    else:
        lengthy.finish(sending, total=course.total)


def _send_some(sending: Sending, carrier: Carrier, letters: dict[str, Composed], course: _Course) -> bool:
    """Send until nothing waits (True) or the slice is over (False)."""
    until = time.monotonic() + SLICE
    while some := rows.next_rows(sending):
        for row in some:
            if time.monotonic() > until:
                return False
            if rows.take(row):
                _send_one(row, sending, carrier, letters[row.language], course)
            if time.monotonic() - course.said_at > SAY_EVERY:
                _say(sending, course)
    return True


def _send_one(row: Delivery, sending: Sending, carrier: Carrier, composed: Composed, course: _Course) -> None:
    subscriber = row.subscriber
    assert subscriber is not None  # noqa: S101  `take` has seen to it
    try:
        answer = carrier.carry(letter_to(subscriber, composed, sending))
    except Away:
        rows.put_back(row)
        raise
    state = rows.settle(row, answer)
    course.done += state not in OWED
    if answer is Answer.TAKEN:
        # The first one is said at once: however quickly its worker dies, it has not died of the letter before.
        course.said_at = course.said_at if course.sent else 0.0
        course.sent += 1
    course.refused = [*course.refused, row] if state in _REFUSED else []
    if len(course.refused) >= MOST_REFUSED:
        rows.spare(course.refused)
        raise NotReady(
            _(
                "The mail server refused %(n)s letters in a row, so the rest waits. Ask who looks after the server, "
                "then go on."
            ),
            {"n": len(course.refused)},
        )


def _say(sending: Sending, course: _Course) -> None:
    """Write down how far it is; who lives has not died of the letter before, so its tries begin anew.

    Raises:
        Stopped: somebody paused or stopped it.
    """
    lengthy.advance(sending, course.done, course.total)
    if course.sent:
        Sending.objects.filter(pk=sending.pk).update(tries=1)
    course.said_at = time.monotonic()


def _rest(sending: Sending, *, due: datetime.datetime | None = None, call: bool = False, away: int = 0) -> None:
    """Wait for another turn: of a worker that is called now, or of the clock."""
    from plon.newsletter.tasks import send_issue  # tasks import this

    at = due or timezone.now() + PATIENCE
    waiting = Sending.objects.filter(pk=sending.pk, state=WorkState.RUNNING)
    if not waiting.update(state=WorkState.WAITING, due_at=at, tries=0, away=away):
        raise Stopped
    if call:
        send_issue.enqueue(sending.pk)


def _wait_for_server(sending: Sending, *, has_sent: bool) -> None:
    tries = 0 if has_sent else sending.away
    if tries >= len(AWAY_MINUTES):
        raise NotReady(
            _("The mail server could not be reached for more than a day. Ask who looks after it, then go on.")
        )
    _rest(sending, due=timezone.now() + datetime.timedelta(minutes=AWAY_MINUTES[tries]), away=tries + 1)


def look_after_sendings() -> None:
    """Call workers for what is due: hours that came, tries that are due, what a dead worker left."""
    from plon.newsletter.tasks import send_issue  # as above

    lengthy.take_up(Sending, send_issue.enqueue)
    now = timezone.now()
    for key, due in Sending.objects.filter(state=WorkState.WAITING, due_at__lte=now).values_list("pk", "due_at"):
        # Whoever moves it calls: two clocks call one worker.
        mine = Sending.objects.filter(pk=key, state=WorkState.WAITING, due_at=due)
        if mine.update(due_at=now + PATIENCE):
            send_issue.enqueue(key)
