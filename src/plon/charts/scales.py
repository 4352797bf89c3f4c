"""From numbers to places: bounds that hold anything people type, ticks at round numbers, days on an axis."""

import datetime
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal
Write = Callable[[Number], str]
WriteDay = Callable[[datetime.date], str]

# Beyond this a float no longer bears to be subtracted; nobody sees the difference in a picture.
_FARTHEST = 1e200
_LONGEST_TICK = 1_000_000
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def placed(number: Number) -> float:
    """Return a number as something that can be drawn: infinite ones at the edge, what is no number as 0."""
    try:
        drawn = float(number)
    except OverflowError:
        drawn = math.copysign(math.inf, -1 if number < 0 else 1)
    return 0.0 if math.isnan(drawn) else min(_FARTHEST, max(-_FARTHEST, drawn))


def written(number: Number) -> str:
    """Write a number out where a caller gives no way of its own: thousands apart, a point before decimals."""
    return f"{number:,}".replace(",", "\u00a0")


def short(number: Number, write: Write) -> str:
    """Return the number for an axis, where a long one is written as a power of ten."""
    at = placed(number)
    if abs(at) < _LONGEST_TICK:
        return write(number)
    exponent = math.floor(math.log10(abs(at)))
    leading = round(at / 10.0**exponent, 1)
    leading_text = write(int(leading) if leading == int(leading) else Decimal(str(leading)))
    return f"{leading_text}×10{str(exponent).translate(_SUPERSCRIPTS)}"


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers on a stretch of the picture."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[Number, ...] = ()

    def at(self, number: Number) -> float:
        """Return where a number lies; what is beyond an end lies on it."""
        share = (placed(number) - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))


def scale_of(
    numbers: Iterable[Number], start: float, end: float, *, with_zero: bool = True, most_ticks: int = 5
) -> Scale:
    """Return a scale with round ticks that holds all the numbers; whole numbers get whole ticks."""
    every = [placed(number) for number in numbers] or [0.0]
    low, high = min(every), max(every)
    if with_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= abs(high) * 1e-9:
        low, high = (low - abs(low) * 0.1, high + abs(high) * 0.1) if high else (0.0, 1.0)
    is_whole = all(number == int(number) for number in every)
    step = _step((high - low) / most_ticks, is_whole=is_whole)
    first, last = math.floor(low / float(step)), math.ceil(high / float(step))
    ticks = tuple(_tidy(step * count) for count in range(first, last + 1))
    return Scale(placed(ticks[0]), placed(ticks[-1]), start, end, ticks)


def _step(about: float, *, is_whole: bool) -> Decimal:
    exponent = math.floor(math.log10(about))
    for factor in (1, 2, 5, 10):
        step = Decimal(factor).scaleb(exponent)
        if float(step) >= about:
            return max(step, Decimal(1)) if is_whole else step
    return Decimal(1).scaleb(exponent + 1)


def _tidy(tick: Decimal) -> Number:
    return int(tick) if tick == tick.to_integral_value() else tick


def day_ticks(first: datetime.date, last: datetime.date, most: int) -> list[datetime.date]:
    """Return round days between two: firsts of months, of quarters or of years; both ends where there is none."""
    months = (last.year - first.year) * 12 + last.month - first.month
    for step in (1, 2, 3, 6, 12, 24, 60, 120, 600):
        found = [day for day in _firsts(first, months, step) if first <= day <= last]
        if 2 <= len(found) <= most:
            return found
    return [first] if first == last else [first, last]


def _firsts(first: datetime.date, months: int, step: int) -> Iterable[datetime.date]:
    for number in range(months + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        if (year * 12 + month) % step == 0 and year <= datetime.MAXYEAR:
            yield datetime.date(year, month + 1, 1)


def apart(places: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Return the places moved as little as needed for none to be nearer to another than `distance`."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    before = low - distance
    for index in order:
        moved[index] = before = max(places[index], before + distance)
    after = high + distance
    for index in reversed(order):
        moved[index] = after = min(moved[index], after - distance)
    return moved
