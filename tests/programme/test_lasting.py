"""How results go on: which forms fit beside each other, when to look again."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.programme.codelists import codelist
from plon.programme.lasting import (
    RETIRE,
    beside,
    circle_of,
    examples,
    findings,
    long_years,
    months_later,
    proposed_reviews,
)

START, END = datetime.date(2024, 9, 1), datetime.date(2026, 8, 31)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2080, 1, 1))
forms = st.sampled_from(codelist("use_forms").codes)


def test_every_form_of_use_has_its_circle_and_an_example_in_both_languages() -> None:
    codes = set(codelist("use_forms").codes)

    assert {circle_of(code) for code in codes} == {"own", "outside", "kept", "ended"}
    assert set(examples("pl")) == set(examples("en")) == codes
    assert examples("pl") != examples("en")
    assert circle_of("unheard of") == ""


def test_the_agency_s_findings_are_told_in_both_languages() -> None:
    assert len(findings("pl")) == len(findings("en")) == 4
    assert findings("de") == findings("en")
    assert long_years() == 5


def test_looks_are_proposed_during_the_project_and_four_times_after_it() -> None:
    found = proposed_reviews(START, END, until=None, today=START)

    assert [(each.day.isoformat(), each.months) for each in found] == [
        ("2025-08-31", None), ("2027-02-28", 6), ("2027-08-31", 12), ("2028-08-31", 24), ("2031-08-31", 60),
    ]  # fmt: skip


def test_nothing_is_proposed_after_the_last_day_or_without_an_end() -> None:
    found = proposed_reviews(START, END, until=datetime.date(2028, 1, 1), today=datetime.date(2026, 11, 26))

    assert [each.months for each in found] == [6, 12]
    assert proposed_reviews(START, None, until=None, today=START) == []
    assert [each.months for each in proposed_reviews(None, END, until=None, today=START)] == [6, 12, 24, 60]


@given(days, days, st.none() | days, days)
def test_proposals_stand_in_order_between_today_and_the_last_day(
    start: datetime.date, end: datetime.date, until: datetime.date | None, today: datetime.date
) -> None:
    found = [each.day for each in proposed_reviews(start, end, until=until, today=today)]

    assert found == sorted(set(found))
    assert all(day >= today and (until is None or day <= until) for day in found)


@given(days, st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: datetime.date, months: int) -> None:
    later = months_later(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + datetime.timedelta(days=1)).day == 1


@given(forms, st.lists(forms, max_size=6))
def test_further_forms_fit_beside_the_first(form: str, also: list[str]) -> None:
    kept = beside(form, also)

    assert len(kept) == len(set(kept))
    assert form not in kept
    assert RETIRE not in kept
    assert form != RETIRE or set(kept) <= {"archive"}


@pytest.mark.parametrize(("form", "kept"), [("retire", ["archive"]), ("network", ["archive", "policy"])])
def test_what_ends_may_still_lie_in_an_archive(form: str, kept: list[str]) -> None:
    assert beside(form, ["archive", "policy", "archive", form]) == kept
