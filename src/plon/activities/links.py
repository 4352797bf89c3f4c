"""Where an act leads to in rooms above: its attendance list, its report. They register here when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.activities.models import Activity


@dataclass(frozen=True, slots=True)
class Link:
    """A way from an act's page, under an icon of the design system."""

    label: str
    url: str
    icon: str = "arrow"


LinkOf = Callable[[Activity, User | AnonymousUser], Link | None]
_links: list[LinkOf] = []


def register_link(link_of: LinkOf) -> None:
    """Add a way; `link_of` answers None where this person has nothing to do there."""
    if link_of not in _links:
        _links.append(link_of)


def links_of(activity: Activity, user: User | AnonymousUser) -> list[Link]:
    """Return the ways from an act that are open to `user`."""
    return [link for link_of in _links if (link := link_of(activity, user))]
