"""How long papers are kept: the Programme Guide's years, as data."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.programme.retention import keep_until, retention_rule

DAYS = st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("grant", "years"),
    [(None, 5), (Decimal(250_000), 5), (Decimal("60000.01"), 5), (Decimal(60_000), 3), (Decimal(30_000), 3)],
)
def test_small_grants_have_the_shorter_time(grant: Decimal | None, years: int) -> None:
    rule = retention_rule(2025, grant)

    assert rule.years == years
    assert (rule.is_of_this_call, rule.is_grant_known) == (True, grant is not None)
    assert "p. 463" in rule.source["en"]
    assert "s. 463" in rule.source["pl"]


@pytest.mark.parametrize("call_year", [None, 2016, 2024, 2027])
def test_other_calls_take_the_guide_we_know_and_say_so(call_year: int | None) -> None:
    rule = retention_rule(call_year, Decimal(60_000))

    assert (rule.years, rule.call_year, rule.is_of_this_call) == (3, 2025, False)


@pytest.mark.parametrize(
    ("paid", "years", "last"),
    [
        (datetime.date(2027, 3, 12), 5, datetime.date(2032, 3, 12)),
        (datetime.date(2028, 2, 29), 3, datetime.date(2031, 3, 1)),
        (datetime.date(2028, 2, 29), 4, datetime.date(2032, 2, 29)),
    ],
)
def test_the_last_day(paid: datetime.date, years: int, last: datetime.date) -> None:
    assert keep_until(paid, years) == last


@given(DAYS, st.integers(min_value=1, max_value=10))
def test_nothing_is_kept_shorter_than_its_years(paid: datetime.date, years: int) -> None:
    days = (keep_until(paid, years) - paid).days

    assert 365 * years <= days <= 366 * years
