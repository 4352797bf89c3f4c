"""For which half of a year a letter is. Pure.

The halves begin in March and in October: not before holidays, when schools are empty, and not in the weeks of reports.
"""

import datetime
from dataclasses import dataclass

SPRING, AUTUMN = 3, 10
# Who began to keep something a moment ago has just answered.
NOT_BEFORE = datetime.timedelta(days=60)
# Two letters never come sooner after each other, however late the first one went.
APART = datetime.timedelta(days=120)
# A letter is read in the day.
HOURS = range(8, 19)


@dataclass(frozen=True, slots=True)
class Half:
    """A half of a year: its name in `SentLetter`, and its first day."""

    about: str
    first: datetime.date


def half_of(day: datetime.date) -> Half:
    """Return the half in which a day lies; January and February belong to the autumn before.

    >>> half_of(datetime.date(2027, 2, 28))
    Half(about='keep:half:2026-autumn', first=datetime.date(2026, 10, 1))
    """
    if SPRING <= day.month < AUTUMN:
        return Half(f"keep:half:{day.year}-spring", datetime.date(day.year, SPRING, 1))
    year = day.year if day.month >= AUTUMN else day.year - 1
    return Half(f"keep:half:{year}-autumn", datetime.date(year, AUTUMN, 1))
