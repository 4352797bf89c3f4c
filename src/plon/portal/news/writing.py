"""Articles written by a program, as an editor would write them: the example world, or news from elsewhere."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from plon.accounts.models import User
from plon.portal.cms.accounts import admit_editor
from plon.portal.cms.tree import ensure_tree
from plon.portal.enums import ArticleKind
from plon.portal.models import Article, Picture


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article in one language.

    Attributes:
        body: (kind of piece, its value), as `blocks.ArticleBody` has them.
        picture_alt: what the picture shows, in this language.
    """

    title: str
    lead: str
    body: Sequence[tuple[str, object]]
    picture_alt: str = ""


@transaction.atomic
def add_picture(
    content: bytes, *, by: User, name: str, title: str, description: str, author: str, licence: str
) -> Picture:
    """Keep a picture for articles; `licence` is a code of the code list, `content` comes from a trusted hand."""
    picture = Picture(
        title=title, description=description, author=author, licence=licence, uploaded_by_user=by,
        file=ContentFile(content, name=name),
    )  # fmt: skip
    picture.full_clean()
    picture.save()
    return picture


@transaction.atomic
def publish_article(
    texts: Mapping[str, ArticleText],
    *,
    by: User,
    kind: ArticleKind = ArticleKind.NEWS,
    picture: Picture | None = None,
    related: Sequence[str] = (),
    tags: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Article]:
    """Write an article in some languages and publish it.

    Args:
        texts: {language: text}.
        by: who writes; they are let in as an editor.
        kind: news or a report.
        picture: stands above each text.
        related: addresses of pages of results and projects.
        tags: {language: words}.

    Raises:
        ValidationError: a text has no title or lead, or is too long.
    """
    folders = ensure_tree()
    admit_editor(by)
    made: dict[str, Article] = {}
    for language, text in texts.items():
        article = Article(
            title=text.title, lead=text.lead, body=list(text.body), picture_alt=text.picture_alt, kind=kind,
            picture=picture, related=[("thing", address) for address in related], owner=by, live=False,
        )  # fmt: skip
        if made:
            article.translation_key = next(iter(made.values())).translation_key
        folders[language].add_child(instance=article)
        article.tags.add(*(tags or {}).get(language, ()))
        article.save_revision(user=by).publish(user=by)
        made[language] = Article.objects.get(pk=article.pk)
    return made


@transaction.atomic
def finish_report(
    reference: str,
    pieces: Mapping[str, Sequence[tuple[str, object]]],
    *,
    by: User,
    tags: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Article]:
    """Add pieces to a report that the room of events began, and publish it in all its languages."""
    made: dict[str, Article] = {}
    for article in Article.objects.filter(translation_key=reference).select_related("locale"):
        language = article.locale.language_code
        article.body.extend(pieces.get(language, ()))
        article.tags.add(*(tags or {}).get(language, ()))
        article.save_revision(user=by).publish(user=by)
        made[language] = Article.objects.get(pk=article.pk)
    return made


def note_first_published(articles: Iterable[Article], moment: datetime.datetime) -> None:
    """Date articles that appeared elsewhere before: lists are ordered by the first day of each."""
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(first_published_at=moment)
