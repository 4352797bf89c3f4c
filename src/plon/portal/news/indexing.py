"""Articles in the index: each with the texts of all its languages as one thing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.html import strip_tags

from plon.portal.models import Article
from plon.portal.news.queries import public_articles
from plon.search.changes import mark_changed
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source

KIND = "article"
QUALITY = 0.5
MOST_WORDS = 20_000


def register_articles() -> None:
    register_source(Source(KIND, article_documents, _keys, address=article_address))


def article_address(public_id: str) -> str:
    """Return the page of an article by its slug; the page itself leads to the reader's language."""
    return reverse("portal:article", args=[public_id])


def _keys() -> Iterator[int]:
    """Yield the key of the first text of each article."""
    seen = set()
    for key, translation_key in public_articles().order_by("pk").values_list("pk", "translation_key"):
        if translation_key not in seen:
            seen.add(translation_key)
            yield key


def article_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    """Yield each article whose first text is one of these; a text that came later stands in the first one's."""
    asked = set(keys)
    together = Article.objects.filter(pk__in=asked).values("translation_key")
    texts: dict[object, list[Article]] = defaultdict(list)
    for article in public_articles().filter(translation_key__in=together).order_by("pk"):
        texts[article.translation_key].append(article)
    for articles in texts.values():
        if articles[0].pk in asked:
            yield _document(articles)


def _document(articles: Sequence[Article]) -> IndexDocument:
    first = articles[0]
    return IndexDocument(
        kind=KIND,
        key=first.pk,
        public_id=first.slug,
        texts=tuple(
            DocumentText(one.locale.language_code, one.title, f"{one.lead} {words_of(one)}") for one in articles
        ),
        facets={"language": tuple(one.locale.language_code for one in articles)},
        quality=QUALITY,
    )


def words_of(article: Article) -> str:
    """Return what an article's pieces say, without marks."""
    parts = article.body.stream_block.get_searchable_content(article.body)
    return " ".join(strip_tags(" ".join(parts).replace("<", " <")).split())[:MOST_WORDS]


def note_change(article: Article) -> None:
    """Let the index read an article anew, in all its languages."""
    mark_changed(KIND, Article.objects.filter(translation_key=article.translation_key).values_list("pk", flat=True))
