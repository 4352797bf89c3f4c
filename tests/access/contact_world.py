"""A message to the agency, for the doors of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plon.contact.actions import send_message
from plon.contact.enums import Category

if TYPE_CHECKING:
    from tests.access.world import World


def add_message(world: World) -> None:
    """Write to the agency."""
    message = send_message(category=Category.QUESTION, words="How?", email="ana@example.org", language="en")
    doors = ("message", "answer", "note", "move", "erase")
    world.fillings |= {f"office_contact:{door}:message": message.public_id for door in doors}
    world.fillings |= {"contact:sent:category": "question"}
