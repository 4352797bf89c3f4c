"""What the index keeps of public collections."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch
from django.urls import reverse

from plon.collections.models import Collection, Entry
from plon.collections.queries import keys_of_shown, shown_collections
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source
from plon.texts import plain_text


def register_collections_source() -> None:
    register_source(Source("collection", collection_documents, keys_of_shown, address=_address))


def collection_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    """Read what everybody sees of these collections: titles, introductions, notes."""
    noted = Entry.objects.filter(removed_at__isnull=True).exclude(note="")
    collections = shown_collections().filter(pk__in=keys).prefetch_related("texts", Prefetch("entries", noted))
    for collection in collections:
        yield _document(collection)


def _document(collection: Collection) -> IndexDocument:
    texts = [
        DocumentText(text.language, text.title, f"{plain_text(text.description)} {_notes(collection, text.language)}")
        for text in collection.texts.all()
    ]
    return IndexDocument(
        kind="collection",
        key=collection.pk,
        public_id=collection.public_id,
        texts=tuple(texts),
        names=f"{collection.public_id} {collection.byline}",
        appeared=int(collection.shown_since.timestamp()) if collection.shown_since else 0,
        is_example=collection.is_example,
    )


def _notes(collection: Collection, language: str) -> str:
    return " ".join(entry.note for entry in collection.entries.all() if (entry.note_language or language) == language)


def _address(public_id: str) -> str:
    return reverse("collections:collection", args=[public_id])
