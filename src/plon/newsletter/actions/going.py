"""A number is set to go, paused, continued, stopped; a test letter goes to who writes it."""

import datetime
import logging
import smtplib
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import WorkState
from plon.newsletter.actions.issues import lock_draft
from plon.newsletter.enums import OWED, DeliveryState
from plon.newsletter.models import Issue, Sending
from plon.newsletter.refusals import NotReady, WrongMoment

log = logging.getLogger("plon.newsletter")

# A worker that was called and did not come is called again after so long.
PATIENCE = datetime.timedelta(minutes=5)
FARTHEST = datetime.timedelta(days=366)


def hindrances_of(issue: Issue) -> list[str]:
    """Say what is missing before a number can go, in words for a person."""
    missing = []
    if not issue.topics:
        missing.append(str(_("Choose at least one topic: its subscribers get the number.")))
    if not issue.languages:
        missing.append(str(_("Write a subject in at least one language.")))
    told = {language for item in issue.items.all() for language in item.texts}
    for text in issue.texts.all():
        if text.subject and not text.intro and text.language not in told:
            words = _("In one of the languages the number is empty: write an introduction or take something in.")
            missing.append(str(words))
    return missing


@transaction.atomic
def request_sending(issue: Issue, *, by: User, at: datetime.datetime | None = None) -> Sending:
    """Set a number to go to the subscribers of its topics, now or at an hour; it can be changed until then.

    Raises:
        NotReady: something is missing, or the hour is past or too far away.
        WrongMoment: it has gone out, or is set to go.
    """
    issue = lock_draft(issue)
    if Sending.objects.filter(issue=issue).exists():
        raise WrongMoment(_("This number is set to go already."))
    if missing := hindrances_of(issue):
        raise NotReady(missing[0])
    now = timezone.now()
    if at is not None and at <= now:
        raise NotReady(_("This hour is past. Choose another, or leave it empty to send now."), field="at")
    if at is not None and at > now + FARTHEST:
        raise NotReady(_("Choose an hour within a year."), field="at")
    sending = Sending(issue=issue, requested_by=by, send_at=at, due_at=at or now + PATIENCE)
    sending.full_clean()
    sending.save()
    record("newsletter.scheduled" if at else "newsletter.sent", by=by, subject=issue)
    if at is None:
        call_worker(sending)
    return sending


def call_worker(sending: Sending) -> None:
    """Let a worker go on when the transaction is safe."""
    from plon.newsletter.tasks import send_issue  # tasks import the sender, which imports this

    transaction.on_commit(partial(send_issue.enqueue, sending.pk))


def _locked(sending: Sending) -> Sending:
    found = Sending.objects.select_for_update().select_related("issue").filter(pk=sending.pk).first()
    if found is None:
        raise WrongMoment(_("This number is no longer set to go."))
    return found


@transaction.atomic
def pause_sending(sending: Sending, *, by: User) -> bool:
    """Hold the letters that have not gone; tell whether there was something to hold."""
    found = _locked(sending)
    if not lengthy.cancel(found):
        return False
    Sending.objects.filter(pk=found.pk).update(is_paused=True)
    record("newsletter.paused", by=by, subject=found.issue)
    return True


@transaction.atomic
def continue_sending(sending: Sending, *, by: User) -> None:
    """Go on with what was paused or has failed: with letters that have not gone, never with those that did.

    Raises:
        WrongMoment: it goes already, or is over.
    """
    found = _locked(sending)
    if not found.can_go_on:
        raise WrongMoment(_("This number is going already, or has gone."))
    Sending.objects.filter(pk=found.pk).update(
        state=WorkState.WAITING, is_paused=False, tries=0, away=0, refusal="", ended_at=None,
        due_at=timezone.now() + PATIENCE,
    )  # fmt: skip
    record("newsletter.continued", by=by, subject=found.issue)
    call_worker(found)


@transaction.atomic
def stop_sending(sending: Sending, *, by: User) -> None:
    """End a sending for good; what had not begun is a draft again.

    Raises:
        WrongMoment: it is over.
    """
    found = _locked(sending)
    if found.is_over:
        raise WrongMoment(_("This number has gone."))
    record("newsletter.stopped", by=by, subject=found.issue)
    if found.begun_at is None:
        found.delete()
        return
    end_for_good(found)


def end_for_good(sending: Sending) -> None:
    """End a sending that has begun, in the caller's transaction; what was held had its end when it was."""
    now = timezone.now()
    ended_at = sending.ended_at or now
    Sending.objects.filter(pk=sending.pk).update(state=WorkState.CANCELLED, is_paused=False, ended_at=ended_at)
    sending.deliveries.filter(state__in=OWED).update(state=DeliveryState.LEFT, changed_at=now)


def send_test(issue: Issue, *, by: User) -> int:
    """Send the number to who asks, at once and in each language that it has; return how many letters.

    Raises:
        NotReady: no language has a subject, or the mail server does not take it now: who asks waits for the answer.
    """
    from plon.newsletter.letters.issue import test_letters  # letters know secrets and pages, actions need not

    if not issue.languages:
        raise NotReady(_("Write a subject in at least one language."))
    letters = test_letters(issue, by.email)
    try:
        for letter in letters:
            letter.send()
    except (OSError, smtplib.SMTPException, ValueError) as failure:  # the last: an address that no letter can carry
        log.warning("A test letter did not go: %s", failure)
        raise NotReady(
            _("The mail server did not take the test letter. Try again in a while, or ask who looks after the server.")
        ) from failure
    with transaction.atomic():
        record("newsletter.tested", by=by, subject=issue)
    return len(letters)
