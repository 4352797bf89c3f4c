"""A fit card as it is read: short lines in words, nothing where the team said nothing."""

from dataclasses import dataclass

from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a visitor looks for: an icon, what it is called, what holds here."""

    key: str
    icon: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """What `results/fit/_card.html` shows."""

    lines: tuple[Line, ...]


def card_of(_result: Result, _language: str) -> Card | None:
    """Return the card of a result loaded with `fit` and its texts; None while nobody filled it."""
    return None
