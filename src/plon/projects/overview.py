"""What the overview of a project tells: rooms above register their tile and their next step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
class Panel:
    """A picture of the project at a glance; `context` answers None while there is nothing to show.

    `template` gets the answer as `panel`; `styles` are static files that it needs.
    """

    order: int
    key: str
    template: str
    context: Callable[[Project], dict[str, Any] | None]
    styles: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class ShownPanel:
    template: str
    context: dict[str, Any]
    styles: tuple[str, ...]


@dataclass(frozen=True)
class Reminder:
    """Something that the team has to know now, with where to go; it stands on top of the overview."""

    text: str
    url: str
    link: str


Remind = Callable[[Project], Reminder | None]

_tiles: dict[str, Tile] = {}
_steps: dict[str, Step] = {}
_reminders: dict[str, Remind] = {}
_panels: dict[str, Panel] = {}


def register_tile(tile: Tile) -> None:
    _tiles[tile.key] = tile


def register_step(step: Step) -> None:
    _steps[step.key] = step


def register_panel(panel: Panel) -> None:
    _panels[panel.key] = panel


def panels_for(project: Project) -> list[ShownPanel]:
    """Return the pictures that have something to show, in their order."""
    ordered = sorted(_panels.values(), key=lambda panel: panel.order)
    asked = [(panel, panel.context(project)) for panel in ordered]
    return [ShownPanel(panel.template, context, panel.styles) for panel, context in asked if context is not None]


def register_reminder(key: str, remind: Remind) -> None:
    """Let a room say something on the overview when there is something to say."""
    _reminders[key] = remind


def reminders_for(project: Project) -> list[Reminder]:
    """Return what the team has to know now."""
    said = (_reminders[key](project) for key in sorted(_reminders))
    return [reminder for reminder in said if reminder]


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
