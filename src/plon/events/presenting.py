"""Events as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format

from plon.events.models import AgencyEvent
from plon.events.moments import when
from plon.events.queries import upcoming
from plon.events.reporting import public_reports
from plon.pages import whole_address

# How many events stand on the home page.
ON_SHELF = 3


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in a list.

    Attributes:
        day, month: of its beginning, on its own wall.
        language: of the title; "" if it is the reader's.
    """

    title: str
    url: str
    kind: str
    summary: str
    when: str
    place: str
    day: str
    month: str
    language: str
    is_open: bool
    is_cancelled: bool
    report: str


def card_of(event: AgencyEvent, language: str, *, report: str = "") -> EventCard:
    """Return an event for a list; its texts come along (see `queries`). `report` is that of the portal, if public."""
    text, start = event.text_in(language), event.local_start.replace(tzinfo=None)
    return EventCard(
        title=text.title,
        url=event.get_absolute_url(),
        kind=str(event.get_kind_display()),
        summary=text.summary,
        when=when(event),
        place=event.place,
        day=date_format(start, "j"),
        month=date_format(start, "M Y"),
        language="" if text.language == language else text.language,
        is_open=event.is_open,
        is_cancelled=event.is_cancelled,
        report=(report or event.report_address) if event.is_over else "",
    )


def cards_of(events: Iterable[AgencyEvent], language: str) -> list[EventCard]:
    """Return events for a list, with their reports; no query more than the room of reports needs for all."""
    listed = list(events)
    reports = public_reports([event.report_reference for event in listed if event.is_over], language)
    return [card_of(event, language, report=reports.get(event.report_reference, "")) for event in listed]


def upcoming_cards(language: str) -> list[EventCard]:
    """Return the next events for the shelf of the home page."""
    return cards_of(upcoming(language, ON_SHELF), language)


def linked_event(event: AgencyEvent, language: str) -> dict[str, object]:
    """Describe an event in schema.org's terms, without what only registered people may know."""
    text = event.text_in(language)
    url = whole_address(event.get_absolute_url())
    made: dict[str, object] = {
        "@type": "Event",
        "name": text.title,
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if event.is_cancelled else 'EventScheduled'}",
        "url": url,
        "inLanguage": text.language,
        "isAccessibleForFree": True,
        "location": {"@type": "Place", "name": event.place, "address": event.place}
        if event.place
        else {"@type": "VirtualLocation", "url": url},
    }
    if text.summary:
        made["description"] = text.summary
    if event.capacity:
        made["maximumAttendeeCapacity"] = event.capacity
    return made
