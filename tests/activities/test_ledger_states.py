"""What becomes of a promise, from its numbers and dates alone."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.activities.enums import PromiseState
from plon.activities.ledger.states import Change, Standing, state_of

TODAY = datetime.date(2026, 5, 20)
PAST, AHEAD = datetime.date(2026, 5, 19), datetime.date(2026, 5, 21)
S = PromiseState


@pytest.mark.parametrize(
    ("standing", "is_over", "state"),
    [
        (Standing(40, 40, 40, PAST), False, S.PROVEN),
        (Standing(40, 44, 40, AHEAD), True, S.PROVEN),
        (Standing(40, 40, 39, PAST), True, S.KEPT),
        (Standing(40, 39, 0, AHEAD), False, S.ON_THE_WAY),
        (Standing(40, 39, 39, TODAY), False, S.ON_THE_WAY),
        (Standing(40, 39, 39, PAST), False, S.LATE),
        (Standing(40, 39, 39, PAST), True, S.MISSING),
        (Standing(40, 0, 0, None), True, S.ON_THE_WAY),
        (Standing(40, 0, 0, PAST, is_dropped=True), True, S.DROPPED),
        (Standing(40, 40, 0, PAST, is_dropped=True), True, S.KEPT),
        (Standing(40, 10, 0, PAST, change=Change(40, AHEAD)), False, S.CHANGED),
        (Standing(40, 10, 0, PAST, change=Change(40, PAST)), False, S.LATE),
        (Standing(40, 10, 0, PAST, change=Change(10, PAST)), True, S.CHANGED),
        (Standing(40, 10, 0, PAST, change=Change(11, PAST)), True, S.MISSING),
        (Standing(40, 40, 0, PAST, change=Change(60, AHEAD)), False, S.KEPT),
    ],
)  # fmt: skip
def test_the_state_follows_from_numbers_and_dates(*, standing: Standing, is_over: bool, state: PromiseState) -> None:
    assert state_of(standing, today=TODAY, is_over=is_over) == state


numbers = st.integers(min_value=0, max_value=200)
dues = st.none() | st.dates(TODAY - datetime.timedelta(9), TODAY + datetime.timedelta(9))
standings = st.builds(
    Standing, st.integers(1, 100), numbers, numbers, dues, is_dropped=st.booleans(),
    change=st.none() | st.builds(Change, numbers, dues),
)  # fmt: skip


@given(standing=standings, is_over=st.booleans(), more=st.integers(1, 50))
def test_more_proof_never_makes_it_worse(*, standing: Standing, is_over: bool, more: int) -> None:
    s = standing
    richer = Standing(s.promised, s.done, s.proven + more, s.due, s.is_dropped, s.change)
    before = state_of(standing, today=TODAY, is_over=is_over)

    assert state_of(richer, today=TODAY, is_over=is_over) in {before, S.PROVEN}


@given(standing=standings, is_over=st.booleans())
def test_kept_means_that_the_number_is_there(*, standing: Standing, is_over: bool) -> None:
    state = state_of(standing, today=TODAY, is_over=is_over)

    assert (state == S.PROVEN) == (standing.proven >= standing.promised)
    assert (state in {S.PROVEN, S.KEPT}) == (max(standing.proven, standing.done) >= standing.promised)


@given(standings)
def test_nothing_is_late_before_its_day_or_once_the_project_is_over(standing: Standing) -> None:
    running = state_of(standing, today=TODAY, is_over=False)

    assert state_of(standing, today=TODAY, is_over=True) == (S.MISSING if running == S.LATE else running)
    if standing.due is None or standing.due >= TODAY:
        assert running not in {S.LATE, S.MISSING}
