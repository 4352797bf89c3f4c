"""Articles as lists show them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from plon.portal.enums import ArticleKind
from plon.portal.models import Article
from plon.portal.news.queries import articles_for, with_pictures
from plon.portal.news.sizes import CARD, size_of

# How many stand on the home page.
ON_HOME = 3


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in a list.

    Attributes:
        language: of its text; "" if it is the reader's.
        picture: an `img` element; "" if it has none.
    """

    title: str
    lead: str
    address: str
    kind: str
    published: datetime.datetime | None
    language: str
    picture: SafeString
    tags: tuple[tuple[str, str], ...]


def card_of(article: Article, language: str) -> ArticleCard:
    """Return an article for a list; its picture and tags come along (see `queries.with_pictures`)."""
    own = article.locale.language_code
    picture = size_of(article.picture, CARD) if article.picture else None
    return ArticleCard(
        title=article.title,
        lead=article.lead,
        address=article.get_url(),
        kind=str(article.get_kind_display()) if article.kind != ArticleKind.NEWS else "",
        published=article.first_published_at,
        language="" if own == language else own,
        picture=SafeString(picture.img_tag({"alt": "", "loading": "lazy"}) if picture else ""),
        tags=tuple((item.tag.slug, item.tag.name) for item in article.tagged_items.all()),
    )


def cards_of(articles: Iterable[Article], language: str) -> list[ArticleCard]:
    return [card_of(article, language) for article in articles]


def newest_cards(language: str) -> list[ArticleCard]:
    """Return the newest articles, as the home page shows them."""
    return cards_of(with_pictures(articles_for(language))[:ON_HOME], language)
