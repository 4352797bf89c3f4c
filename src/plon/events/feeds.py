"""Events as an Atom feed (RFC 4287): what is planned, changed and called off, for readers, news pages and intranets."""

import datetime
from collections.abc import Iterable
from xml.etree import ElementTree

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.events.models import AgencyEvent
from plon.events.moments import when
from plon.pages import whole_address
from plon.texts import without_controls

MOST = 50
# Nothing of a feed is older: readers want a date also where there is no entry.
LONG_AGO = datetime.datetime(2014, 1, 1, tzinfo=datetime.UTC)


def atom_of(events: Iterable[AgencyEvent], *, address: str, language: str) -> bytes:
    """Return events as a feed, in the order given; `address` is of the feed itself, whole. No queries."""
    listed = list(events)
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    changed = max((event.updated_at for event in listed), default=LONG_AGO)
    _add(feed, "id", address)
    _add(feed, "title", f"Plon · {_('Trainings and events')}")
    _add(feed, "updated", changed.isoformat(timespec="seconds"))
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=whole_address(reverse("events:index")))
    _add(_add(feed, "author"), "name", "Plon")
    for event in listed:
        _add_entry(feed, event, language)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def _add_entry(feed: ElementTree.Element, event: AgencyEvent, language: str) -> None:
    text = event.text_in(language)
    entry = _add(feed, "entry", **({"xml:lang": text.language} if text.language != language else {}))
    # Stays the same whatever the event is called, in every language.
    _add(entry, "id", whole_address(f"/event/{event.public_id}"))
    _add(entry, "title", f"{_('Cancelled:')} {text.title}" if event.is_cancelled else text.title)
    _add(entry, "updated", event.updated_at.isoformat(timespec="seconds"))
    _add(entry, "link", rel="alternate", type="text/html", href=whole_address(event.get_absolute_url()))
    _add(entry, "category", term=event.kind, label=str(event.get_kind_display()))
    told = (when(event), event.place, event.cancel_reason or text.summary)
    _add(entry, "summary", " · ".join(part for part in told if part))


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, {key: without_controls(value) for key, value in attributes.items()})
    if text:
        made.text = without_controls(text)
    return made
