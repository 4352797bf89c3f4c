"""What the pages of results show, to whom, and from how many answers on."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from plon.accounts.models import User
from plon.charts.files import as_csv
from plon.projects.models import Project
from plon.responses.figures import QuestionFigures
from plon.responses.models import FreeText
from plon.surveyresults.numbers import steps_of
from plon.surveyresults.presenting import round_result
from plon.surveyresults.queries import asked_rounds
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round, Survey
from tests.conftest import client_of
from tests.surveyresults.rounds import (
    DATE,
    MATRIX,
    NUMBER,
    SCALE,
    SHEET,
    SINGLE,
    make_round,
    make_survey,
    questionnaire,
)

PARENT = {**SHEET, "who": "p", "good": 2, "child": 7}


@pytest.fixture
def survey(project: Project) -> Survey:
    return make_survey(project)


def address(name: str, asked: Round, *more: str) -> str:
    return reverse(f"surveyresults:{name}", args=[asked.survey.project.public_id, asked.survey.public_id,
                                                  asked.public_id, *more])  # fmt: skip


def page_of(person: User, asked: Round) -> str:
    return client_of(person).get(address("round", asked)).content.decode()


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_round_shows_each_question_with_chart_table_and_sentence(survey: Survey, contributor: User) -> None:
    asked = make_round(survey, [SHEET] * 6 + [PARENT] * 2, texts=[("say", "Fine")] * 6)

    words = words_of(page_of(contributor, asked))

    assert "8 answers. Most often chosen: “a teacher” (75 %)." in words
    assert "8 answers. Mean 3.5 on a scale from 1 to 5. 75 % chose 4 or 5." in words
    assert "Rated highest: “measure water” (mean 5); lowest: “speak to the mayor” (mean 2)." in words
    assert "How many pupils? 8 answers Mean 24 Sum 192 Standard deviation 0" in words
    assert "a parent 2 (25 %)" in words


def test_a_question_reads_in_the_language_of_the_page_else_in_its_own(survey: Survey) -> None:
    make_round(survey, [SHEET] * 5)
    (asked,) = asked_rounds(survey)

    with translation.override("pl"):
        result = round_result(asked.round, asked.questionnaire, asked.shown, "pl")

    assert [question.text for question in result.sections[0].questions][:2] == ["Kim jesteś?", "What did you like?"]


def test_nothing_is_shown_of_too_few(survey: Survey, coordinator: User) -> None:
    asked = make_round(survey, [], waiting=4)

    page = page_of(coordinator, asked)

    assert "Fewer than 5 people answered. Their answers are never shown" in words_of(page)
    assert "a teacher" not in page
    for name, *more in (("chart", "who", "png"), ("summary",)):
        assert client_of(coordinator).get(address(name, asked, *more)).status_code == 404


def test_while_open_it_says_how_many_are_missing_and_keeps_itself_up_to_date(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 5, waiting=7, state=SurveyState.OPEN)

    page = page_of(editor, asked)

    assert "3 more answers until the next figures." in words_of(page)
    live = re.search(r'hx-get="([^"]+)"', page)
    assert live
    same = client_of(editor).get(live[1].replace("&amp;", "&")).content.decode()
    assert "answers received" in same
    assert "survey-figures" not in same
    news = client_of(editor).get(address("live", asked) + "?seen=0").content.decode()
    assert 'id="survey-figures"' in news
    assert "hx-swap-oob" in news


def test_a_question_that_few_were_asked_is_withheld(survey: Survey, coordinator: User) -> None:
    asked = make_round(survey, [SHEET] * 6 + [PARENT] * 4)

    page = page_of(coordinator, asked)

    assert "How old is your child? Fewer than 5 people answered this question, so nothing is shown." in words_of(page)
    assert client_of(coordinator).get(address("chart", asked, "child", "csv")).status_code == 404


def test_the_group_that_people_were_promised_counts(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 8, asked=questionnaire(SINGLE, SCALE, smallest_group=8))
    Survey.objects.update(smallest_group=5)

    (found,) = asked_rounds(survey)

    assert found.questionnaire.smallest_group == 8
    assert "a teacher" in page_of(editor, asked)


def test_a_chart_is_handed_out_as_picture_and_table(survey: Survey, contributor: User) -> None:
    asked = make_round(survey, [SHEET] * 5)
    client = client_of(contributor)

    csv, svg, png = (client.get(address("chart", asked, "who", ending)) for ending in ("csv", "svg", "png"))

    assert csv.content.decode("utf-8-sig").splitlines() == [
        "Answer,People", "a teacher,5 (100\u00a0%)", "a parent,0 (0\u00a0%)", "'=1+1,0 (0\u00a0%)",
    ]  # fmt: skip
    assert svg.content.startswith(b"<svg")
    assert png.content.startswith(b"\x89PNG")
    assert client.get(address("chart", asked, "say", "png")).status_code == 404
    assert client.get(address("chart", asked, "who", "exe")).status_code == 404
    assert client.get(address("chart", asked, "nothing", "png")).status_code == 404


def test_texts_stand_apart_are_searched_and_paged(survey: Survey, editor: User) -> None:
    texts = [("say", f"Żaba number {number}") for number in range(40)] + [("say", "<b>Rain</b> 🙂 مطر")]
    asked = make_round(survey, [SHEET] * 41, texts=texts)

    client = client_of(editor)
    whole = client.get(address("texts", asked)).content.decode()
    second = client.get(address("texts", asked) + "?page=2").content.decode()
    found = client.get(address("texts", asked) + "?question=say&q=zaba+39").content.decode()

    assert whole.count("Żaba number") + second.count("Żaba number") == 40
    assert "&lt;b&gt;Rain&lt;/b&gt; 🙂 مطر" in whole + second
    assert "1 of 41 texts has these words." in words_of(found)
    assert "Żaba number 39" in found
    assert client.get(address("texts", asked) + "?question=who").status_code == 404


def test_texts_come_in_an_order_that_tells_nothing(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 30, texts=[("say", f"{number:03}") for number in range(30)])

    page = client_of(editor).get(address("texts", asked)).content.decode()

    shown = re.findall(r"\b(0\d\d)\b", page)
    assert sorted(shown) == [f"{number:03}" for number in range(30)]
    assert shown != sorted(shown)


def test_texts_of_few_and_texts_that_wait_are_not_shown(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 9, texts=[("say", "only four said this")] * 4)
    FreeText.objects.create(round=asked, question="say", text="not counted yet")

    page = client_of(editor).get(address("texts", asked)).content.decode()

    assert "No texts to read" in page
    assert "only four" not in page


def test_figures_are_for_the_team_and_officers_texts_for_editors(
    survey: Survey, contributor: User, officer: User, stranger: User
) -> None:
    asked = make_round(survey, [SHEET] * 5, texts=[("say", "Fine")] * 5)

    for person in (contributor, officer):
        client = client_of(person)
        assert client.get(address("round", asked)).status_code == 200
        assert client.get(address("summary", asked)).status_code == 200
        assert client.get(address("texts", asked)).status_code == 403
        assert client.get(address("file", asked, "answers.csv")).status_code == 403
    assert client_of(stranger).get(address("round", asked)).status_code == 404


def test_names_are_for_coordinators_alone(project: Project, coordinator: User, editor: User) -> None:
    asked = make_round(make_survey(project, is_anonymous=False), [SHEET] * 5)

    page = client_of(coordinator).get(address("people", asked)).content.decode()

    assert "Person 3" in page
    assert "Person 3" not in page_of(editor, asked)
    assert client_of(editor).get(address("people", asked)).status_code == 403


def test_an_anonymous_survey_has_no_page_of_names(survey: Survey, coordinator: User) -> None:
    asked = make_round(survey, [SHEET] * 5)

    assert client_of(coordinator).get(address("people", asked)).status_code == 404
    assert client_of(coordinator).get(address("people_file", asked, "people.csv")).status_code == 404


def test_rounds_are_compared_question_by_question(survey: Survey, contributor: User) -> None:
    make_round(survey, [{**SHEET, "good": 2}] * 5, label="Spring")
    make_round(survey, [{**SHEET, "good": 4}] * 10, label="Autumn")
    make_round(survey, [], waiting=3, label="Nobody")

    page = client_of(contributor).get(
        reverse("surveyresults:compared", args=[survey.project.public_id, survey.public_id])
    ).content.decode()  # fmt: skip

    words = words_of(page)
    assert "Spring (5 answers) Autumn (10 answers)" in words
    assert "Mean 2 4" in words
    assert "Nobody (" not in words
    assert "How old is your child?" not in words


def test_other_words_and_other_steps_are_told_apart(survey: Survey, contributor: User) -> None:
    make_round(survey, [SHEET] * 5, asked=questionnaire(SINGLE, SCALE, MATRIX))
    again = (replace(SINGLE, words={"en": "Who, please?"}), replace(SCALE, highest=Decimal(7)), MATRIX)
    make_round(survey, [SHEET] * 5, asked=questionnaire(*again))

    page = words_of(
        client_of(contributor)
        .get(reverse("surveyresults:compared", args=[survey.project.public_id, survey.public_id]))
        .content.decode()
    )

    assert page.count("The question was worded differently") == 1
    assert "How good was it?" not in page


def test_a_survey_nobody_was_asked_says_what_to_do(survey: Survey, editor: User) -> None:
    page = client_of(editor).get(
        reverse("surveyresults:survey", args=[survey.project.public_id, survey.public_id])
    ).content.decode()  # fmt: skip

    assert "Open a round of the survey" in page


@pytest.mark.parametrize("name", ["round", "live", "texts"])
def test_a_page_asks_as_much_for_one_round_as_for_three(survey: Survey, editor: User, name: str) -> None:
    asked = make_round(survey, [SHEET] * 5, texts=[("say", "Fine")] * 5)
    client = client_of(editor)
    client.get(address(name, asked))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address(name, asked))
    for _number in range(2):
        make_round(survey, [SHEET] * 20, texts=[("say", "Fine")] * 20)
    with CaptureQueriesContext(connection) as three:
        client.get(address(name, asked))

    assert len(three) == len(one)
    # No figure is counted while somebody waits.
    assert not [query for query in three.captured_queries if "responses_response" in query["sql"]]


def test_numbers_beyond_all_bounds_are_written_out(survey: Survey, editor: User) -> None:
    sheets = [{"pupils": number} for number in ("9223372036854775808", "-5", "0.5", "1" + "0" * 29, "7")]
    asked = make_round(survey, sheets, asked=questionnaire(NUMBER))

    page = words_of(page_of(editor, asked))

    assert "100,000,000,009,223,372,036,854,775,810.5" in page


def test_steps_are_counted_from_the_lowest_on() -> None:
    found = steps_of(QuestionFigures("q", 5, {"10": 2, "2": 3, "1": 0}))

    assert found.people == {1: 0, 2: 3, 10: 2}
    assert (float(found.mean or 0), found.top) == (5.2, 1.0)


def test_a_csv_of_a_chart_agrees_with_the_page(survey: Survey) -> None:
    make_round(survey, [SHEET] * 5)
    (asked,) = asked_rounds(survey)

    result = round_result(asked.round, asked.questionnaire, asked.shown, "en")
    scale = next(each for each in result.sections[0].questions if each.key == "good")

    assert scale.chart
    assert (
        "All answers ·\u00a0mean\u00a04,0 (0\u00a0%),0 (0\u00a0%),0 (0\u00a0%),5 (100\u00a0%),0 (0\u00a0%)"
        in as_csv(scale.chart).decode("utf-8-sig")
    )


def test_many_days_are_told_by_month(survey: Survey, editor: User) -> None:
    sheets = [{"day": f"2026-05-{number + 1:02}"} for number in range(12)] + [{"day": "2026-06-01"}] * 2
    asked = make_round(survey, sheets, asked=questionnaire(DATE))

    words = words_of(page_of(editor, asked))

    assert "May 2026 12 June 2026 2" in words
