"""From what a browser sent to answers: every kind, conditions, limits, bad input."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.responses.answers import LONGEST_TEXT, Cleaned, clean
from plon.responses.notation import as_text, number_in
from plon.surveys.questionnaire import Condition, Question
from tests.responses.conftest import options, questionnaire, words

ASKED = questionnaire()


def cleaned(language: str = "en", **fields: Any) -> Cleaned:
    sent = {
        f"q-{key}": value if isinstance(value, list) else [value] for key, value in ({"role": "pupil"} | fields).items()
    }
    return clean(ASKED, sent, language)


def test_every_kind_of_answer_is_read() -> None:
    sheet = clean(
        ASKED,
        {
            "q-role": ["teacher"], "q-used": ["game", "film"], "q-mood": ["4"], "q-skills-plan": ["2"],
            "q-skills-check": ["4"], "q-classes": ["2,5"], "q-why": [" Because.\r\nIt works. "],
            "q-day": ["26.11.2026"], "sheet": ["x"], "q-unknown": ["y"],
        },
        "pl",
    )  # fmt: skip
    assert sheet.errors == {}
    assert sheet.answers == {
        "role": "teacher", "used": ["film", "game"], "mood": 4, "skills": {"plan": 2, "check": 4}, "classes": "2.5",
        "day": "2026-11-26",
    }  # fmt: skip
    assert sheet.texts == {"why": "Because.\nIt works."}


def test_answers_to_questions_that_were_not_asked_are_dropped() -> None:
    sheet = cleaned(role="pupil", classes="no number at all")
    assert (sheet.answers, sheet.errors) == ({"role": "pupil"}, {})


def test_a_question_behind_one_that_was_not_asked_is_not_asked_either() -> None:
    asked = questionnaire(
        Question("a", "single", words("A"), {}, options=options("yes", "no")),
        Question(
            "b", "multiple", words("B"), {}, options=options("x", "y"), condition=Condition("a", frozenset({"yes"}))
        ),
        Question("c", "text", words("C"), {}, is_required=True, condition=Condition("b", frozenset({"x"}))),
    )
    sent = {"q-a": ["no"], "q-b": ["x"], "q-c": ["text"]}
    assert clean(asked, sent, "en") == Cleaned({"a": "no"}, {}, {})
    assert set(clean(asked, sent | {"q-a": ["yes"], "q-c": [""]}, "en").errors) == {"c"}


@pytest.mark.parametrize(
    ("key", "value", "english", "polish"),
    [
        ("role", "", "Answer this question, please.", "Odpowiedz na to pytanie."),
        ("role", "king", "Choose one of the answers that are offered.", "Wybierz jedną z podanych odpowiedzi."),
        ("mood", "6", "Choose one of the steps that are offered.", "Wybierz jeden z podanych stopni."),
        ("mood", "4.0", "Choose one of the steps that are offered.", "Wybierz jeden z podanych stopni."),
        ("day", "31.02.2026", "Choose a day, or write it like 2026-11-26.",
         "Wybierz dzień albo wpisz go tak: 2026-11-26."),
        ("why", "x" * (LONGEST_TEXT + 2), "2 characters too many.", "O 2 znaki za dużo."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_persons_language(key: str, value: str, english: str, polish: str) -> None:
    assert cleaned("en", **{key: value}).errors == {key: (english,)}
    assert cleaned("pl", **{key: value}).errors == {key: (polish,)}
    assert cleaned("uk", **{key: value}).errors == {key: (english,)}


def test_an_empty_sheet_is_no_sheet() -> None:
    asked = questionnaire(Question("why", "text", words("Why?"), {}))
    assert set(clean(asked, {"q-why": ["  \x00 "]}, "en").errors) == {""}


@pytest.mark.parametrize(
    ("written", "language", "number"),
    [
        ("12", "pl", "12"), ("2,5", "pl", "2.5"), ("2.5", "pl", "2.5"), ("2,5", "en", "2.5"), ("1,500", "en", "1500"),
        ("1,500", "pl", "1.5"), ("1 234,5", "pl", "1234.5"), ("1\xa0234\u202f567", "pl", "1234567"),
        ("1.234,5", "pl", "1234.5"),
        ("1,234.5", "pl", "1234.5"), ("1.234.567", "pl", "1234567"), ("1'000", "en", "1000"),
        ("−3", "en", "-3"), ("+3", "en", "3"),
        ("٣٫٥", "en", "3.5"), ("007.10", "en", "7.1"), ("-0", "en", "0"),
        ("9223372036854775808", "en", "9223372036854775808"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_both_notations(written: str, language: str, number: str) -> None:
    read = number_in(written, language)
    assert read is not None
    assert as_text(read) == number


@pytest.mark.parametrize(
    "written",
    ["", "abc", "1e5", "NaN", "Infinity", "1,2,3", "1.23.456", "--1", "1-2", "½", "😀", "\x00", "9" * 31,
     "0." + "1" * 11, "1,234,5.6"],
)  # fmt: skip
def test_what_is_no_number_is_none(written: str) -> None:
    assert number_in(written, "en") is None


def test_bounds_of_numbers_are_held() -> None:
    assert cleaned(role="teacher", classes="-1").errors == {"classes": ("The number must be at least 0.",)}
    assert cleaned(role="teacher", classes="9" * 30).answers["classes"] == "9" * 30


@given(st.text(max_size=300), st.sampled_from(["role", "used", "mood", "skills-plan", "classes", "why", "day"]))
def test_whatever_is_sent_is_taken_or_answered_with_words(value: str, key: str) -> None:
    sheet = clean(ASKED, {"q-role": ["teacher"], f"q-{key}": [value]}, "pl")
    assert all(messages and all(messages) for messages in sheet.errors.values())
    assert all("\x00" not in text and text == text.strip() for text in sheet.texts.values())


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**29), max_value=10**29, places=4))
def test_a_number_comes_back_as_it_was_written(number: Decimal) -> None:
    read = number_in(as_text(number).replace(".", ","), "pl")
    assert read == number
    assert Decimal(as_text(number)) == number


def test_long_texts_emoji_and_right_to_left_are_kept_whole() -> None:
    for text in ("x" * LONGEST_TEXT, "😀" * LONGEST_TEXT, "שלום \u202eעולם", "=HYPERLINK(1)"):
        assert cleaned(why=text).texts == {"why": text}
    assert cleaned(why="a\x00b\ud800c").texts == {"why": "abc"}
