"""What the overview of a project tells: rooms above register their tile and their next step."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from plon.projects.models import Project

Label = Promise | str


@dataclass(frozen=True)
class Tile:
    """A link of the chain (results, groups, ...): `count` tells how many there are."""

    order: int
    key: str
    label: Label
    url_name: str
    count: Callable[[Project], int]


@dataclass(frozen=True)
class Step:
    """Something to do next; `is_done` tells whether it is behind the team."""

    order: int
    key: str
    label: Label
    url_name: str
    is_done: Callable[[Project], bool]


@dataclass(frozen=True)
class ShownTile:
    label: str
    url: str
    number: int


@dataclass(frozen=True)
class ShownStep:
    label: str
    url: str
    is_done: bool


_tiles: dict[str, Tile] = {}
_steps: dict[str, Step] = {}


def register_tile(tile: Tile) -> None:
    _tiles[tile.key] = tile


def register_step(step: Step) -> None:
    _steps[step.key] = step


def tiles_for(project: Project) -> list[ShownTile]:
    """Return the chain at a glance, in its order."""
    return [
        ShownTile(str(tile.label), reverse(tile.url_name, args=[project.public_id]), tile.count(project))
        for tile in sorted(_tiles.values(), key=lambda tile: tile.order)
    ]


def steps_for(project: Project) -> list[ShownStep]:
    """Return what to do next, in its order, done ones included."""
    return [
        ShownStep(str(step.label), reverse(step.url_name, args=[project.public_id]), step.is_done(project))
        for step in sorted(_steps.values(), key=lambda step: step.order)
    ]
