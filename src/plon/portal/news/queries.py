"""Articles that the public reads, in the reader's language where there is a text in it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from taggit.models import Tag

from plon.portal.enums import ArticleKind
from plon.portal.models import Article


def public_articles() -> QuerySet[Article]:
    """Return what editors published to everybody, in all languages, the newest first."""
    shown: QuerySet[Article] = Article.objects.live()
    return shown.select_related("locale", "picture").order_by("-first_published_at", "-pk")


def articles_for(language: str) -> QuerySet[Article]:
    """Return each article once: in this language, or in another one while it is not translated."""
    own = Article.objects.live().filter(translation_key=OuterRef("translation_key"), locale__language_code=language)
    return public_articles().filter(Q(locale__language_code=language) | ~Exists(own))


def with_pictures(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Bring the pictures of cards along, in one question for all."""
    return articles.prefetch_related("picture__renditions", "tagged_items__tag")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed by: tags with how many articles they have, and years."""

    tags: Sequence[tuple[str, str, int]]
    years: Sequence[int]


def choices_for(language: str) -> Choices:
    """Return the tags and years of the articles that somebody reads who reads this language."""
    mine = articles_for(language).order_by()
    tags = (
        Tag.objects.filter(portal_articletag_items__content_object__in=mine.values("pk"))
        .annotate(count=Count("portal_articletag_items__content_object", distinct=True))
        .order_by("-count", "name")[:30]
    )
    years = (
        mine.filter(first_published_at__isnull=False)
        .annotate(year=ExtractYear("first_published_at"))
        .values_list("year", flat=True)
        .distinct()
    )
    return Choices([(tag.slug, tag.name, tag.count) for tag in tags], sorted(set(years), reverse=True))


def narrowed(
    articles: QuerySet[Article], *, kind: str = "", tag: str = "", year: int | None = None
) -> QuerySet[Article]:
    """Return the articles of a kind, with a tag, of a year; "" and None do not narrow."""
    if kind in ArticleKind.values:
        articles = articles.filter(kind=kind)
    if tag:
        articles = articles.filter(pk__in=Article.objects.filter(tags__slug=tag).values("pk"))
    return articles.filter(first_published_at__year=year) if year else articles


def find_article(slug: str, language: str) -> Article | None:
    """Return an article by its address: in this language, else in another one that calls it so."""
    found = list(with_pictures(public_articles().filter(slug=slug)))
    return next((one for one in found if one.locale.language_code == language), found[0] if found else None)


def texts_of(article: Article) -> dict[str, Article]:
    """Return the article in each language that it is published in."""
    found = public_articles().filter(translation_key=article.translation_key)
    return {text.locale.language_code: text for text in found}


def beside(article: Article, language: str) -> tuple[Article | None, Article | None]:
    """Return the article published before and the one published after."""
    if article.first_published_at is None:
        return None, None
    others = articles_for(language).exclude(pk=article.pk)
    before = others.filter(first_published_at__lte=article.first_published_at).first()
    after = others.filter(first_published_at__gt=article.first_published_at).order_by(F("first_published_at"), "pk")
    return before, after.first()


def published_since(moment: datetime.datetime, language: str) -> QuerySet[Article]:
    """Return what was first published since a moment, for who reads this language."""
    return articles_for(language).filter(first_published_at__gte=moment)
