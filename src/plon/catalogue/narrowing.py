"""The filters beside a list: their groups, their values with counts, and the chips of those in use."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from plon.catalogue.labels import ORDERED, facet_label, facet_name, place_of
from plon.catalogue.opening import TOGETHER, YES_OR_NO, Opening, group_of
from plon.programme.places import sort_key
from plon.search.querying import Page

# Longer lists of values show the most frequent first and the rest on demand.
SHOWN_AT_ONCE = 5
SHOWN_AT_MOST = 60

# From here on a group of values gets a box to find one by typing.
WORTH_TYPING = 14


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """The values of one filter.

    Args:
        name: of the filter, or of the group in which several stand together.
        label: what people read.
        shown: values that are seen at once.
        rest: folded away until asked for.
        address: the list with this group open; "" if it is: then the values are here.
        is_usual: open whatever the address says.
    """

    name: str
    label: str
    shown: tuple[Choice, ...] = ()
    rest: tuple[Choice, ...] = ()
    address: str = ""
    is_usual: bool = False

    @property
    def is_open(self) -> bool:
        return not self.address

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
    answer: Page,
    kind: str,
    facets: Sequence[str],
    filters: Mapping[str, Sequence[str]],
    language: str,
    *,
    opening: Opening,
    in_use: AbstractSet[str],
    query: QueryDict,
) -> tuple[FilterGroup, ...]:
    """Return the groups of filters that have something to choose from, in the order of `facets`.

    Args:
        answer: with counts of all facets whose group stands open.
        kind: of the list.
        facets: of the list.
        filters: chosen values.
        language: the reader's.
        opening: which groups stand open.
        in_use: facets that any document has a value of.
        query: the address of this list, to which that of a closed group adds itself.
    """
    together: dict[str, list[str]] = {}
    for name in facets:
        together.setdefault(group_of(name), []).append(name)
    groups = []
    for name, members in together.items():
        label = _("Good to know") if name == TOGETHER else facet_name(kind, name)
        if opening.holds(members[0]):
            choices = [
                each for facet in members for each in _choices(answer, kind, facet, filters.get(facet, ()), language)
            ]
            if choices or name in opening.asked:
                groups.append(_group(name, label, choices, is_usual=name in opening.usual))
        elif not in_use.isdisjoint(members):
            groups.append(FilterGroup(name, label, address=_address_open(query, (*opening.asked, name))))
    return tuple(groups)


def _address_open(query: QueryDict, names: Sequence[str]) -> str:
    opened = query.copy()
    opened.setlist("open", list(names))
    return f"?{opened.urlencode()}"


def _group(name: str, label: str, choices: list[Choice], *, is_usual: bool) -> FilterGroup:
    cut = max(SHOWN_AT_ONCE, sum(choice.is_chosen for choice in choices))
    if name in ORDERED or name == TOGETHER or len(choices) <= cut + 1:
        # A scale is not cut in the middle, and one value is not worth a touch.
        cut = max(cut, 12 if name == TOGETHER or name in ORDERED else cut + 1)
    return FilterGroup(name, label, tuple(choices[:cut]), tuple(choices[cut:]), is_usual=is_usual)


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
