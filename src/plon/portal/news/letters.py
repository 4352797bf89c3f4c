"""Articles as a number of the newsletter tells of them."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from plon.newsletter.items import MOST_OFFERED, Item
from plon.portal.models import Article
from plon.portal.news.queries import public_articles
from plon.portal.news.sizes import LETTER, size_of


def news_items(since: datetime.date, language: str) -> Sequence[Item]:
    """Return the articles of a language that appeared on a day or since, the newest first."""
    begin = timezone.make_aware(datetime.datetime.combine(since, datetime.time.min))
    found = public_articles().filter(locale__language_code=language, first_published_at__gte=begin)
    return [_item(article) for article in found.prefetch_related("picture__renditions")[:MOST_OFFERED]]


def _item(article: Article) -> Item:
    picture = size_of(article.picture, LETTER) if article.picture else None
    return Item(
        title=article.title,
        summary=article.lead,
        address=article.get_url(),
        image=picture.url if picture else "",
        on=timezone.localdate(article.first_published_at) if article.first_published_at else None,
        image_alt=article.picture_words,
        key=str(article.translation_key),
    )
