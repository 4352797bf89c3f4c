"""Shelves of the home page that rooms above fill: what they recommend, in their own template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of the home page.

    Attributes:
        template: shows `things`; it is left out while there are none.
        load: reads them, for a reader of a language.
    """

    template: str
    load: Callable[[str], list[Any]]


_shelves: list[Shelf] = []


def register_shelf(shelf: Shelf) -> None:
    """Add a shelf below the newest results; called in a room's ``AppConfig.ready``."""
    if shelf not in _shelves:
        _shelves.append(shelf)


def filled_shelves(language: str) -> list[tuple[str, list[Any]]]:
    """Return the templates of the shelves that have something, with it."""
    loaded = [(shelf.template, shelf.load(language)) for shelf in _shelves]
    return [(template, things) for template, things in loaded if things]
