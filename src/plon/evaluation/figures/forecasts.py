"""What comes out if it goes on as before: a straight line through the last measurements, and nothing cleverer."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from plon.evaluation.enums import ForecastKind
from plon.evaluation.figures.book import Forecast, Point
from plon.evaluation.figures.paths import meets

# So many measurements of different days are looked at, the last ones.
MOST, FEWEST = 5, 3
SHORTEST = datetime.timedelta(days=28)
_HUNDRED = Decimal(100)
STEP = Decimal("0.001")


def forecast_of(
    points: Sequence[Point],
    target: Decimal | None,
    due: datetime.date | None,
    *,
    today: datetime.date,
    is_less_better: bool = False,
    is_percent: bool = False,
) -> Forecast:
    """Return what the value will be on the day of the target, or why that can't be said.

    Args:
        points: the values so far; of several on one day the last one counts.
        target: what it is to be.
        due: when.
        today: the day of the forecast.
        is_less_better: whether the value is to fall.
        is_percent: a share stays between 0 and 100.
    """
    if target is None or due is None:
        return Forecast(ForecastKind.NO_TARGET)
    if points and meets(points[-1].value, target, is_less_better=is_less_better):
        return Forecast(ForecastKind.REACHED)
    if due < today:
        return Forecast(ForecastKind.OVER)
    last = _last_days(points)
    if len(last) < FEWEST:
        return Forecast(ForecastKind.TOO_FEW)
    if last[-1].on - last[0].on < SHORTEST:
        return Forecast(ForecastKind.TOO_CLOSE)
    value = _within(_line(last, due), last, is_percent=is_percent).quantize(STEP)
    met = meets(value, target, is_less_better=is_less_better)
    return Forecast(ForecastKind.LINE, value, len(last), last[0].on, met)


def _last_days(points: Sequence[Point]) -> list[Point]:
    by_day = {point.on: point for point in points}
    return [by_day[day] for day in sorted(by_day)][-MOST:]


def _line(points: Sequence[Point], day: datetime.date) -> Decimal:
    """Return the value on a day of the line of least squares through points of at least two days."""
    first, n = points[0].on, len(points)
    days = [(point.on - first).days for point in points]
    values = [point.value for point in points]
    sum_x, sum_y = sum(days), sum(values, start=Decimal(0))
    sum_xy = sum((x * y for x, y in zip(days, values, strict=True)), start=Decimal(0))
    slope = (n * sum_xy - sum_x * sum_y) / (n * sum(x * x for x in days) - sum_x * sum_x)
    return (sum_y - slope * sum_x) / n + slope * (day - first).days


def _within(value: Decimal, points: Sequence[Point], *, is_percent: bool) -> Decimal:
    """Return a forecast that can be: no share over 100 %, nothing negative of what was never negative."""
    if all(point.value >= 0 for point in points):
        value = max(value, Decimal(0))
    return min(value, _HUNDRED) if is_percent else value
