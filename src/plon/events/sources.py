"""What the index keeps of public events: what everybody reads, never how to join or who comes."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from plon.events.models import AgencyEvent
from plon.events.queries import public_events
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source
from plon.texts import plain_text

# Between a guide and a term of the glossary.
QUALITY = 0.5


def register_events_source() -> None:
    register_source(Source("event", event_documents, _keys, address=_address))


def _keys() -> Iterator[int]:
    return public_events().prefetch_related(None).order_by("pk").values_list("pk", flat=True).iterator()


def event_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    """Read what everybody sees of these events; 2 queries."""
    for event in public_events().filter(pk__in=keys):
        yield _document(event)


def _document(event: AgencyEvent) -> IndexDocument:
    texts = [
        DocumentText(text.language, text.title, " ".join([
            plain_text(text.summary), plain_text(text.description), plain_text(text.agenda),
        ]))
        for text in event.texts.all() if text.title
    ]  # fmt: skip
    return IndexDocument(
        kind="event",
        key=event.pk,
        public_id=event.public_id,
        texts=tuple(texts),
        names=f"{event.public_id} {event.place}",
        facets={"language": tuple(text.language for text in texts)},
        appeared=int(event.made_at.timestamp()),
        quality=QUALITY,
    )


def _address(public_id: str) -> str:
    # Any second part leads on to the page's own.
    return reverse("events:event", args=[public_id, "event"])
