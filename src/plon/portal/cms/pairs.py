"""Articles and their translations: which one came first, which ones do not know its newest changes."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from wagtail.models import Revision

from plon.portal.cms.changes import changes_between
from plon.portal.models import Article


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands to its other languages.

    Attributes:
        source: the text that it is a translation of; None if it was written first.
        missing: languages that nobody wrote it in yet, by code.
        changed: what changed in the source since; nothing if it is up to date.
        changed_at: when the source was saved last.
    """

    source: Article | None
    others: Sequence[Article]
    missing: Sequence[str]
    changed: Sequence[str] = ()
    changed_at: datetime.datetime | None = None


def known_until(article: Article) -> datetime.datetime | None:
    """Return up to when a translation knows its source: saved last, or compared last, whichever was later."""
    note = getattr(article, "translation_note", None)
    moments = [moment for moment in (article.latest_revision_created_at, note.at if note else None) if moment]
    return max(moments, default=None)


def standings_of(articles: Iterable[Article], languages: Sequence[str]) -> Mapping[int, Standing]:
    """Return how each of these articles stands, in four questions at most."""
    asked = list(articles)
    families: dict[object, list[Article]] = defaultdict(list)
    for one in _texts().filter(translation_key__in={one.translation_key for one in asked}):
        families[one.translation_key].append(one)
    pairs = {
        text.pk: (text, family[0])
        for family in families.values()
        for text in family[1:]
        if _may_be_older(text, family[0])
    }
    changed = _changes(pairs.values())
    found = {}
    for article in asked:
        family = families[article.translation_key]
        there = {one.locale.language_code for one in family}
        is_first = not family or family[0].pk == article.pk
        told = changed.get(article.pk, ())
        found[article.pk] = Standing(
            source=None if is_first else family[0],
            others=[one for one in family if one.pk != article.pk],
            missing=[code for code in languages if code not in there],
            changed=told,
            changed_at=family[0].latest_revision_created_at if told else None,
        )
    return found


def _texts() -> QuerySet[Article]:
    found: QuerySet[Article] = Article.objects.select_related("locale", "translation_note__by").order_by("pk")
    return found.defer("body", "related")


def _may_be_older(text: Article, source: Article) -> bool:
    until, saved = known_until(text), source.latest_revision_created_at
    return until is not None and saved is not None and saved > until


def _changes(pairs: Iterable[tuple[Article, Article]]) -> Mapping[int, Sequence[str]]:
    """Return what changed in the source of each translation, by the translation's key."""
    asked = list(pairs)
    if not asked:
        return {}
    kept = Revision.page_revisions.filter(object_id__in=[str(source.pk) for _text, source in asked])
    moments: dict[str, list[tuple[datetime.datetime, int]]] = defaultdict(list)
    for pk, object_id, created_at in kept.order_by("created_at", "pk").values_list("pk", "object_id", "created_at"):
        moments[object_id].append((created_at, pk))
    wanted = {text.pk: _two(moments[str(source.pk)], known_until(text)) for text, source in asked}
    contents = dict(
        Revision.objects.filter(pk__in=[pk for two in wanted.values() for pk in two if pk]).values_list("pk", "content")
    )
    return {
        key: changes_between(contents.get(before), contents[after])
        for key, (before, after) in wanted.items()
        if after is not None
    }


def _two(
    moments: Sequence[tuple[datetime.datetime, int]], until: datetime.datetime | None
) -> tuple[int | None, int | None]:
    """Return the version that was the newest at a moment, and the newest one of all."""
    before = [pk for moment, pk in moments if until is not None and moment <= until]
    return (before[-1] if before else None), (moments[-1][1] if moments else None)


def older_translations(languages: Sequence[str], most: int) -> list[tuple[Article, Standing]]:
    """Return translations that do not know the newest changes of their source, the longest waiting first."""
    standings = standings_of(list(_texts().order_by("latest_revision_created_at")), languages)
    texts = {one.pk: one for one in _texts().filter(pk__in=[pk for pk, each in standings.items() if each.changed])}
    return [(texts[pk], each) for pk, each in standings.items() if each.changed][:most]


def untranslated(languages: Sequence[str], most: int) -> list[Article]:
    """Return published articles that are missing in a language, the newest first."""
    lone = (
        Article.objects.order_by()
        .values("translation_key")
        .annotate(texts=Count("pk"))
        .filter(texts__lt=len(languages))
        .values("translation_key")
    )
    return list(_texts().filter(live=True, translation_key__in=lone).order_by("-first_published_at", "-pk")[:most])
