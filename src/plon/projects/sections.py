"""The sections of a project's workspace. Rooms above register theirs when they are ready."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from plon.projects.models import Project


@dataclass(frozen=True)
class Section:
    """One entry of the workspace's navigation; `under` names the entry under which it stands, "" for the first row."""

    order: int
    key: str
    label: Promise | str
    url_name: str
    icon: str = ""
    under: str = ""


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
    """Return the first row of the navigation, with the section `current` marked, or what it stands under."""
    chosen = _sections.get(current)
    marked = chosen.under or chosen.key if chosen else current
    return [_shown(section, project, marked) for section in _in_order("")]


def subsections_for(project: Project, current: str) -> list[ShownSection]:
    """Return the second row: what stands beside the section `current` under the same entry; empty for most."""
    chosen = _sections.get(current)
    if chosen is None or not chosen.under:
        return []
    return [_shown(section, project, current) for section in _in_order(chosen.under)]


def _in_order(under: str) -> list[Section]:
    return sorted((each for each in _sections.values() if each.under == under), key=lambda section: section.order)


def _shown(section: Section, project: Project, current: str) -> ShownSection:
    url = reverse(section.url_name, args=[project.public_id])
    return ShownSection(str(section.label), url, section.icon, section.key == current)
