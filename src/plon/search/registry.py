"""Rooms say what can be found: the index reads documents through the sources registered here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        address: gives the page of a document by its public id, in the language in use; lists of everything
            show things of rooms they do not know by it.
    """

    kind: str
    documents: Callable[[Sequence[int]], Iterable[IndexDocument]]
    keys: Callable[[], Iterator[int]]
    also: Callable[[Sequence[int]], Iterable[tuple[str, int]]] | None = None
    address: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a facet with its names: `names` by language."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values of a facet and what people call them: for questions like *kraj:Polska*, for suggestions, and
    to find across languages.

    Args:
        facet: of `FACETS`.
        terms: gives its values; asked once, when the first question comes.
        is_translated: whether its names are words of the field, which a question may be translated with.
    """

    facet: str
    terms: Callable[[], Iterable[Term]]
    is_translated: bool = False


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a kind of thing to the index; called in a room's ``AppConfig.ready``."""
    _sources[source.kind] = source


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())


def source_of(kind: str) -> Source | None:
    return _sources.get(kind)


_vocabularies: dict[str, Vocabulary] = {}


def register_vocabulary(vocabulary: Vocabulary) -> None:
    """Name the values of a facet; called in a room's ``AppConfig.ready``."""
    _vocabularies[vocabulary.facet] = vocabulary


def vocabularies() -> tuple[Vocabulary, ...]:
    return tuple(_vocabularies.values())
