"""The filters beside a list: their groups, their values with counts, and the chips of those in use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from plon.catalogue.labels import ORDERED, facet_label, facet_name, place_of
from plon.programme.places import sort_key
from plon.search.querying import Page

# Longer lists of values show the most frequent first and the rest on demand.
SHOWN_AT_ONCE = 5
SHOWN_AT_MOST = 60

# These groups stand open; the others open by a touch, or because something in them is chosen.
OPEN_AT_FIRST = 4

# From here on a group of values gets a box to find one by typing.
WORTH_TYPING = 14

# Filters that are either wanted or not stand together in one group.
YES_OR_NO: Mapping[str, tuple[str, ...]] = {
    "has_files": ("yes",),
    "offline": ("yes",),
    "editable": ("yes",),
    "label": ("good_practice", "success_story"),
    "links": ("living",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """The values of one filter; `rest` is folded away until asked for."""

    name: str
    label: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    is_open: bool

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.shown)

    @property
    def is_long(self) -> bool:
        return len(self.rest) + len(self.shown) >= WORTH_TYPING


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use; its address is the page without it."""

    facet: str
    value: str
    label: str
    name: str
    address: str


def groups_of(
    answer: Page, kind: str, facets: Sequence[str], filters: Mapping[str, Sequence[str]], language: str
) -> tuple[FilterGroup, ...]:
    """Return the groups of filters that have something to choose from, in the order of `facets`."""
    groups: list[tuple[str, str, list[Choice]]] = []
    together = -1
    for name in facets:
        choices = _choices(answer, kind, name, filters.get(name, ()), language)
        if not choices:
            continue
        if name not in YES_OR_NO:
            groups.append((name, facet_name(kind, name), choices))
        elif together >= 0:
            groups[together][2].extend(choices)
        else:
            together = len(groups)
            groups.append(("more", _("Good to know"), choices))
    return tuple(_group(place, *group) for place, group in enumerate(groups))


def _group(place: int, name: str, label: str, choices: list[Choice]) -> FilterGroup:
    is_chosen = any(choice.is_chosen for choice in choices)
    cut = max(SHOWN_AT_ONCE, sum(choice.is_chosen for choice in choices))
    if name in ORDERED or name == "more" or len(choices) <= cut + 1:
        # A scale is not cut in the middle, and one value is not worth a touch.
        cut = max(cut, 12 if name == "more" or name in ORDERED else cut + 1)
    return FilterGroup(name, label, tuple(choices[:cut]), tuple(choices[cut:]), place < OPEN_AT_FIRST or is_chosen)


def _choices(answer: Page, kind: str, name: str, chosen: Sequence[str], language: str) -> list[Choice]:
    counts = {count.value: count.count for count in answer.facets.get(name, ())}
    # A chosen value stays visible even when the other filters leave nothing of it.
    counts.update({value: 0 for value in chosen if value not in counts})
    if name in YES_OR_NO:
        # Nobody looks for things with dead links or without files.
        counts = {value: count for value, count in counts.items() if value in YES_OR_NO[name] or value in chosen}
    choices = [
        Choice(name, value, facet_label(kind, name, value, language), count, value in chosen)
        for value, count in counts.items()
    ]
    if name == "year":
        choices.sort(key=lambda choice: choice.value, reverse=True)
        choices.sort(key=lambda choice: not choice.is_chosen)
    elif name in ORDERED:
        choices.sort(key=lambda choice: place_of(name, choice.value))
    else:
        choices.sort(key=lambda choice: (not choice.is_chosen, -choice.count, sort_key(choice.label)))
    return choices[:SHOWN_AT_MOST]


def chips_of(query: QueryDict, kind: str, filters: Mapping[str, Iterable[str]], language: str) -> tuple[Chip, ...]:
    """Return a chip per chosen value, each with the address of the page without it."""
    chips = []
    for name, values in filters.items():
        for value in values:
            without = query.copy()
            without.setlist(name, [other for other in values if other != value])
            chips.append(
                Chip(
                    facet=name,
                    value=value,
                    label=facet_label(kind, name, value, language),
                    name=facet_name(kind, name),
                    address=f"?{without.urlencode()}",
                )
            )
    return tuple(chips)
