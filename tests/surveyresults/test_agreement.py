"""One figure is one figure: what the page says of a question is what an indicator takes from it, and the rows say."""

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plon.evaluation.enums import Reckoning
from plon.evaluation.models import SurveyFeed
from plon.evaluation.sources.asking import values_of
from plon.evaluation.sources.reckoning import reckon
from plon.projects.models import Project
from plon.responses.adding import add_sheets
from plon.responses.figures import figures_of
from plon.surveyresults.numbers import deviation, steps_of
from tests.surveyresults.rounds import MATRIX, NUMBER, SCALE, SHEET, make_round, make_survey, questionnaire

ASKED = questionnaire(SCALE, MATRIX, NUMBER)
sheets = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "good": st.integers(1, 5),
            "can": st.dictionaries(st.sampled_from(["a", "b"]), st.integers(1, 5), min_size=1),
            "pupils": st.integers(-(10**12), 10**12).map(str),
        },
    ),
    max_size=30,
)


@given(sheets)
def test_page_and_indicator_tell_the_same_mean_and_share(answers: list[dict[str, Any]]) -> None:
    figures = figures_of(ASKED, add_sheets({}, ASKED, answers))

    for question, statement in ((SCALE, ""), (MATRIX, "a"), (MATRIX, "b")):
        steps = steps_of(figures[question.key], statement)
        told = figures[question.key]
        assert steps.mean == reckon(question, told, Reckoning.MEAN, statement=statement)
        share = reckon(question, told, Reckoning.TOP_SHARE, statement=statement)
        assert (steps.top is None) == (share is None)
        assert share is None or abs(float(share) - (steps.top or 0) * 100) < 1e-9


@given(sheets)
def test_the_deviation_is_that_of_the_answers(answers: list[dict[str, Any]]) -> None:
    from statistics import stdev

    figures = figures_of(ASKED, add_sheets({}, ASKED, answers))["pupils"]
    given_numbers = [Decimal(sheet["pupils"]) for sheet in answers if "pupils" in sheet]

    told = deviation(figures.answered, figures.total, figures.squares)

    if len(given_numbers) < 2:
        assert told is None
    else:
        assert told is not None
        assert abs(told - stdev(given_numbers)) < Decimal("1e-6")


def test_an_indicator_takes_nothing_from_a_question_that_few_answered(project: Project) -> None:
    survey = make_survey(project)
    feed = SurveyFeed(project=project, indicator="abcdefg", survey=survey, question="child", reckoning="mean")
    make_round(survey, [SHEET] * 6 + [{**SHEET, "child": 7}] * 4)
    few = values_of([feed], datetime.date(2026, 5, 1))

    make_round(survey, [SHEET] * 6 + [{**SHEET, "child": 7}] * 5)
    enough = values_of([feed], datetime.date(2026, 5, 1))

    assert few == {}
    assert enough["abcdefg"].value == 7
