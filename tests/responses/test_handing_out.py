"""Rows and pairs that may leave: every fact in them is a group's."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.responses.blurring import WITHHELD, blur_of
from plon.responses.codes import code_in
from plon.responses.models import Response, RoundFigures
from plon.responses.pairs import pairs_of
from plon.responses.rows import rows_of
from plon.surveys.enums import Moment
from plon.surveys.models import Round
from plon.surveys.questionnaire import Condition, Question
from tests.responses.conftest import answer, close_round, open_round, options, questionnaire, words

FACTS = questionnaire(
    Question("role", "single", words("Role"), {}, options=options("pupil", "teacher", "parent")),
    Question("school", "single", words("School"), {}, options=options("a", "b", "c", "d")),
    Question("age", "number", words("Age"), {}),
    Question("since", "date", words("Since"), {}),
    Question("used", "multiple", words("Used"), {}, options=options("film", "book")),
    Question("mood", "scale", words("Mood"), {}, lowest=1, highest=5),  # type: ignore[arg-type]
)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["pupil", "teacher", "parent"])},
        optional={
            "school": st.sampled_from(["a", "b", "c", "d"]),
            "age": st.integers(-5, 90).map(str),
            "since": st.dates().map(str),
            "used": st.lists(st.sampled_from(["film", "book"]), min_size=1, unique=True),
            "mood": st.integers(1, 5),
        },
    ),
    min_size=5,
    max_size=60,
)


def handed_out(people: list[dict[str, Any]], group: int = 5) -> list[dict[str, Any]]:
    blur = blur_of(FACTS, people, group)
    return [blur.blurred(person) for person in people]


@given(PEOPLE, st.integers(5, 9))
def test_every_combination_of_facts_is_shared_by_a_group(people: list[dict[str, Any]], group: int) -> None:
    people = people * (1 if len(people) >= group else 2)
    rows = handed_out(people, group)
    combinations = Counter(tuple(row.get(key) for key in ("role", "school", "age", "since")) for row in rows)
    assert min(combinations.values()) >= group
    chosen = Counter(option for row in rows for option in row.get("used", ()))
    assert all(count >= group for count in chosen.values())


@given(PEOPLE)
def test_opinions_stay_and_what_is_shown_is_true(people: list[dict[str, Any]]) -> None:
    for person, row in zip(people, handed_out(people), strict=True):
        assert row.get("mood") == person.get("mood")
        for key in ("role", "school"):
            assert row.get(key) in {person.get(key), WITHHELD}


def test_large_groups_keep_their_facts() -> None:
    people = [{"role": role, "school": school, "age": "12"} for role in ("pupil", "teacher") for school in "ab"] * 5
    assert handed_out(people) == people


def test_the_only_parent_is_not_found_and_neither_is_where_something_was_withheld() -> None:
    people: list[dict[str, Any]] = [{"role": "pupil", "mood": 3}] * 9 + [{"role": "teacher", "mood": 4}] * 6
    rows = handed_out([*people, {"role": "parent", "mood": 1}])
    assert Counter(row["role"] for row in rows) == {"pupil": 9, WITHHELD: 7}


ASKED_IF = questionnaire(
    Question("role", "single", words("Role"), {}, options=options("pupil", "teacher", "parent")),
    Question("school", "single", words("School"), {}, options=options("a", "b", "c", "d")),
    Question("used", "multiple", words("Used"), {}, options=options("film", "book")),
    Question("home", "scale", words("At home"), {}, lowest=Decimal(1), highest=Decimal(5),
             condition=Condition("role", frozenset({"parent"}))),
    Question("film", "single", words("Which film"), {}, options=options("old", "new"),
             condition=Condition("used", frozenset({"film"}))),
    Question("why", "matrix", words("Why"), {}, statements=options("fun"), lowest=Decimal(1), highest=Decimal(5),
             condition=Condition("home", frozenset({"1", "2"}))),
)  # fmt: skip


@given(PEOPLE)
def test_what_was_asked_says_nothing_of_what_is_withheld(people: list[dict[str, Any]]) -> None:
    asked = [
        {key: person[key] for key in ("role", "school", "used") if key in person}
        | ({"home": person.get("mood", 1)} if person["role"] == "parent" else {})
        | ({"why": {"fun": 1}} if person["role"] == "parent" and person.get("mood", 1) < 3 else {})
        | ({"film": "old" if person.get("mood") == 1 else "new"} if "film" in person.get("used", ()) else {})
        for person in people
    ]
    blur = blur_of(ASKED_IF, asked, 5)
    for row in map(blur.blurred, asked):
        assert row.get("home", WITHHELD) == WITHHELD or row["role"] == "parent"
        assert row.get("film", WITHHELD) == WITHHELD or "film" in row["used"]
        assert row.get("why", WITHHELD) == WITHHELD or row["home"] in {1, 2}
    for key in ("home", "film", "why"):
        answers = [row.get(key) for row in map(blur.blurred, asked)]
        # Withheld of all rows, or of none: nobody is told by it.
        assert answers.count(WITHHELD) in {0, len(answers)} or (key == "film" and answers.count(WITHHELD) >= 5)


def test_numbers_and_days_become_means_of_neighbours() -> None:
    people = [
        {"role": "pupil", "age": str(age), "since": f"2026-01-{age:02d}"} for age in (10, 11, 12, 13, 14, 20, 21, 22)
    ]
    rows = handed_out(
        [*people, {"role": "pupil", "age": "23", "since": "2026-01-23"}, {"role": "pupil"}] + [{"role": "pupil"}] * 4
    )
    assert Counter(row.get("age") for row in rows) == {"16.222222": 9, None: 5}
    assert Counter(row.get("since") for row in rows) == {"2026-01-16": 9, None: 5}


def test_rows_of_a_round_are_the_counted_ones_without_texts(asked: Round, django_assert_num_queries: Any) -> None:
    for number in range(12):
        answer(asked, role="parent" if number == 0 else "pupil", mood=number % 5 + 1, why=f"Text {number}")
    close_round(asked)
    with django_assert_num_queries(4):
        rows = list(rows_of(asked))
    assert len(rows) == 12
    assert {row["role"] for row in rows} == {WITHHELD}
    assert Counter(row["mood"] for row in rows) == {1: 3, 2: 3, 3: 2, 4: 2, 5: 2}
    assert "Text" not in str(rows)
    assert list(rows_of(open_round(questionnaire(is_anonymous=False), project=asked.survey.project))) == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("Łucja", "7", "Opole"), "lu-07-op"), (("LU ", "07", "opava"), "lu-07-op"), (("Élise", "31.", "Ź"), "el-31-z"),
        (("Ольга", "1", "Київ"), "ол-01-ки"), (("", "", ""), ""), ((" ", "", ""), ""),
    ],
)  # fmt: skip
def test_a_code_is_the_same_in_every_spelling(parts: tuple[str, str, str], code: str) -> None:
    sent = dict(zip(("code-mother", "code-day", "code-place"), ([part] for part in parts), strict=True))
    assert code_in(sent) == (code, {})


@pytest.mark.parametrize("parts", [("Anna", "", "Opole"), ("12", "7", "Opole"), ("Anna", "0", "Opole"), ("A", "x", "O"),
                                   ("A", "9" * 30, "O"), ("😀", "1", "O")])  # fmt: skip
def test_half_a_code_is_sent_back(parts: tuple[str, str, str]) -> None:
    sent = dict(zip(("code-mother", "code-day", "code-place"), ([part] for part in parts), strict=True))
    code, wrong = code_in(sent)
    assert code == ""
    assert len(wrong) == 1 or parts == ("A", "x", "O")


@pytest.fixture
def twice(project: Any) -> tuple[Round, Round]:
    """Twelve people before, ten of them after, two of whom made the same code."""
    asked = questionnaire(has_pairs=True)
    before = open_round(asked, project=project, moment=Moment.BEFORE)
    after = open_round(asked, survey=before.survey, moment=Moment.AFTER, compared_with=before)
    for number in range(12):
        answer(before, mood=2, code=f"an-{number:02d}-op", why="Text")
    for number in range(10):
        answer(after, mood=4 if number else 5, code=f"an-{max(number, 1):02d}-op")
    return before, after


def test_pairs_are_there_once_both_rounds_are_closed(twice: tuple[Round, Round]) -> None:
    before, after = twice
    assert pairs_of(before, after) == ()
    close_round(before)
    assert pairs_of(before, after) == ()
    close_round(after)
    pairs = pairs_of(before, after)
    assert Counter((pair.before["mood"], pair.after["mood"]) for pair in pairs) == {(2, 4): 8}
    assert all(set(pair.before) == {"mood"} for pair in pairs)
    other = open_round(project=before.survey.project)
    assert pairs_of(before, other) == ()


def test_fewer_pairs_than_a_group_are_none(twice: tuple[Round, Round]) -> None:
    before, after = twice
    Response.objects.filter(round=after, pk__in=[row.pk for row in Response.objects.filter(round=after)[:6]]).update(
        pair=""
    )
    close_round(before)
    close_round(after)
    assert pairs_of(before, after) == ()


def test_a_sheet_that_comes_after_a_close_is_in_no_pair(twice: tuple[Round, Round]) -> None:
    _before, after = twice
    RoundFigures.objects.filter(round=after).update(is_final=True)
    answer(after, mood=1, code="an-11-op")
    assert Response.objects.get(round=after, answers__mood=1).pair == ""
