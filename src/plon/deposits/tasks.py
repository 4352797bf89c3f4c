"""What is done with deposits while nobody waits."""

import datetime
import logging

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from plon.deposits.actions import SILENCE, fail_deposit, finish_deposit, put_off_deposit, submit_deposit
from plon.deposits.client import Repository
from plon.deposits.enums import DepositState, Trouble
from plon.deposits.models import Deposit
from plon.deposits.refusals import NotTaken, Stopped
from plon.deposits.running import published_record, send_deposit

log = logging.getLogger("plon.deposits")

# Troubles that may go by themselves, and how often they are given the time for it.
PASSING = frozenset({Trouble.BUSY, Trouble.FAILS, Trouble.UNREACHABLE})
MOST_TRIES = 6
WAIT = datetime.timedelta(minutes=5)
LONGEST_WAIT = datetime.timedelta(hours=6)


@task()
def run_deposit(key: int) -> None:
    """Send a deposit that is waiting; one that somebody else sends, or that was stopped, is left alone."""
    now = timezone.now()
    is_due = Q(wait_until=None) | Q(wait_until__lte=now)
    waiting = Deposit.objects.filter(is_due, pk=key, state=DepositState.WAITING)
    if not waiting.update(
        state=DepositState.RUNNING, seen_at=now, wait_until=None, tries=F("tries") + 1, runs=F("runs") + 1
    ):
        return
    deposit = Deposit.objects.select_related("project", "result", "previous").get(pk=key)
    try:
        published = send_deposit(deposit)
    except Stopped:
        log.info("the deposit %s was stopped", deposit.public_id)
    except NotTaken as trouble:
        if not deposit.is_still_ours:
            log.info("another worker has the deposit %s", deposit.public_id)
        elif trouble.trouble in PASSING and deposit.tries < MOST_TRIES:
            put_off_deposit(key, trouble, _later(deposit.tries, trouble))
        else:
            fail_deposit(key, trouble)
    except Exception:
        log.exception("the deposit %s failed", deposit.public_id)
        fail_deposit(key, NotTaken(Trouble.OURS))
    else:
        submit_deposit(key) if published is None else finish_deposit(key, published)


def _later(tries: int, trouble: NotTaken) -> datetime.datetime:
    """Return when to ask again: when the repository says, else after pauses that double."""
    wait = WAIT * (1 << (tries - 1))
    if trouble.retry_after is not None:
        wait = datetime.timedelta(seconds=trouble.retry_after)
    return timezone.now() + min(wait, LONGEST_WAIT)


def take_up_deposits() -> None:
    """Go on with deposits whose pause is over, and with those whose worker died; no step of theirs is done twice."""
    now = timezone.now()
    for deposit in Deposit.objects.filter(state=DepositState.RUNNING, seen_at__lt=now - SILENCE):
        if deposit.tries >= MOST_TRIES:
            fail_deposit(deposit.pk, NotTaken(Trouble.OURS))
        elif Deposit.objects.filter(pk=deposit.pk, state=DepositState.RUNNING, seen_at=deposit.seen_at).update(
            state=DepositState.WAITING, seen_at=now
        ):
            run_deposit.enqueue(deposit.pk)
    for key in Deposit.objects.filter(state=DepositState.WAITING, wait_until__lte=now).values_list("pk", flat=True):
        run_deposit.enqueue(key)


@task()
def look_at_review(key: int) -> None:
    """Ask whether a community has published a deposit; what is public needs no token."""
    deposit = Deposit.objects.filter(pk=key, state=DepositState.IN_REVIEW).first()
    if deposit is None:
        return
    try:
        published = published_record(Repository(deposit.server), deposit.record_id)
    except NotTaken as trouble:
        log.info("the repository says nothing of the deposit %s: %s", deposit.public_id, trouble)
        return
    if published is not None:
        finish_deposit(key, published)


def look_at_reviews() -> None:
    """Ask after every deposit that a community has."""
    for key in Deposit.objects.filter(state=DepositState.IN_REVIEW).values_list("pk", flat=True):
        look_at_review.enqueue(key)
