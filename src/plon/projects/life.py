"""Where a project stands between its first and its last day."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Life:
    """How far a project is: `percent` of its days are over; `days_left` until it begins or ends."""

    percent: int
    days_left: int
    has_begun: bool
    is_over: bool


def life_of(start: datetime.date | None, end: datetime.date | None, today: datetime.date) -> Life | None:
    """Return how far a project with these days is `today`; None while a day is missing."""
    if start is None or end is None:
        return None
    if today < start:
        return Life(0, (start - today).days, has_begun=False, is_over=False)
    if today > end:
        return Life(100, 0, has_begun=True, is_over=True)
    days = (end - start).days + 1
    return Life((today - start).days * 100 // days, (end - today).days, has_begun=True, is_over=False)
