"""Send letters in the agency's words; what the mail server doesn't take is kept, and tried again for some days."""

import datetime
import logging
from collections.abc import Callable, Mapping

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from plon.agency.letters import letter_of
from plon.agency.mail import Outcome, deliver
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

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        with override(spoken(language)):
            told = letter_of(key, language, values())
        letter = OwedLetter(address=address, subject=told.subject, body=f"{told.body}\n")
        if deliver(_as_email(letter)) is Outcome.LATER:
            letter.save()

    transaction.on_commit(send, robust=True)


def send_owed() -> None:
    """Send what the mail server did not take, and forget what it took, refused, or did not take for days."""
    for key in list(OwedLetter.objects.order_by("pk").values_list("pk", flat=True)):
        _send_owed(key)
    given_up, _each = OwedLetter.objects.filter(written_at__lte=timezone.now() - TRIED_FOR).delete()
    if given_up:
        log.error("%s letters are given up: the mail server did not take them for days", given_up)


def _send_owed(key: int) -> None:
    now = timezone.now()
    if not OwedLetter.objects.filter(Q(claimed_at=None) | Q(claimed_at__lte=now - STALE), pk=key).update(
        claimed_at=now
    ):
        return
    mine = OwedLetter.objects.filter(pk=key, claimed_at=now)
    try:
        outcome = deliver(_as_email(mine.get()))
    except Exception:
        # A fault of this letter alone: it is tried again when its claim is old.
        log.exception("A letter could not be made or sent")
        return
    if outcome is Outcome.LATER:
        mine.update(claimed_at=None)
    else:
        mine.delete()


def _as_email(letter: OwedLetter) -> EmailMessage:
    return EmailMessage(letter.subject, letter.body, None, [letter.address])
