"""Which filters stand open beside a list. Only those are counted; the others are as soon as somebody opens them.

Counting what a question finds takes longer than finding it, and hardly anybody looks at twenty filters.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

# Filters that are either wanted or not stand together in one group.
YES_OR_NO: Mapping[str, tuple[str, ...]] = {
    "has_files": ("yes",),
    "offline": ("yes",),
    "editable": ("yes",),
    "label": ("good_practice", "success_story"),
    "links": ("living",),
}

# The name of that group.
TOGETHER = "more"


def group_of(facet: str) -> str:
    """Return the name of the group in which a filter stands."""
    return TOGETHER if facet in YES_OR_NO else facet


@dataclass(frozen=True, slots=True)
class Opening:
    """The groups of filters that stand open.

    Args:
        usual: open unless somebody closes them.
        chosen: open because something in them is chosen.
        asked: open because the address says so.
    """

    usual: frozenset[str]
    chosen: frozenset[str]
    asked: tuple[str, ...]

    def holds(self, facet: str) -> bool:
        """Tell whether the group of `facet` stands open."""
        group = group_of(facet)
        return group in self.usual or group in self.chosen or group in self.asked


def opening_of(
    given: Collection[str], facets: Sequence[str], usual: Collection[str], filters: Collection[str]
) -> Opening:
    """Return which groups stand open.

    Args:
        given: names of groups as the address has them; what is no group of this list is left out.
        facets: of the list.
        usual: facets that stand open at first.
        filters: facets with a chosen value.
    """
    chosen = frozenset(map(group_of, filters))
    first = frozenset(map(group_of, usual))
    groups = dict.fromkeys(map(group_of, facets))
    return Opening(first, chosen, tuple(name for name in groups if name in given and name not in first | chosen))
