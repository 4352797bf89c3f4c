"""Where an indicator should be: paths, shares, targets on the way."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.evaluation.figures import Point
from plon.evaluation.figures.paths import expected_on, meets, milestones_in, path_of, share_of

START, MIDDLE, END = datetime.date(2025, 1, 1), datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)
numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False)


def test_the_path_goes_straight_from_baseline_to_target() -> None:
    path = path_of(Decimal(10), Decimal(30), start=START, due=END)

    assert path == (Point(START, Decimal(10)), Point(END, Decimal(30)))
    assert expected_on(path, MIDDLE) == Decimal(20)
    assert expected_on(path, START - datetime.timedelta(days=1)) is None
    assert expected_on(path, END + datetime.timedelta(days=99)) == Decimal(30)


def test_without_a_baseline_it_begins_at_nothing() -> None:
    assert path_of(None, Decimal(30), start=START, due=END)[0] == Point(START, Decimal(0))


def test_the_path_goes_over_the_targets_on_the_way() -> None:
    milestones = milestones_in([
        {"date": "2026-01-01", "value": "25 schools"}, {"date": "", "value": "3"},
        {"date": "2026-06-01", "value": "2-3"}, {"date": "2030-01-01", "value": "99"},
    ])  # fmt: skip
    path = path_of(Decimal(0), Decimal(30), start=START, due=END, milestones=milestones)

    assert [each.value for each in path] == [Decimal(0), Decimal(25), Decimal(30)]
    assert expected_on(path, MIDDLE) == Decimal(25)


@pytest.mark.parametrize(("target", "start", "due"), [
    (None, START, END), (Decimal(3), None, END), (Decimal(3), START, None), (Decimal(3), END, START),
    (Decimal(3), START, START),
])  # fmt: skip
def test_there_is_no_path_without_a_number_and_two_days(
    target: Decimal, start: datetime.date, due: datetime.date
) -> None:
    assert path_of(Decimal(0), target, start=start, due=due) == ()


@given(baseline=numbers, target=numbers, days=st.integers(min_value=0, max_value=730))
def test_the_path_stays_between_its_ends(baseline: Decimal, target: Decimal, days: int) -> None:
    expected = expected_on(path_of(baseline, target, start=START, due=END), START + datetime.timedelta(days=days))

    assert expected is not None
    assert min(baseline, target) - Decimal("0.001") <= expected <= max(baseline, target) + Decimal("0.001")


@given(baseline=numbers, target=numbers)
def test_the_share_is_nothing_at_the_baseline_and_all_at_the_target(baseline: Decimal, target: Decimal) -> None:
    if baseline == target:
        assert share_of(target, baseline, target) is None
    else:
        assert share_of(baseline, baseline, target) == 0
        assert share_of(target, baseline, target) == 1


def test_a_level_that_is_to_fall_is_done_as_far_as_it_fell() -> None:
    assert share_of(Decimal(20), Decimal(30), Decimal(10)) == Decimal("0.5")
    assert meets(Decimal(9), Decimal(10), is_less_better=True)
    assert not meets(Decimal(9), Decimal(10), is_less_better=False)
    assert not meets(None, Decimal(10), is_less_better=True)
