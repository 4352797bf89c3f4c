"""Events as an Atom feed: what is planned, changed and called off, for readers, news pages and intranets."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.events.models import AgencyEvent
from plon.events.moments import when
from plon.feeds import PlainFeed
from plon.pages import whole_address

MOST = 50


def atom_of(events: Iterable[AgencyEvent], *, address: str, language: str) -> bytes:
    """Return events as a feed, in the order given; `address` is of the feed itself, whole. No queries."""
    feed = PlainFeed(
        title=f"Plon · {_('Trainings and events')}", link=whole_address(reverse("events:index")), description="",
        language=language, feed_url=address, author_name="Plon",
    )  # fmt: skip
    for event in events:
        text = event.text_in(language)
        told = (when(event), event.place, event.cancel_reason or text.summary)
        feed.add(
            _("Cancelled: %(title)s") % {"title": text.title} if event.is_cancelled else text.title,
            whole_address(event.get_absolute_url()),
            " · ".join(part for part in told if part),
            language=text.language if text.language != language else "",
            # Stays the same whatever the event is called, in every language.
            unique_id=whole_address(f"/event/{event.public_id}"),
            updateddate=event.updated_at,
            categories=[str(event.get_kind_display())],
        )
    return feed.written()
