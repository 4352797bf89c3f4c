"""Events as things that a number can tell of: those that come, the next first."""

import datetime

from django.utils.translation import override

from plon.events.moments import when
from plon.events.queries import upcoming
from plon.newsletter.items import MOST_OFFERED, Item


def coming_events(since: datetime.date, language: str) -> list[Item]:
    """Return events that are not over and have a text in a language, whenever they were announced. 2 queries."""
    del since  # it leaves none of them out
    # One text per language, so each event comes once.
    found = upcoming(language).filter(texts__language=language, texts__title__gt="")
    with override(language):
        return [
            Item(
                title=(text := event.text_in(language)).title,
                summary=". ".join(filter(None, (" · ".join(filter(None, (when(event), event.place))), text.summary))),
                address=event.get_absolute_url(),
                on=event.local_start.date(),
            )
            for event in found[:MOST_OFFERED]
        ]
