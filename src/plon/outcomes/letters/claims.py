"""That nobody is asked twice after so many months, and nobody is left out, whoever of several workers writes."""

import datetime
from collections.abc import Collection, Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from plon.corner.letters.claims import STALE
from plon.outcomes.models import Agreement, Call

Asked = Mapping[str, frozenset[int]]


def asked_of(threads: Collection[str]) -> Asked:
    """Return {thread: after which months it was asked, or is being asked at this moment}."""
    fresh = timezone.now() - STALE
    found: dict[str, set[int]] = {}
    calls = Call.objects.filter(Q(sent_at__isnull=False) | Q(claimed_at__gt=fresh), thread__in=threads)
    for thread, months in calls.values_list("thread", "months"):
        found.setdefault(thread, set()).add(months)
    return {thread: frozenset(months) for thread, months in found.items()}


def claim(due: Iterable[tuple[Agreement, int]]) -> bool:
    """Take it on oneself to ask all of these; False if somebody else does or did ask one of them."""
    now = timezone.now()
    try:
        with transaction.atomic():
            for agreement, months in sorted(due, key=lambda one: one[0].pk):
                _claim_one(agreement, months, now)
    except IntegrityError:
        return False
    return True


def _claim_one(agreement: Agreement, months: int, now: datetime.datetime) -> None:
    left = Call.objects.filter(thread=agreement.public_id, months=months, sent_at=None, claimed_at__lte=now - STALE)
    if not left.update(claimed_at=now):
        Call.objects.create(
            project_id=agreement.project_id, thread=agreement.public_id, kind=agreement.kind,
            result_id=agreement.result_id, months=months, claimed_at=now,
        )  # fmt: skip


def mark_sent(due: Iterable[tuple[Agreement, int]]) -> None:
    """The mail server has taken the letter."""
    for agreement, months in due:
        Call.objects.filter(thread=agreement.public_id, months=months).update(sent_at=timezone.now())


def release(due: Iterable[tuple[Agreement, int]]) -> None:
    """The letter didn't go; it is tried again."""
    for agreement, months in due:
        Call.objects.filter(thread=agreement.public_id, months=months, sent_at=None).delete()
