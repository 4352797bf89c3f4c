"""The sections of the agency's office. Rooms above register theirs when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What the first row of the office says, in its order; the sections stand under one of these.
GROUPS: dict[str, Promise | str] = {
    "projects": _("Projects and results"),
    "portal": _("Portal and people"),
    "figures": _("Figures"),
    "house": _("Settings"),
}


@dataclass(frozen=True, slots=True)
class OfficeSection:
    """One page of the office: where it stands, its name, the name of its URL, which takes no argument.

    Attributes:
        about: what is done there, in a sentence, for the office's first page.
        for_administrators: whether officers can't open it.
    """

    group: str
    order: int
    label: Promise | str
    url_name: str
    about: Promise | str
    for_administrators: bool = False


@dataclass(frozen=True, slots=True)
class ShownOfficeSection:
    label: str
    url: str
    is_current: bool
    about: str = ""
    # How many things wait for the office there; 0 as well where nobody asked.
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class ShownOffice:
    """The two rows of the office's navigation: groups, and the pages of the group that is open."""

    groups: tuple[ShownOfficeSection, ...]
    sections: tuple[ShownOfficeSection, ...]
    # All pages by the name of their group, for the first page.
    everything: tuple[tuple[str, tuple[ShownOfficeSection, ...]], ...]


_sections: dict[str, OfficeSection] = {}
_waiting: dict[str, Callable[[], int]] = {}


def register_office_section(section: OfficeSection) -> None:
    """Add a page to the office's navigation."""
    if section.group not in GROUPS:
        raise ValueError(f"the office has no group {section.group}")
    _sections[section.url_name] = section


def register_waiting(url_name: str, count: Callable[[], int]) -> None:
    """Say how many things wait for the office on a page: one query, whatever there is."""
    _waiting[url_name] = count


def office_for(path: str, *, is_administrator: bool, counts: bool = False) -> ShownOffice:
    """Return the office's navigation as somebody sees it who is at `path`.

    Args:
        path: of the page.
        is_administrator: whether they see what is for administrators.
        counts: whether to count what waits, for the office's first page.
    """
    seen = [each for each in _sections.values() if is_administrator or not each.for_administrators]
    seen.sort(key=lambda each: each.order)
    addresses = {each.url_name: reverse(each.url_name) for each in seen}
    # The longest beginning wins: /office/figures/regions/ is not /office/figures/ where both are sections.
    here = [each for each in seen if path.startswith(addresses[each.url_name])]
    at = max(here, key=lambda each: len(addresses[each.url_name]), default=None)
    shown = {
        each.url_name: ShownOfficeSection(
            str(each.label),
            addresses[each.url_name],
            each is at,
            str(each.about),
            _waiting[each.url_name]() if counts and each.url_name in _waiting else 0,
        )
        for each in seen
    }
    by_group = {key: tuple(shown[each.url_name] for each in seen if each.group == key) for key in GROUPS}
    return ShownOffice(
        tuple(
            ShownOfficeSection(str(GROUPS[key]), some[0].url, at is not None and at.group == key)
            for key, some in by_group.items()
            if some
        ),
        by_group[at.group] if at else (),
        tuple((str(GROUPS[key]), some) for key, some in by_group.items() if some),
    )
