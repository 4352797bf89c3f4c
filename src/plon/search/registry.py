"""Rooms say what can be found: the index reads documents through the sources registered here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plon.search.documents import IndexDocument


@dataclass(frozen=True, slots=True)
class Source:
    """How to read the documents of one kind.

    Args:
        kind: the kind that `mark_changed` names.
        documents: gives the documents of the keys that are public now; keys it leaves out are taken off the
            index. It decides what the public may see, so nothing private ever reaches the index.
        keys: iterates over the keys of all public things, for a rebuild.
        also: names the (kind, key) of other documents that change with these.
    """

    kind: str
    documents: Callable[[Sequence[int]], Iterable[IndexDocument]]
    keys: Callable[[], Iterator[int]]
    also: Callable[[Sequence[int]], Iterable[tuple[str, int]]] | None = None


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a kind of thing to the index; called in a room's ``AppConfig.ready``."""
    _sources[source.kind] = source


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())


def source_of(kind: str) -> Source | None:
    return _sources.get(kind)
