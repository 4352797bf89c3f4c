"""Send letters; what the mail server doesn't take, or a process that dies doesn't send, is tried again for some days.

A letter is written down in the transaction of what it tells of, whole, and forgotten as soon as it has gone.
"""

import datetime
import logging
from collections.abc import Callable, Mapping

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from plon.agency.letters import Words, letter_of, tidied
from plon.agency.mail import Outcome, deliver, headers_of
from plon.agency.models import OwedLetter
from plon.texts import spoken

log = logging.getLogger("plon.agency")
TRIED_FOR = datetime.timedelta(days=3)
EVERY = datetime.timedelta(minutes=10)
# A claim that is older is of a process that died.
STALE = datetime.timedelta(minutes=15)


def post_on_commit(key: str, address: str, language: str, values: Callable[[], Mapping[str, object]]) -> None:
    """Send a registered letter once the change it tells of is safe; a mail server that is away only delays it.

    Args:
        key: of the letter.
        address: to whom.
        language: of who reads it.
        values: gives what stands for each placeholder; called in that language.
    """
    post_words_on_commit(address, language, lambda: letter_of(key, language, values()))


def post_words_on_commit(address: str, language: str, words: Callable[[], Words]) -> None:
    """Send a letter that no officer words, likewise.

    Args:
        address: to whom.
        language: of who reads it.
        words: gives subject and body; called in that language, at once.
    """
    with override(spoken(language)):
        told = tidied(words())
    now = timezone.now()
    # Whoever writes it sends it: until the claim is old, no worker does.
    letter = OwedLetter(
        address=address, language=spoken(language), subject=told.subject, body=f"{told.body}\n", claimed_at=now
    )
    letter.save()
    key = letter.pk

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        _send_claimed(key, now)

    transaction.on_commit(send, robust=True)


def forget_letters(address: str) -> None:
    """Send no more of what waits for an address: nobody is to be written to there."""
    OwedLetter.objects.filter(address__iexact=address).delete()


def send_owed() -> None:
    """Send what the mail server did not take, and forget what it took, refused, or did not take for days."""
    for key in list(OwedLetter.objects.order_by("pk").values_list("pk", flat=True)):
        _send_owed(key)
    given_up, _each = OwedLetter.objects.filter(written_at__lte=timezone.now() - TRIED_FOR).delete()
    if given_up:
        log.error("%s letters are given up: the mail server did not take them for days", given_up)


def _send_owed(key: int) -> None:
    now = timezone.now()
    free = OwedLetter.objects.filter(Q(claimed_at=None) | Q(claimed_at__lte=now - STALE), pk=key)
    if free.update(claimed_at=now):
        _send_claimed(key, now)


def _send_claimed(key: int, claimed_at: datetime.datetime) -> None:
    mine = OwedLetter.objects.filter(pk=key, claimed_at=claimed_at)
    letter = mine.first()
    if letter is None:
        return
    try:
        outcome = deliver(_as_email(letter))
    except Exception:
        # A fault of this letter alone: it is tried again when its claim is old.
        log.exception("A letter could not be made or sent")
        return
    if outcome is Outcome.LATER:
        mine.update(claimed_at=None)
    else:
        mine.delete()


def _as_email(letter: OwedLetter) -> EmailMessage:
    # With the moment: after a restored backup another letter may have the same number.
    headers = headers_of(f"owed {letter.pk} {letter.written_at.isoformat()}", letter.language)
    return EmailMessage(letter.subject, letter.body, None, [letter.address], headers=headers)
