"""That no letter goes twice and no news is lost, whoever of several workers sends it (as `corner.letters.claims`)."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from plon.corner.letters.claims import STALE
from plon.savedsearches.looking import News, added
from plon.savedsearches.models import SavedSearch, SentAlert

# What a letter tells: the news of a search, and for which day or week.
Told = tuple[News, str]


def claim(told: Collection[Told]) -> bool:
    """Take it on oneself to send these; False if somebody else does or did send one of them."""
    try:
        with transaction.atomic():
            for news, period in told:
                _claim_one(news.search.pk, period)
    except IntegrityError:
        return False
    return True


def _claim_one(search: int, period: str) -> None:
    now = timezone.now()
    left = SentAlert.objects.filter(search_id=search, period=period, sent_at=None, claimed_at__lte=now - STALE)
    if not left.update(claimed_at=now):
        SentAlert.objects.create(search_id=search, period=period, claimed_at=now)


@transaction.atomic
def mark_sent(told: Collection[Told]) -> None:
    """The mail server has taken the letter: what it told is known from now on."""
    now = timezone.now()
    for news, period in told:
        SentAlert.objects.filter(search=news.search, period=period).update(sent_at=now)
        search = SavedSearch.objects.select_for_update().get(pk=news.search.pk)
        search.known, search.looked_for, search.told_at = added(search.known, news.hits), period, now
        search.save(update_fields=["known", "looked_for", "told_at"])


def release(told: Collection[Told]) -> None:
    """The letter didn't go; it is tried again."""
    for news, period in told:
        SentAlert.objects.filter(search=news.search, period=period, sent_at=None).delete()


@transaction.atomic
def mark_looked(news: News, period: str) -> None:
    """Nothing is to be told: nobody looks again for this day or week."""
    search = SavedSearch.objects.select_for_update().get(pk=news.search.pk)
    search.looked_for, search.known = period, added(search.known, news.hits)
    search.save(update_fields=["looked_for", "known"])
