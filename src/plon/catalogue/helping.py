"""What would bring something to a list that found nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from plon.catalogue.labels import facet_label
from plon.catalogue.listing import Listing
from plon.catalogue.narrowing import Chip
from plon.search.querying import search
from plon.search.questions import understand

# Each is a question to the index; nobody reads more.
MOST_FILTERS = 8
MOST_WORDS = 6
MOST_SHORTER = 3
MOST_TOPICS = 8


@dataclass(frozen=True, slots=True)
class Help:
    """Ways out of an empty list.

    Args:
        without: a filter to take away, and how many there would be then.
        fewer: a shorter question, its address, and how many it finds.
        topics: a topic that has something, its address, and how much.
    """

    without: tuple[tuple[Chip, int], ...]
    fewer: tuple[tuple[str, str, int], ...]
    topics: tuple[tuple[str, str, int], ...]


def help_for(listing: Listing, language: str) -> Help:
    return Help(_without(listing, language), _fewer(listing, language), _topics(listing, language))


def _count(listing: Listing, words: str, filters: dict[str, list[str]], language: str) -> int:
    kind = listing.kind.kind or listing.only
    answer = search(words, language=language, kind=kind, filters=filters, size=1, facets=())
    return 0 if answer.is_relaxed else answer.total


def _without(listing: Listing, language: str) -> tuple[tuple[Chip, int], ...]:
    if len(listing.chips) + bool(listing.words) < 2:
        return ()
    found = []
    for chip in listing.chips[:MOST_FILTERS]:
        filters = {name: list(values) for name, values in listing.filters.items()}
        filters[chip.facet].remove(chip.value)
        if count := _count(listing, listing.words, filters, language):
            found.append((chip, count))
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _fewer(listing: Listing, language: str) -> tuple[tuple[str, str, int], ...]:
    words = understand(listing.words).words
    if not 2 <= len(words) <= MOST_WORDS:
        return ()
    filters = {name: list(values) for name, values in listing.filters.items()}
    found = _shorter(listing, words, filters, language)
    if not found and filters:
        found = _shorter(listing, words, {}, language)
    return tuple(sorted(found, key=lambda way: -way[2])[:MOST_SHORTER])


def _shorter(
    listing: Listing, words: Sequence[str], filters: dict[str, list[str]], language: str
) -> list[tuple[str, str, int]]:
    found = []
    for left_out in words:
        shorter = " ".join(word for word in words if word != left_out)
        if count := _count(listing, shorter, filters, language):
            address = listing.address(q=shorter) if filters else f"?{urlencode({'q': shorter})}"
            found.append((shorter, address, count))
    return found


def _topics(listing: Listing, language: str) -> tuple[tuple[str, str, int], ...]:
    if "topic" not in listing.kind.facets:
        return ()
    answer = search("", language=language, kind=listing.kind.kind, size=1, facets=("topic",))
    return tuple(
        (
            facet_label(listing.kind.kind, "topic", topic.value, language),
            f"?{urlencode({'topic': topic.value})}",
            topic.count,
        )
        for topic in answer.facets.get("topic", ())[:MOST_TOPICS]
    )
