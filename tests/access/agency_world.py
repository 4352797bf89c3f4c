"""What the agency says, for the doors of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.agency.making import announced

if TYPE_CHECKING:
    from tests.access.world import World


def add_agency(world: World) -> None:
    """Announce something."""
    world.fillings |= {
        "announcement": announced("Something new").public_id, "letter": "review.decided",
        "office_people:statement:page": "privacy", "office_people:statement:language": "en",
    }  # fmt: skip
