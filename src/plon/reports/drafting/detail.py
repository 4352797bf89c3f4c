"""How much a draft tells. A draft that is too long is told again with less, never cut."""

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Detail:
    """What a draft names; `most` is how many things of each list it names (None: all; 0: only how many there are)."""

    extras: bool = True
    notes: bool = True
    places: bool = True
    messages: bool = True
    links: bool = True
    dates: bool = True
    counts: bool = True
    responsible: bool = True
    most: int | None = None


FULL = Detail()
# What goes first when a draft is too long: notes on the margin, what people typed at length, places, sentences to
# groups, which activity shares which result, who answers for it, dates, and last numbers of people.
_ORDER = ("extras", "notes", "places", "messages", "links", "responsible", "dates", "counts")
BARE = Detail(**dict.fromkeys(_ORDER, False))
NUMBERS = replace(BARE, most=0)
_CAPS = (40, 25, 15, 10, 7, 5, 4, 3, 2, 1)


def shorter_details() -> Iterator[Detail]:
    """Yield details between everything and names alone, each telling less."""
    detail = FULL
    for name in _ORDER:
        detail = replace(detail, **{name: False})
        yield detail


def capped_details() -> Iterator[Detail]:
    """Yield details that name ever fewer things, first with what belongs to them, and at last numbers alone."""
    for most in _CAPS:
        yield replace(BARE, dates=True, counts=True, responsible=True, most=most)
        yield replace(BARE, dates=True, most=most)
        yield replace(BARE, most=most)
    yield NUMBERS
