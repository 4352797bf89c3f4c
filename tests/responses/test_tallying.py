"""Figures grow in whole groups and are the same as counting all rows at once; sent twice is taken once."""

import threading
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from plon.responses.actions import take_sheet
from plon.responses.adding import EXACT, Content, add_sheets, add_texts
from plon.responses.answers import Cleaned
from plon.responses.figures import figures_of
from plon.responses.models import FreeText, IdentifiedResponse, Receipt, Response, RoundFigures
from plon.responses.queries import free_texts_of, questionnaire_of, received_of, shown_of
from plon.responses.refusals import NotOpen
from plon.responses.traces import sweep_traces
from plon.surveys.enums import SurveyState
from plon.surveys.models import FEWEST, Round
from tests.responses.conftest import answer, close_round, open_round, questionnaire

ASKED = questionnaire()

SHEETS = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["pupil", "teacher", "parent"])},
        optional={
            "used": st.lists(st.sampled_from(["film", "book", "game"]), min_size=1, unique=True),
            "mood": st.integers(1, 5),
            "skills": st.dictionaries(st.sampled_from(["plan", "check"]), st.integers(1, 4), min_size=1),
            "classes": st.decimals(-(10**29), 10**29, places=3).map(str),
            "day": st.dates().map(str),
        },
    ),
    max_size=30,
)


@given(SHEETS, st.randoms())
def test_figures_added_in_any_order_and_steps_are_the_figures_of_all_rows(
    sheets: list[dict[str, Any]], chance: Any
) -> None:
    at_once = figures_of(ASKED, add_sheets({}, ASKED, sheets))
    mixed = chance.sample(sheets, len(sheets))
    content: Content = {}
    while mixed:
        size = chance.randint(1, 7)
        content, mixed = add_sheets(content, ASKED, mixed[:size]), mixed[size:]
    assert figures_of(ASKED, content) == at_once
    numbers = [Decimal(sheet["classes"]) for sheet in sheets if "classes" in sheet]
    assert at_once["classes"].total == Decimal(sum(int(number.scaleb(3, EXACT)) for number in numbers)).scaleb(
        -3, EXACT
    )
    assert at_once["mood"].counts == {
        str(step): sum(sheet.get("mood") == step for sheet in sheets) for step in range(1, 6)
    }
    assert at_once["used"].answered == sum("used" in sheet for sheet in sheets)


def test_adding_leaves_what_was_there_as_it_was() -> None:
    before = add_texts(add_sheets({}, ASKED, [{"mood": 3}]), ["why"])
    add_texts(add_sheets(before, ASKED, [{"mood": 4}]), ["why"])
    assert before == {
        "mood": {"answered": 1, "counts": {"3": 1}, "total": "3", "squares": "9", "lowest": "3", "highest": "3"},
        "why": {"answered": 1},
    }


def counted_of(asked: Round) -> tuple[int, int, int]:
    shown = shown_of([asked.pk])[asked.pk]
    return shown.received, shown.counted, shown.waiting


def test_figures_grow_by_whole_groups_and_hold_one_back_until_the_close(asked: Round) -> None:
    states = [counted_of(asked)]
    for number in range(17):
        answer(asked, mood=number % 5 + 1)
        states.append(counted_of(asked))
    assert states[:11] == [(0, 0, 10), *((n, 0, 10 - n) for n in range(1, 10)), (10, 5, 5)]
    assert states[11:] == [(11, 5, 4), (12, 5, 3), (13, 5, 2), (14, 5, 1), (15, 10, 5), (16, 10, 4), (17, 10, 3)]
    close_round(asked)
    assert counted_of(asked) == (17, 17, 0)


@pytest.mark.parametrize(("came", "shown"), [(0, (0, 0, 5)), (4, (4, 0, 1)), (5, (5, 5, 0)), (9, (9, 9, 0))])
def test_fewer_than_a_group_are_never_shown(asked: Round, came: int, shown: tuple[int, int, int]) -> None:
    for _each in range(came):
        answer(asked, mood=5, why="Because.")
    close_round(asked)
    assert counted_of(asked) == shown
    figures = shown_of([asked.pk])[asked.pk].questions["mood"]
    assert figures.answered == shown[1]
    assert len(free_texts_of(asked, "why")) == shown[1]


def test_the_group_is_what_people_were_promised_whatever_was_set_since(asked: Round) -> None:
    larger = open_round(questionnaire(smallest_group=7), project=asked.survey.project)
    smaller = open_round(questionnaire(smallest_group=1), project=asked.survey.project)
    for _each in range(13):
        answer(larger)
        answer(smaller)
    assert (counted_of(larger)[1], counted_of(smaller)[1]) == (0, 5)
    answer(larger)
    assert counted_of(larger)[1] == 7


def recounted(asked: Round) -> Any:
    """Count all rows that are marked as counted, from nothing."""
    whole = questionnaire_of(asked)
    if whole.is_anonymous:
        rows: Iterable[Any] = Response.objects.filter(round=asked, is_counted=True).values_list("answers", flat=True)
        texts = FreeText.objects.filter(round=asked, is_counted=True).values_list("question", flat=True)
        return figures_of(whole, add_texts(add_sheets({}, whole, rows), texts), least=FEWEST)
    rows = IdentifiedResponse.objects.filter(round=asked, is_counted=True).values_list("answers", flat=True)
    return figures_of(whole, add_sheets({}, whole, rows), least=FEWEST)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_stored_figures_are_those_of_the_rows_at_every_moment(*, is_anonymous: bool, project: Any) -> None:
    asked = open_round(questionnaire(is_anonymous=is_anonymous), project=project)
    for number in range(23):
        role = "teacher" if number % 3 else "parent"
        answer(asked, role=role, classes=f"{number},5", mood=number % 5 + 1, used=["film", "book"],
               why=f"Text {number}", day="2026-11-26", language="pl", **{"skills-plan": 3})  # fmt: skip
        assert dict(shown_of([asked.pk])[asked.pk].questions) == recounted(asked)
    close_round(asked)
    shown = shown_of([asked.pk])[asked.pk]
    assert dict(shown.questions) == recounted(asked)
    assert shown.counted == 23
    assert sorted(free_texts_of(asked, "why")) == sorted(f"Text {number}" for number in range(23))
    assert shown.questions["used"].counts == {"film": 23, "book": 23, "game": 0}
    assert shown.questions["skills"].counts == {
        **{f"{row}/{step}": 0 for row in ("plan", "check") for step in range(1, 5)}, "plan/3": 23,
    }  # fmt: skip


