"""One organisation that tells of one result twice within a year is one use. Pure."""

import datetime
from collections.abc import Iterable

YEAR = datetime.timedelta(days=365)


def heads_of(told: Iterable[tuple[int, datetime.datetime]]) -> dict[int, int | None]:
    """Return for each telling of one organisation which earlier one it repeats; None if it counts itself.

    The first of a year stands, so that a stranger who names a school changes nothing of what the school said.
    """
    heads: dict[int, int | None] = {}
    head: tuple[int, datetime.datetime] | None = None
    for key, moment in sorted(told, key=lambda one: (one[1], one[0])):
        if head is not None and moment - head[1] < YEAR:
            heads[key] = head[0]
        else:
            heads[key], head = None, (key, moment)
    return heads
