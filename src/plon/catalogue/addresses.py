"""Where else the question of a list can be asked: as a feed, a calendar, a file, an alert."""

from django.urls import NoReverseMatch, reverse

from plon.catalogue.listing import ALL, Listing


def addresses_of(listing: Listing) -> dict[str, str]:
    """Return the addresses for the tools under a list; "" where there is no such tool."""
    query = f"of={listing.kind.name}"
    if listing.question:
        query += f"&{listing.question}"
    has_days = listing.kind is not ALL and listing.kind.kind != "organisation"
    return {
        "feed_address": f"{reverse('catalogue:feed')}?{query}",
        "calendar_address": f"{reverse('catalogue:calendar')}?{query}" if has_days else "",
        "export_address": f"{reverse('catalogue:export')}?{query}",
        "save_address": _to_save(query),
    }


def _to_save(query: str) -> str:
    try:
        return f"{reverse('savedsearches:new')}?{query}"
    except NoReverseMatch:
        return ""
