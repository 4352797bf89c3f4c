"""That no letter goes twice and none is lost, whoever of several workers sends it (see `SentLetter`)."""

import datetime
from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from plon.corner.models import SentLetter

# A claim that is older and not sent is of a worker that died.
STALE = datetime.timedelta(minutes=15)

About = tuple[int, str]


def told_to(projects: Collection[int], *, since: datetime.datetime) -> set[tuple[int, str, str]]:
    """Return (project, e-mail, about) of what was told, or is being told at this moment."""
    fresh = timezone.now() - STALE
    rows = SentLetter.objects.filter(Q(sent_at__isnull=False) | Q(claimed_at__gt=fresh), project__in=projects)
    return set(rows.filter(claimed_at__gt=since).values_list("project_id", "email", "about"))


def claim(email: str, abouts: Iterable[About]) -> bool:
    """Take it on oneself to tell all of `abouts`; False if somebody else does or did tell one of them."""
    now = timezone.now()
    try:
        with transaction.atomic():
            for project_id, about in sorted(abouts):
                _claim_one(project_id, email, about, now)
    except IntegrityError:
        return False
    return True


def _claim_one(project_id: int, email: str, about: str, now: datetime.datetime) -> None:
    left = SentLetter.objects.filter(
        project_id=project_id, email=email, about=about, sent_at=None, claimed_at__lte=now - STALE
    )
    if not left.update(claimed_at=now):
        SentLetter.objects.create(project_id=project_id, email=email, about=about, claimed_at=now)


def mark_sent(email: str, abouts: Iterable[About]) -> None:
    """The mail server has taken the letter."""
    for project_id, about in abouts:
        SentLetter.objects.filter(project_id=project_id, email=email, about=about).update(sent_at=timezone.now())


def release(email: str, abouts: Iterable[About]) -> None:
    """The letter didn't go; it is tried again."""
    for project_id, about in abouts:
        SentLetter.objects.filter(project_id=project_id, email=email, about=about, sent_at=None).delete()
