"""The picture of reach: a bar per day, drawn in hundredths of its box, so that it fits every screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from plon.shortlinks.reach import Stretch

# Of the room of a bar, the part that stays empty, so that bars are told apart.
GAP = 0.2
_ROUND = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in hundredths of the picture; `visits` is the lower, darker part."""

    stretch: Stretch
    left: float
    width: float
    height: float
    visits: float

    @property
    def top(self) -> float:
        return round(100 - self.height, 3)

    @property
    def visits_top(self) -> float:
        return round(100 - self.visits, 3)


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars, and what the top of the picture stands for."""

    bars: tuple[Bar, ...]
    top: int

    @property
    def half(self) -> int | None:
        """What its middle stands for, where that is a whole number."""
        return self.top // 2 if self.top % 2 == 0 else None


def picture_of(stretches: Sequence[Stretch]) -> Picture:
    """Return the picture of stretches, in order."""
    top = round_up(max((stretch.reach.opens for stretch in stretches), default=0))
    room = 100 / max(len(stretches), 1)
    bars = tuple(
        Bar(
            stretch,
            left=round(number * room + room * GAP / 2, 3),
            width=round(room * (1 - GAP), 3),
            height=round(stretch.reach.opens * 100 / top, 3),
            visits=round(stretch.reach.visits * 100 / top, 3),
        )
        for number, stretch in enumerate(stretches)
    )
    return Picture(bars, top)


def round_up(number: int) -> int:
    """Return the next number that is easily read beside an axis: 7 → 8, 43 → 50, 120 → 200."""
    if number <= _ROUND[-1]:
        return next(each for each in (2, 4, 6, 8, 10) if each >= number)
    power = 1
    while number > power * 10:
        power *= 10
    return next(each * power for each in _ROUND if each * power >= number)
