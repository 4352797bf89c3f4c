"""What was reached, as numbers that add up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached in some time. `visits`: devices of each day, added up."""

    views: int = 0
    visits: int = 0
    downloads: int = 0
    robots: int = 0

    def __add__(self, other: "Reached") -> "Reached":
        return Reached(
            self.views + other.views,
            self.visits + other.visits,
            self.downloads + other.downloads,
            self.robots + other.robots,
        )
