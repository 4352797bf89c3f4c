"""A history that stays short: its beginning, its last lines, and every turn between good and bad stay longest."""

from collections.abc import Sequence

from plon.linkwatch.enums import HEALTH_OF
from plon.linkwatch.models import LinkObservation, LinkState

MOST, LAST = 30, 12


def thin_out(state: LinkState) -> int:
    """Delete what a history can do without; return how many lines."""
    lines = list(state.observations.order_by("seen_at", "pk").values_list("pk", "what"))
    spare = spare_in(lines)
    if spare:
        LinkObservation.objects.filter(pk__in=spare).delete()
    return len(spare)


def spare_in(lines: Sequence[tuple[int, str]], most: int = MOST, last: int = LAST) -> list[int]:
    """Return the keys of lines, oldest first, that can go: first those that turn nothing, then the oldest turns.

    The first line and the `last` ones always stay.
    """
    surplus = len(lines) - most
    if surplus <= 0:
        return []
    old = range(1, len(lines) - last)
    turns = {place for place in old if _health(lines[place]) != _health(lines[place - 1])}
    order = [*(place for place in old if place not in turns), *sorted(turns)]
    return [lines[place][0] for place in order[:surplus]]


def _health(line: tuple[int, str]) -> str:
    return HEALTH_OF[line[1]].value
