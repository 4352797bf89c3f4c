"""The sections of a project's workspace. Rooms above register theirs when they are ready."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from plon.projects.models import Project


@dataclass(frozen=True)
class Section:
    """One entry of the workspace's navigation."""

    order: int
    key: str
    label: Promise | str
    url_name: str
    icon: str = ""


@dataclass(frozen=True)
class ShownSection:
    label: str
    url: str
    icon: str
    is_current: bool


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Add a section; its URL takes the project's public id."""
    _sections[section.key] = section


def sections_for(project: Project, current: str) -> list[ShownSection]:
    """Return the navigation of `project` with the section `current` marked."""
    ordered = sorted(_sections.values(), key=lambda section: section.order)
    return [
        ShownSection(
            str(section.label),
            reverse(section.url_name, args=[project.public_id]),
            section.icon,
            section.key == current,
        )
        for section in ordered
    ]