def test_a_sheet_sent_twice_is_taken_once(asked: Round) -> None:
    assert answer(asked, sheet="one", mood=1) is True
    assert answer(asked, sheet="one", mood=5, why="changed") is False
    assert counted_of(asked)[0] == 1
    assert Response.objects.get().answers == {"role": "pupil", "mood": 1}
    assert (Receipt.objects.count(), FreeText.objects.count()) == (1, 0)
    other = open_round(project=asked.survey.project)
    assert answer(other, sheet="one") is True


def test_a_sheet_that_came_in_time_is_welcome_again_after_the_close(asked: Round) -> None:
    answer(asked, sheet="one")
    close_round(asked)
    assert answer(asked, sheet="one") is False
    with pytest.raises(NotOpen, match="closed"):
        answer(asked, sheet="two")


def test_no_sheet_is_taken_before_the_round_opens(asked: Round) -> None:
    Round.objects.filter(pk=asked.pk).update(state=SurveyState.DRAFT, opened_at=None)
    with pytest.raises(NotOpen, match="not open yet"):
        take_sheet(asked, cleaned=Cleaned({"mood": 3}), sheet="one", language="pl")
    assert not RoundFigures.objects.exists()


def test_a_round_that_is_opened_again_shows_no_rest_that_is_smaller_than_a_group(asked: Round) -> None:
    for _each in range(6):
        answer(asked, mood=1)
    close_round(asked)
    Round.objects.filter(pk=asked.pk).update(state=SurveyState.OPEN, closed_at=None)
    answer(asked, mood=5)
    close_round(asked)
    assert counted_of(asked) == (7, 6, 4)
    assert shown_of([asked.pk])[asked.pk].questions["mood"].counts == {"1": 6, "2": 0, "3": 0, "4": 0, "5": 0}


def test_numbers_that_one_person_wrote_are_not_told(project: Any) -> None:
    hidden, named = (open_round(questionnaire(is_anonymous=is_it), project=project) for is_it in (True, False))
    for asked in (hidden, named):
        for number in (1, 2, 3, 4, 70):
            answer(asked, role="teacher", classes=number)
        close_round(asked)
    figures = [shown_of([asked.pk])[asked.pk].questions["classes"] for asked in (hidden, named)]
    assert [(each.mean, each.lowest, each.highest) for each in figures] == [(16, None, None), (16, 1, 70)]


def test_figures_of_many_rounds_are_read_in_two_queries(asked: Round, django_assert_num_queries: Any) -> None:
    rounds = [asked, *(open_round(project=asked.survey.project) for _each in range(3))]
    for each in rounds[:2]:
        answer(each)
    with django_assert_num_queries(2):
        shown_of([rounds[0].pk])
    with django_assert_num_queries(2):
        shown = shown_of([each.pk for each in rounds])
    assert [shown[each.pk].received for each in rounds] == [1, 1, 0, 0]
    assert received_of([each.pk for each in rounds]) == {rounds[0].pk: 1, rounds[1].pk: 1}


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one() -> None:
    """Eight threads send thirty sheets each, some of them twice, while the round closes at the end."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where nobody waits for a table; test_hall.py does it on a file")
    asked = open_round()

    def send(hand: int) -> None:
        try:
            for number in range(30):
                answer(asked, sheet=f"{hand}-{number}", mood=number % 5 + 1, why=f"{hand}-{number}")
                answer(asked, sheet=f"{hand}-{number // 2}", mood=1)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(hand,)) for hand in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_round(asked)
    shown = shown_of([asked.pk])[asked.pk]
    assert (shown.received, shown.counted) == (240, 240)
    assert shown.questions["mood"].counts == {str(step): 48 for step in range(1, 6)}
    assert dict(shown.questions) == recounted(asked)
    assert sorted(free_texts_of(asked, "why")) == sorted(
        f"{hand}-{number}" for hand in range(8) for number in range(30)
    )


@pytest.mark.django_db(transaction=True)
def test_traces_are_swept_on_both_databases_and_figures_stay() -> None:
    asked = open_round()
    for number in range(12):
        answer(asked, why=f"Text {number}")
    before = shown_of([asked.pk])
    sweep_traces()
    assert shown_of([asked.pk]) == before
    assert Response.objects.count() == 12
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'responses_response'")
            assert cursor.fetchone() == (0,)


def test_a_question_that_few_were_asked_tells_only_how_few(asked: Round) -> None:
    for number in range(12):
        answer(
            asked, **({"role": "teacher", "classes": 3, "mood": 2, "day": "2026-11-26"} if number < 4 else {"mood": 5})
        )
    close_round(asked)
    questions = shown_of([asked.pk])[asked.pk].questions
    assert (questions["classes"].answered, questions["classes"].total, questions["classes"].mean) == (4, None, None)
    assert (questions["day"].answered, questions["day"].counts) == (4, {})
    assert questions["mood"].counts == {"1": 0, "2": 4, "3": 0, "4": 0, "5": 8}
