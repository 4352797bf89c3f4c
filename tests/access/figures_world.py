"""What the doors of the programme's figures lead to: a count that is done."""

from typing import TYPE_CHECKING

from tests.programmefigures.making import count_now

if TYPE_CHECKING:
    from tests.access.world import World


def add_figures(world: "World") -> None:
    world.fillings |= {
        "programmefigures:cancel:count": count_now().public_id, "programmefigures:export:ending": "csv",
        "programmefigures:export_spots:ending": "xlsx", "programmefigures:chart:key": "year-projects",
        "programmefigures:chart:ending": "png",
    }  # fmt: skip
