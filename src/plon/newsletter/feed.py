"""The newest numbers as Atom (RFC 4287)."""

from collections.abc import Iterable

from django.urls import reverse

from plon.agency.own import agency_name
from plon.feeds import PlainFeed
from plon.newsletter.letters.words import newsletter_name
from plon.newsletter.models import Issue
from plon.pages import whole_address
from plon.texts import plain_text


def atom_of(issues: Iterable[Issue], language: str) -> bytes:
    """Return the newest numbers, which come with their texts, for readers of a language."""
    page = whole_address(reverse("newsletter:index"))
    made = PlainFeed(
        title=newsletter_name(language), link=page, description="", language=language,
        author_name=agency_name(language), feed_url=whole_address(reverse("newsletter:feed")),
    )  # fmt: skip
    for issue in issues:
        text = issue.text_in(language)
        address = whole_address(issue.get_absolute_url())
        made.add(
            title=text.subject, link=address, description=plain_text(text.intro), unique_id=address,
            pubdate=issue.published_at, updateddate=issue.updated_at,
        )  # fmt: skip
    return made.written()
