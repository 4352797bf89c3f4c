"""An event as a calendar file (RFC 5545): for everybody, or with the way to join for who has a place."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from plon.events.models import AgencyEvent
from plon.pages import whole_address


def calendar_of(event: AgencyEvent, language: str, *, for_registered: bool = False, own_address: str = "") -> bytes:
    """Return the file. The same event gives the same bytes, so that programs are told "unchanged".

    `for_registered` says how to join, never in what everybody can read; `own_address` is the personal page.
    """
    return _written([_event(event, language, for_registered=for_registered, own_address=own_address)])


def calendar_of_all(events: Iterable[AgencyEvent], language: str) -> bytes:
    """Return events in one calendar to subscribe to, as everybody may know them."""
    made = [_event(event, language, for_registered=False, own_address="") for event in events]
    return _written(made, name=f"Plon · {_('Trainings and events')}")


def _written(events: Iterable[icalendar.Event], name: str = "") -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Plon//Plon//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(event: AgencyEvent, language: str, *, for_registered: bool, own_address: str) -> icalendar.Event:
    text, page = event.text_in(language), whole_address(event.get_absolute_url())
    made = icalendar.Event()
    made.add("uid", f"event-{event.public_id}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    made.add("sequence", event.version)
    made.add("dtstamp", event.updated_at.replace(microsecond=0))
    made.add("summary", text.title)
    made.add("dtstart", event.local_start)
    made.add("dtend", event.local_end)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.place:
        made.add("location", event.place)
    told = [text.summary, event.joining if for_registered else "", own_address or page]
    made.add("description", "\n\n".join(part for part in told if part))
    made.add("url", page)
    return made
