"""What counts say of reach. Pure."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from plon.shortlinks.drawing import picture_of, round_up
from plon.shortlinks.reach import MOST_BARS, Reach, stretches_of, sum_of

MONDAY = datetime.date(2025, 3, 3)
counts = st.builds(
    lambda devices, again, robots: Reach(devices + again, devices, devices, robots),
    st.integers(0, 500), st.integers(0, 500), st.integers(0, 500),
)  # fmt: skip


def days_after(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days=number)


def test_people_are_a_range_because_nobody_is_recognised_the_next_day() -> None:
    week = sum_of([Reach(12, 10, 10), Reach(9, 8, 8), Reach(4, 4, 4)])
    # At least the ten of the first day; at most everybody who opened.
    assert (week.fewest, week.visits, week.most) == (10, 22, 25)
    assert not week.is_exact
    assert Reach(3, 3, 3).is_exact


@given(st.lists(counts, max_size=30))
def test_the_range_holds_however_it_is_added_up(parts: list[Reach]) -> None:
    whole = sum_of(parts)
    assert whole.fewest <= whole.visits <= whole.most == whole.opens == sum(part.opens for part in parts)
    middle = len(parts) // 2
    assert sum_of(parts[:middle]) + sum_of(parts[middle:]) == whole == sum_of(reversed(parts))


@given(st.dictionaries(st.integers(0, 1500), counts, max_size=20), st.integers(0, 1500))
def test_no_opening_is_lost_in_a_picture(days: dict[int, Reach], length: int) -> None:
    found = {days_after(number): reach for number, reach in days.items() if number <= length}
    stretches = stretches_of(found, MONDAY, days_after(length))
    assert sum_of(stretch.reach for stretch in stretches) == sum_of(found.values())
    assert len(stretches) <= max(MOST_BARS, 1500 // 28 + 2) + 1
    assert stretches[0].first == MONDAY
    assert stretches[-1].last == days_after(length)
    for before, after in itertools.pairwise(stretches):
        assert after.first - before.last == datetime.timedelta(days=1)
    picture = picture_of(stretches)
    for bar in picture.bars:
        assert 0 <= bar.visits <= bar.height <= 100.001
        assert 0 <= bar.left < bar.left + bar.width <= 100.001


def test_many_days_become_weeks_and_then_months() -> None:
    of_days = stretches_of({}, MONDAY, days_after(MOST_BARS - 1))
    assert len(of_days) == MOST_BARS
    assert of_days[0].is_day
    weeks = stretches_of({}, days_after(2), days_after(MOST_BARS + 5))
    assert (weeks[0].first, weeks[0].last, weeks[1].first) == (days_after(2), days_after(6), days_after(7))
    months = stretches_of({}, MONDAY, days_after(MOST_BARS * 7))
    assert (months[0].last, months[1].first) == (datetime.date(2025, 3, 31), datetime.date(2025, 4, 1))


@given(st.integers(0, 10**7))
def test_the_scale_ends_on_a_number_that_is_easily_read(number: int) -> None:
    top = round_up(number)
    assert number <= top
    assert top <= max(2, number * 2)
    assert len(str(top).rstrip("0")) == 1
