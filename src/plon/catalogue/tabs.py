"""The kinds of things beside each other: how many of each the words find, and where they are listed."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import pgettext

from plon.catalogue.labels import kind_name
from plon.catalogue.listing import ALL, KINDS, TABBED, Listing


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of thing: how many of it the words find, and where they are listed."""

    label: str
    address: str
    count: int
    is_current: bool


def tabs_of(listing: Listing) -> list[Tab]:
    """Return the kinds of things that the words find, with their numbers; filters do not count here."""
    if not listing.words:
        return []
    counts = listing.answer.kinds
    tabs = [_tab(listing, "all", "", pgettext("kinds of things", "Everything"), sum(counts.values()))]
    tabs += [_tab(listing, kind.name, kind.kind, kind_name(kind.kind), counts.get(kind.kind, 0)) for kind in _LISTED]
    tabs += [_tab(listing, "all", only, kind_name(only), counts[only]) for only in TABBED if counts.get(only)]
    return tabs


_LISTED = [kind for kind in KINDS.values() if kind is not ALL]


def _tab(listing: Listing, name: str, kind: str, label: str, count: int) -> Tab:
    query = QueryDict(mutable=True)
    query["q"] = listing.words
    if kind in TABBED:
        query["kind"] = kind
    is_current = listing.kind.name == name and (name != "all" or listing.only == kind)
    return Tab(label, f"{KINDS[name].address}?{query.urlencode()}", count, is_current)
