"""How far a project is between its first and last day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.projects.life import Life, life_of

START, END = datetime.date(2025, 1, 1), datetime.date(2025, 1, 10)


@pytest.mark.parametrize(
    ("day", "life"),
    [
        (datetime.date(2024, 12, 30), Life(0, 2, has_begun=False, is_over=False)),
        (START, Life(0, 9, has_begun=True, is_over=False)),
        (datetime.date(2025, 1, 6), Life(50, 4, has_begun=True, is_over=False)),
        (END, Life(90, 0, has_begun=True, is_over=False)),
        (datetime.date(2025, 1, 11), Life(100, 0, has_begun=True, is_over=True)),
    ],
)
def test_a_project_begins_goes_on_and_ends(day: datetime.date, life: Life) -> None:
    assert life_of(START, END, day) == life


def test_without_both_days_nothing_is_said() -> None:
    assert life_of(None, END, START) is None
    assert life_of(START, None, START) is None


@given(st.dates(), st.dates(), st.dates())
def test_percent_and_days_stay_in_their_bounds(start: datetime.date, end: datetime.date, today: datetime.date) -> None:
    life = life_of(*sorted((start, end)), today)

    assert life is not None
    assert 0 <= life.percent <= 100
    assert life.days_left >= 0
