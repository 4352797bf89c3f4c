"""The forecast: a straight line, or the reason why there is none."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.evaluation.enums import ForecastKind
from plon.evaluation.figures import Forecast, Point
from plon.evaluation.figures.forecasts import forecast_of

FIRST, TODAY, DUE = datetime.date(2026, 1, 1), datetime.date(2026, 4, 11), datetime.date(2026, 7, 20)


def points(*values: int, apart: int = 50) -> list[Point]:
    return [Point(FIRST + datetime.timedelta(days=apart * n), Decimal(value)) for n, value in enumerate(values)]


def forecast(
    values: list[Point], target: int | None = 100, due: datetime.date | None = DUE, **others: bool
) -> Forecast:
    return forecast_of(values, None if target is None else Decimal(target), due, today=TODAY, **others)


def test_it_goes_on_in_a_straight_line() -> None:
    assert forecast(points(10, 20, 30)) == Forecast(ForecastKind.LINE, Decimal("50.000"), 3, FIRST, meets_target=False)
    assert forecast(points(10, 20, 30), target=50).meets_target is True


def test_only_the_last_five_days_count_and_of_a_day_the_last_value() -> None:
    many = [*points(900, 0, 10, 20, 30, 40, apart=20), Point(FIRST + datetime.timedelta(days=100), Decimal(50))]

    assert forecast(many).points == 5
    assert forecast(many).since == FIRST + datetime.timedelta(days=20)


@pytest.mark.parametrize(("values", "target", "due", "kind"), [
    (points(10, 20), 100, DUE, ForecastKind.TOO_FEW),
    ([], 100, DUE, ForecastKind.TOO_FEW),
    (points(10, 20, 30, apart=9), 100, DUE, ForecastKind.TOO_CLOSE),
    (points(10, 20, 30), None, DUE, ForecastKind.NO_TARGET),
    (points(10, 20, 30), 100, None, ForecastKind.NO_TARGET),
    (points(10, 20, 30), 30, DUE, ForecastKind.REACHED),
    (points(10, 20, 30), 100, FIRST, ForecastKind.OVER),
])  # fmt: skip
def test_it_says_why_there_is_none(
    values: list[Point], target: int | None, due: datetime.date | None, kind: ForecastKind
) -> None:
    assert forecast(values, target, due) == Forecast(kind)


def test_a_share_stays_a_share_and_nothing_falls_below_nothing() -> None:
    assert forecast(points(40, 70, 90), target=101, is_percent=True).value == 100
    assert forecast(points(90, 50, 10)).value == 0


def test_a_level_that_is_to_fall_meets_its_target_from_above() -> None:
    assert forecast(points(90, 80, 70), target=60, is_less_better=True).meets_target is True


@given(st.lists(st.decimals(min_value=0, max_value=10**11, places=3, allow_nan=False), min_size=3, max_size=9))
def test_any_values_give_a_number_or_a_reason(values: list[Decimal]) -> None:
    made = [Point(FIRST + datetime.timedelta(days=11 * n), value) for n, value in enumerate(values)]
    found = forecast_of(made, Decimal(10) ** 12, DUE, today=TODAY)

    assert (found.value is None) == (found.kind != ForecastKind.LINE)
    assert found.value is None or found.value >= 0
