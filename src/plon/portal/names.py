"""The end of an article's address: spelt in plain letters, whatever its title is written in."""

from collections.abc import Callable

from django.utils.text import slugify

from plon.texts import fold

LONGEST_NAME = 80
# A name that is typed may be longer; it is cut before a number is added.
_LONGEST_TYPED = 200


def spell(text: str) -> str:
    """Return `text` as it can stand in an address; "" if nothing is left of it."""
    return slugify(fold(text))


def name_from(title: str, otherwise: str = "article") -> str:
    """Return a name made from a title; `otherwise` if that has no letters."""
    return spell(title)[:LONGEST_NAME].rstrip("-") or otherwise


def free_name(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Return the name that is wanted, with the first number behind it that makes it free if somebody has it."""
    name, number = wanted, 1
    while is_taken(name):
        number += 1
        name = f"{wanted[:_LONGEST_TYPED]}-{number}"
    return name
