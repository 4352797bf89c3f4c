"""What counts say of reach, and how sure they are. Pure: knows no models.

Nobody is recognised from one day to the next, so people are a range (docs/decisions/0017). `fewest`: as many devices
as opened one link on its busiest day; if the same people came back every day, it was they. `opens`: every opening by
somebody else, as when a class shares one connection and the same tablets. Devices that are one person's phone and
computer count twice, programs that pass for browsers are among them; both are said where the range is shown.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# More bars than this are too thin to be told apart; days become weeks, weeks months.
MOST_BARS = 62
WEEK = 7
# Whoever chooses days gets them, as long as a bar is more than a line.
MOST_CHOSEN = 200
DAY, WEEKLY, MONTHLY = "day", "week", "month"


@dataclass(frozen=True, slots=True)
class Reach:
    """What one link, or several together, reached. `visits`: devices of each day, added up."""

    opens: int = 0
    visits: int = 0
    fewest: int = 0
    robots: int = 0

    def __add__(self, other: "Reach") -> "Reach":
        """Add up; nobody knows whether the same people opened both, so the fewest are those of the larger."""
        return Reach(
            self.opens + other.opens,
            self.visits + other.visits,
            max(self.fewest, other.fewest),
            self.robots + other.robots,
        )

    @property
    def most(self) -> int:
        return self.opens

    @property
    def is_exact(self) -> bool:
        return self.fewest == self.most


def sum_of(reaches: Iterable[Reach]) -> Reach:
    return sum(reaches, Reach())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, a week or a month of a picture, and what was reached in it."""

    first: datetime.date
    last: datetime.date
    reach: Reach

    @property
    def is_day(self) -> bool:
        return self.first == self.last


def stretches_of(
    days: Mapping[datetime.date, Reach], first: datetime.date, last: datetime.date, step: str = ""
) -> tuple[Stretch, ...]:
    """Return every day from `first` to `last`, or every week or month where days would be too many.

    Args:
        days: what was reached on each day.
        first: the first day.
        last: the last day.
        step: DAY, WEEKLY or MONTHLY where somebody has chosen; what would be far too many bars is not taken.
    """
    length = (last - first).days + 1
    begin = _BEGINS[step_for(length, step)]
    parts: dict[datetime.date, list[datetime.date]] = {}
    for number in range(max(length, 0)):
        day = first + datetime.timedelta(days=number)
        parts.setdefault(begin(day), []).append(day)
    return tuple(
        Stretch(part[0], part[-1], sum_of(days[day] for day in part if day in days)) for part in parts.values()
    )


def step_for(length: int, step: str = "") -> str:
    """Return how long the stretches of so many days are: as chosen where that can be drawn, else as can be read."""
    chosen = {DAY: length <= MOST_CHOSEN, WEEKLY: length <= MOST_CHOSEN * WEEK, MONTHLY: True}
    if chosen.get(step):
        return step
    if length <= MOST_BARS:
        return DAY
    return WEEKLY if length <= MOST_BARS * WEEK else MONTHLY


def _same(day: datetime.date) -> datetime.date:
    return day


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def _first_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


_BEGINS = {DAY: _same, WEEKLY: _monday, MONTHLY: _first_of_month}
