"""Atom feeds (RFC 4287) of what people wrote: Django's, for plain text and for caches."""

import datetime
from html import escape
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from plon.texts import without_controls

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# Nothing of a feed is older: readers want a date also where there is no entry.
LONG_AGO = datetime.datetime(2014, 1, 1, tzinfo=datetime.UTC)


class PlainFeed(Atom1Feed):
    """A feed whose texts are plain: what looks like HTML in them stays words, and XML can hold each of them.

    It is the same as long as nothing in it changes, an empty one, too, so that caches know it again.
    """

    def add(self, title: str, link: str, description: str, *, language: str = "", **about: Any) -> None:
        """Add an entry; `language` is that of its words, "" if it is the feed's."""
        self.add_item(
            title=without_controls(title),
            link=link,
            description=escape(without_controls(description)),
            language=language,
            **about,
        )

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def latest_post_date(self) -> datetime.datetime:
        dates = [item["updateddate"] or item["pubdate"] for item in self.items]
        return max((date for date in dates if date), default=LONG_AGO)

    def written(self) -> bytes:
        return self.writeString("utf-8").encode()
