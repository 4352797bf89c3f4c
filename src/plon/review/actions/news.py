"""Whether an officer wants letters about what is with nobody."""

import datetime

from django.db import transaction

from plon.accounts.models import User
from plon.review.models import OfficeNews


@transaction.atomic
def choose_news(by: User, *, wants_all: bool) -> OfficeNews:
    """Begin or stop letters about submissions that are with nobody. Of no project's concern, so not in the history."""
    OfficeNews.objects.update_or_create(officer=by, defaults={"wants_all": wants_all})
    return OfficeNews.objects.get(officer=by)


def claim_news(news: OfficeNews, *, until: datetime.datetime) -> bool:
    """Take the letter of the day for oneself; False if another worker has it."""
    return bool(OfficeNews.objects.filter(pk=news.pk, told_until=news.told_until).update(told_until=until))


def release_news(news: OfficeNews, *, until: datetime.datetime, since: datetime.datetime) -> None:
    """Give the letter back that could not be sent: the next one tells of everything since then."""
    OfficeNews.objects.filter(pk=news.pk, told_until=until).update(told_until=since)


def news_of(officer: User) -> OfficeNews:
    """Return until when an officer was told."""
    return OfficeNews.objects.get_or_create(officer=officer)[0]
