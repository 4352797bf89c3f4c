"""One organisation that tells of one result twice within a year is one use."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plon.uptake.models import key_of
from plon.uptake.repeating import YEAR, heads_of

BEGIN = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def on_day(number: int) -> datetime.datetime:
    return BEGIN + datetime.timedelta(days=number)


def test_the_first_of_a_year_counts_and_the_next_year_counts_again() -> None:
    told = [(1, on_day(0)), (2, on_day(300)), (3, on_day(500))]
    assert heads_of(told) == {1: None, 2: 1, 3: None}


@given(st.lists(st.integers(0, 2000), max_size=12, unique=True))
def test_every_repeat_lies_within_a_year_of_a_telling_that_counts(days: list[int]) -> None:
    told = {key: on_day(day) for key, day in enumerate(days)}
    heads = heads_of(told.items())
    assert set(heads) == set(told)
    counted = sorted(told[key] for key, head in heads.items() if head is None)
    assert all(later - earlier >= YEAR for earlier, later in pairwise(counted))
    for key, head in heads.items():
        if head is not None:
            assert heads[head] is None
            assert datetime.timedelta(0) <= told[key] - told[head] < YEAR


def test_names_are_the_same_however_they_are_spelt() -> None:
    assert key_of("Szkoła Podstawowa nr 5 w Łodzi") == key_of("SZKOLA  PODSTAWOWA NR. 5  w Lodzi")
