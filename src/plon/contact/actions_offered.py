"""What an officer can do about a page that somebody reported. Rooms above fill it in their ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import ResolverMatch

from plon.contact.places import match_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A link to where something is done about a page."""

    label: str
    url: str


Offerer = Callable[[ResolverMatch], Offer | None]
_offerers: dict[str, list[Offerer]] = {}


def register_offer(view_name: str, offer: Offerer) -> None:
    """Add what can be done about pages of a route; it returns None where nothing can."""
    _offerers.setdefault(view_name, []).append(offer)


def offers_for(path: str) -> list[Offer]:
    """Return what can be done about the page at a path."""
    found = match_of(path) if path else None
    if found is None:
        return []
    offered = [offer(found) for offer in _offerers.get(found.view_name, ())]
    return [one for one in offered if one]
