"""What a saved search finds now, and what of it is new."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict

from plon.catalogue.finding import Row, rows_of
from plon.catalogue.listing import KINDS, RESULTS, Listing, ListKind, read_listing
from plon.savedsearches.asking import Asked, asked_of
from plon.savedsearches.limits import AT_ONCE, MOST_KNOWN, MOST_WATCHED
from plon.savedsearches.models import NOT_LOOKED, SavedSearch
from plon.search import index
from plon.search.querying import Hit

# What is read of the newest for a letter; who finds more new than that goes to the list.
MOST_TOLD = 100


class CannotLook(Exception):
    """Nobody can say now what is new; nothing is sent."""


@dataclass(frozen=True, slots=True)
class News:
    """What a search found that was not known, the newest first; without `rows` it is nothing to tell."""

    search: SavedSearch
    hits: tuple[Hit, ...]
    rows: tuple[Row, ...]


def mark_of(hit: Hit) -> str:
    return f"{hit.kind}:{hit.key}"


def news_of(search: SavedSearch) -> News:
    """Return what appeared since the person was told last.

    Raises:
        CannotLook: there is no index, or the search asks for something that is not there any more.
    """
    kind = KINDS.get(search.of)
    if kind is None or asked_of(search).lost or lost_values(asked_of(search), search.language):
        raise CannotLook(f"saved search {search.pk} asks for something that is gone")
    if search.known == NOT_LOOKED:
        hits = tuple(hit for listing in _walk(kind, search.query, search.language) for hit in listing.answer.hits)
        return News(search, hits, ())
    known = set(search.known.split())
    new: list[Hit] = []
    last: Listing | None = None
    for listing in _walk(kind, search.query, search.language):
        last = listing
        unknown = [hit for hit in listing.answer.hits if mark_of(hit) not in known]
        new += unknown
        # Results stand in the order of their publication, so where nothing is new all the rest is older. Projects
        # stand in the order of their start, and come to Plon in any order.
        if kind is RESULTS and not unknown:
            break
    if last is None or not new:
        return News(search, (), ())
    told = replace(last, answer=replace(last.answer, hits=tuple(new[:MOST_TOLD])))
    return News(search, tuple(new), tuple(rows_of(told, search.language)))


def known_now(of: str, query: str, language: str) -> str:
    """Return what a search finds at present, for it is not news.

    Raises:
        CannotLook: there is no index.
    """
    marks = [mark_of(hit) for listing in _walk(KINDS[of], query, language) for hit in listing.answer.hits]
    return " ".join(marks)


def added(known: str, hits: tuple[Hit, ...]) -> str:
    """Return what is known with what was found now; the oldest is forgotten when there is too much."""
    marks = dict.fromkeys([*(mark_of(hit) for hit in hits), *(mark for mark in known.split() if mark != NOT_LOOKED)])
    return " ".join(list(marks)[:MOST_KNOWN])


def lost_values(asked: Asked, language: str) -> list[str]:
    """Return the values that no list names and nothing in the catalogue has."""
    return [
        one.label
        for one in asked.filters
        if not one.is_named and not _any(asked.kind, QueryDict.fromkeys([one.facet], one.value), language)
    ]


def _any(kind: ListKind, given: QueryDict, language: str) -> bool:
    return read_listing(given, kind, language, size=1, counted=False).answer.total > 0


def _walk(kind: ListKind, query: str, language: str) -> Iterator[Listing]:
    """Read a list from the newest on, page by page, as far as it is watched."""
    if index.current() is None:
        raise CannotLook("there is no index")
    for number in range(1, MOST_WATCHED // AT_ONCE + 1):
        given = QueryDict(query, mutable=True)
        given["page"] = str(number)
        listing = read_listing(given, kind, language, size=AT_ONCE, sort="newest", counted=False)
        # Where nothing holds all the words, the list shows what comes near: that is no find of this search.
        if listing.answer.is_relaxed or listing.answer.number != number:
            return
        yield listing
        if number >= listing.answer.pages:
            return
