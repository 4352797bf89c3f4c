"""The number in a target, as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.activities.ledger.targets import target_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", 10),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("12,000 teachers", 12000),
        ("1.200", 1200),
        ("25 szkół", 25),
        ("min. 25 szkół do 2026", 25),
        ("≥ 3", 3),
        ("2,5", Decimal("2.5")),
        ("3.75 h", Decimal("3.75")),
        ("1 234 567", 1234567),
        ("2026", 2026),
        ("10-15", None),
        ("2 workshops for 50 people", None),
        ("as many as we can", None),
        ("", None),
        ("A4", None),
    ],
)
def test_one_number_is_read_and_several_are_none(text: str, number: object) -> None:
    assert target_in(text).number == number


@pytest.mark.parametrize(
    ("text", "unit"), [("80 %", ""), ("80", "%"), ("80 procent", ""), ("80 proc.", ""), ("80 percent", "")]
)
def test_a_share_is_known_by_its_sign(text: str, unit: str) -> None:
    target = target_in(text, unit)

    assert (target.number, target.is_share) == (80, True)


def test_a_plain_number_is_no_share() -> None:
    assert not target_in("80 persons", "persons").is_share


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["", " ", "\u00a0", "\u202f", ",", "."]))
def test_thousands_are_read_however_they_are_set_apart(number: int, between: str) -> None:
    assert target_in(f"{number:,}".replace(",", between) + " people").number == number


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    number = target_in(text).number

    assert number is None or number >= 0
