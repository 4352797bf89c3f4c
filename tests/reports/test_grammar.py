import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.reports.drafting.grammar import (
    first_sentence,
    joined,
    month,
    number,
    people,
    period,
    plural,
    quoted,
    sentence,
    verb_for,
)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 osoba"), (2, "2 osoby"), (4, "4 osoby"), (5, "5 osób"), (12, "12 osób"), (21, "21 osób"),
     (22, "22 osoby"), (112, "112 osób"), (1234, "1234 osoby"), (12500, "12 500 osób")],
)  # fmt: skip
def test_polish_numbers_take_the_right_form(count: int, said: str) -> None:
    assert people(count, "pl").replace("\u00a0", " ") == said


def test_english_numbers_take_theirs() -> None:
    assert [people(count, "en") for count in (1, 2, 1234)] == ["1 person", "2 people", "1,234 people"]


@given(st.integers(min_value=0, max_value=10**7))
def test_every_number_has_a_form(count: int) -> None:
    assert plural(count, "one", "few", "many") in {"one", "few", "many"}
    assert number(count, "pl").replace(" ", "") == str(count)


def test_months_stand_in_the_right_case() -> None:
    may, september = datetime.date(2026, 5, 1), datetime.date(2026, 9, 30)

    assert month(may, "pl") == "maj 2026 r."
    assert month(may, "pl", case="of") == "maja 2026 r."
    assert month(september, "pl", case="in") == "we wrześniu 2026 r."
    assert month(may, "en", case="in") == "in May 2026"


def test_periods_name_each_year_once() -> None:
    start = datetime.date(2026, 5, 1)

    assert period(start, None, "pl") == "w maju 2026 r."
    assert period(start, datetime.date(2026, 5, 30), "pl") == "w maju 2026 r."
    assert period(start, datetime.date(2026, 7, 1), "pl") == "od maja do lipca 2026 r."
    assert period(start, datetime.date(2027, 7, 1), "pl") == "od maja 2026 r. do lipca 2027 r."
    assert period(start, datetime.date(2026, 7, 1), "en") == "from May to July 2026"
    assert period(start, datetime.date(2027, 7, 1), "en") == "from May 2026 to July 2027"


def test_lists_end_with_a_word() -> None:
    assert joined([], "pl") == ""
    assert joined(["a"], "pl") == "a"
    assert joined(["a", "b", "c"], "pl") == "a, b i c"
    assert joined(["a", "b", "c"], "en") == "a, b and c"


@pytest.mark.parametrize(
    ("name", "pl", "en"),
    [
        ("Nad rzeką", "„Nad rzeką”", "“Nad rzeką”"),
        ("Warsztaty „Nad rzeką”", "„Warsztaty «Nad rzeką»”", "“Warsztaty ‘Nad rzeką’”"),
        ('Warsztaty "Nad rzeką"', "„Warsztaty «Nad rzeką»”", "“Warsztaty ‘Nad rzeką’”"),
        ("two\nlines\x00", "„two lines”", "“two lines”"),
    ],
)
def test_names_stand_in_quotation_marks(name: str, pl: str, en: str) -> None:
    assert quoted(name, "pl") == pl
    assert quoted(name, "en") == en


def test_a_noun_is_not_said_twice() -> None:
    assert verb_for("workshop", "Nad rzeką", "pl") == "zorganizujemy warsztaty"
    assert verb_for("workshop", "Warsztaty nad rzeką", "pl") == "zorganizujemy"
    assert verb_for("no such kind", "X", "en") == "we have planned the activity"


def test_sentences_end_once() -> None:
    assert sentence("To działa") == "To działa."
    assert sentence("To działa!") == "To działa!"
    assert sentence("  ") == ""
    assert first_sentence("Dla klas 4-8. Każdy trwa 90 minut.") == "Dla klas 4-8. Każdy trwa 90 minut."
    assert (
        first_sentence("Dwanaście gotowych scenariuszy zajęć. Każdy trwa.") == "Dwanaście gotowych scenariuszy zajęć."
    )
