"""In which time zone a partner's day begins: by its country, from CLDR and the zone database."""

import functools
import zoneinfo

from babel.core import get_global
from django.conf import settings


@functools.cache
def zone_of_country(code: str) -> str:
    """Return the zone of a country's mainland; Plon's own for a country that is not known."""
    known = zoneinfo.available_timezones()
    zones = [zone for zone, country in get_global("zone_territories").items() if country == code and zone in known]
    # Islands and enclaves bear the names of other continents and oceans.
    return min(zones, key=lambda zone: (not zone.startswith("Europe/"), zone), default=settings.TIME_ZONE)


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """Return a zone by its name; Plon's own for one that the zone database has dropped."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
