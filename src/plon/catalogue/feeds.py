"""A search as an Atom feed (RFC 4287) and as a calendar (RFC 5545): for readers, news pages and phones."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.catalogue.finding import Row
from plon.catalogue.labels import kind_name
from plon.catalogue.listing import Listing
from plon.feeds import LONG_AGO
from plon.pages import whole_address
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import without_controls

MOST = 50


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar: what begins, ends or appears."""

    key: str
    date: datetime.date
    title: str
    text: str
    address: str


def title_of(listing: Listing) -> str:
    """Return what a feed or calendar of this question is called."""
    kind = listing.kind.kind or listing.only
    name = kind_name(kind) if kind else pgettext("kinds of things", "Everything")
    asked = [listing.words, *(chip.label for chip in listing.chips[:6])]
    return " · ".join(["Plon", name, *(text for text in asked if text)])


def atom_of(listing: Listing, rows: Sequence[Row], *, address: str, page: str, language: str) -> str:
    """Return the newest things of a search.

    Args:
        listing: the question.
        rows: the things, newest first.
        address: of the feed itself, whole.
        page: of the list that people read, whole.
        language: of the titles.
    """
    changed = [changed_at(row.thing) for row in rows]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{_text(address)}</id><title>{_text(title_of(listing))}</title>"
        f"<updated>{max(changed, default=LONG_AGO).isoformat(timespec='seconds')}</updated>"
        f'<link rel="self" type="application/atom+xml" href={_value(address)}/>'
        f'<link rel="alternate" type="text/html" href={_value(page)}/>'
        "<author><name>Plon</name></author>"
    )
    return head + "".join(map(_entry, rows, changed)) + "</feed>\n"


def _entry(row: Row, changed: datetime.datetime) -> str:
    published = getattr(row.thing, "published_at", None)
    spoken = f" xml:lang={_value(row.language)}" if row.language else ""
    dated = f"<published>{published.isoformat(timespec='seconds')}</published>" if published else ""
    return (
        f"<entry{spoken}><id>{_text(permanent_address(row))}</id><title>{_text(str(row.heading))}</title>"
        f"<updated>{changed.isoformat(timespec='seconds')}</updated>{dated}"
        f'<link rel="alternate" type="text/html" href={_value(whole_address(row.address))}/>'
        f"<category term={_value(row.kind)} label={_value(row.kind_name)}/>"
        f"<summary>{_text(str(row.excerpt))}</summary></entry>"
    )


def permanent_address(row: Row) -> str:
    """Return the address that stays the same whatever the thing is called, in every language."""
    if isinstance(row.thing, Result):
        return whole_address(row.thing.get_permanent_url())
    return whole_address(f"/{row.kind}/{row.thing.public_id}")


def changed_at(thing: object) -> datetime.datetime:
    changed = getattr(thing, "updated_at", None)
    return changed if isinstance(changed, datetime.datetime) else LONG_AGO


def _text(text: str) -> str:
    return escape(without_controls(text))


def _value(text: str) -> str:
    return quoteattr(without_controls(text))


def days_of(rows: Iterable[Row]) -> Iterator[Day]:
    """Give the days of what was found: when results appeared, when projects begin and end."""
    for row in rows:
        title, address = str(row.heading), whole_address(row.address)
        days: list[tuple[str, datetime.date | None, str]] = []
        if isinstance(row.thing, Result) and row.thing.published_at:
            days = [("published", row.thing.published_at.date(), _("Published: %(title)s"))]
        elif isinstance(row.thing, Project):
            days = [
                ("begins", row.thing.start, _("Begins: %(title)s")),
                ("ends", row.thing.end, _("Ends: %(title)s")),
            ]
        for what, date, said in days:
            if date:
                key = f"{row.thing.public_id}-{what}@plon"
                yield Day(key, date, said % {"title": title}, str(row.excerpt), address)


def calendar_of(listing: Listing, rows: Iterable[Row], *, language: str) -> bytes:
    """Return a calendar of whole days."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Plon//Catalogue//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title_of(listing))
    calendar.add("method", "PUBLISH")
    for day in days_of(rows):
        event = icalendar.Event()
        event.add("uid", day.key)
        event.add("dtstamp", datetime.datetime.combine(day.date, datetime.time(), datetime.UTC))
        event.add("summary", day.title)
        event.add("dtstart", day.date)
        event.add("dtend", day.date + datetime.timedelta(days=1))
        event.add("description", f"{day.text}\n{day.address}")
        event.add("url", day.address)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
