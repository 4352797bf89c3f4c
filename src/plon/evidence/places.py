"""Where a piece of evidence is shown, and how it is taken out of there. Rooms and parts that show it register here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from plon.accounts.guests import Doer
from plon.evidence.models import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """A page, a tool or a file in which a piece of evidence is shown; its address if it has one."""

    label: str
    url: str = ""


class Removal(Protocol):
    """Takes a piece of evidence out of the places of one room; does nothing where it is not shown there."""

    def __call__(self, evidence: Evidence, *, by: Doer | None) -> object: ...


PlacesOf = Callable[[Evidence], Iterable[Place]]
_places: list[PlacesOf] = []
_removals: list[Removal] = []


def register_place(places_of_it: PlacesOf) -> None:
    """Let `places_of_it` tell where a piece of evidence is shown."""
    if places_of_it not in _places:
        _places.append(places_of_it)


def register_removal(removal: Removal) -> None:
    """Let `removal` take a piece of evidence out of what the room shows; it runs in the caller's transaction."""
    if removal not in _removals:
        _removals.append(removal)


def places_of(evidence: Evidence) -> list[Place]:
    """Return every place in which a piece of evidence is shown now."""
    return [place for places_of_it in _places for place in places_of_it(evidence)]


def take_out(evidence: Evidence, *, by: Doer | None) -> None:
    """Take a piece of evidence out of every place in which it is shown; call it in a transaction."""
    for removal in _removals:
        removal(evidence, by=by)
