"""Whoever claims a row sends its letter, so that two who come round at once, or one that died, don't send it twice.

What died while the mail server took a letter is tried again once its claim is old: nobody can tell whether the letter
went, and a link or a question that never comes is worse than a copy, which bears the sign of the first (`Message-ID`).
"""

import datetime
import logging
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from plon.uptake.models import Contact, Inquiry, Reply

log = logging.getLogger("plon.uptake")
# A claim that is older and not settled is of a process that died.
STALE = datetime.timedelta(minutes=15)
_Row = TypeVar("_Row", Contact, Inquiry, Reply)


def send_claimed(rows: QuerySet[_Row], give: Callable[[_Row], bool]) -> None:
    """Send what one row owes, unless somebody else does or did. Whatever fails, it holds up no other letter.

    Args:
        rows: the one row, or none if nothing is owed any more.
        give: gives its letters to the mail server, and says whether all have gone.
    """
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - STALE)
    if not rows.filter(free, mailed_at=None).update(claimed_at=now):
        return
    mine = rows.filter(claimed_at=now)
    row = mine.first()
    if row is None:  # taken back in between
        return
    try:
        is_gone = give(row)
    except Exception:
        # A fault of this letter alone: it is tried again when its claim is old.
        log.exception("A letter could not be made or sent")
        return
    if is_gone:
        mine.update(mailed_at=timezone.now())
    else:
        mine.update(claimed_at=None)
