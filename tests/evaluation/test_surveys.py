"""Indicators that a survey feeds, and what changed between two rounds; from sheets that people sent."""

from decimal import Decimal

import pytest

from plon.accounts.models import User
from plon.activities.ledger import load_ledger
from plon.evaluation.actions import feed_by_survey, keep_changes, write_down_values
from plon.evaluation.enums import Reason, SourceKind
from plon.evaluation.models import Change, SurveyFeed
from plon.evaluation.refusals import NotCountable
from plon.responses.queries import questionnaire_of
from plon.surveys.models import Round
from tests.activities.ledger_world import TODAY, Promised
from tests.conftest import client_of
from tests.evaluation.conftest import address, book, figures_of, indicator_of
from tests.responses.conftest import answer, close_round, open_round, questionnaire


@pytest.fixture
def asked(world: Promised) -> Round:
    return open_round(project=world.project)


def feed(world: Promised, by: User, asked: Round, question: str, reckoning: str, *options: str) -> SurveyFeed:
    return feed_by_survey(
        indicator_of(world, "content"), by=by, survey=asked.survey, questionnaire=questionnaire_of(asked),
        question=question, reckoning=reckoning, options=options,
    )  # fmt: skip


def send(asked: Round, *moods: int) -> None:
    for mood in moods:
        answer(asked, mood=mood, **{"skills-plan": 4, "skills-check": 2})


def test_a_survey_feeds_an_indicator_once_enough_people_answered(world: Promised, editor: User, asked: Round) -> None:
    feed(world, editor, asked, "mood", "top_share")
    send(asked, 5, 5, 4, 1)
    assert figures_of(world, "content").value is None

    send(asked, 5)
    close_round(asked)
    figures = figures_of(world, "content")
    assert (figures.value, figures.source, figures.as_of) == (80, SourceKind.SURVEY, TODAY)
    assert figures.reason == Reason.REACHED
    row = load_ledger(world.project, today=TODAY).row_of("indicator", world.ids["content"])
    assert row
    assert (row.done, row.proven) == (1, 1)


@pytest.mark.parametrize(("question", "reckoning", "options", "value"), [
    ("mood", "mean", (), "4"), ("mood", "count", (), "5"), ("skills/plan", "mean", (), "4"),
    ("skills/check", "top_share", (), "0"), ("role", "chosen_share", ("pupil",), "100"),
])  # fmt: skip
def test_each_way_of_counting_a_question(
    world: Promised, editor: User, asked: Round, question: str, reckoning: str, options: tuple[str, ...], value: str
) -> None:
    feed(world, editor, asked, question, reckoning, *options)
    send(asked, 5, 5, 4, 1, 5)
    close_round(asked)

    assert figures_of(world, "content").value == Decimal(value)


def test_a_value_of_a_survey_is_written_down_with_its_counts(world: Promised, editor: User, asked: Round) -> None:
    feed(world, editor, asked, "mood", "mean")
    send(asked, 5, 5, 4, 1, 5)
    close_round(asked)
    (kept,) = write_down_values(world.project, by=editor)

    assert kept.detail["counts"] == {"1": 1, "2": 0, "3": 0, "4": 1, "5": 3}
    assert (kept.detail["answered"], kept.detail["total"]) == (5, "20")
    page = client_of(editor).get(address(world, "content", f"values/{kept.public_id}/")).content.decode()
    assert "“Lessons”, question “How was it?”: the mean of the answers. 5 people answered it." in page


def test_the_newest_round_that_shows_something_counts(world: Promised, editor: User, asked: Round) -> None:
    feed(world, editor, asked, "mood", "mean")
    send(asked, 1, 1, 1, 1, 1)
    close_round(asked)
    later = open_round(survey=asked.survey)
    send(later, 5)
    assert figures_of(world, "content").value == 1

    send(later, 5, 5, 5, 5)
    close_round(later)
    assert figures_of(world, "content").value == 5


@pytest.mark.parametrize(("question", "reckoning", "options"), [
    ("why", "count", ()), ("nothere", "mean", ()), ("mood", "chosen_share", ("5",)), ("skills", "mean", ()),
    ("skills/nothere", "mean", ()), ("mood/plan", "mean", ()), ("role", "chosen_share", ()),
    ("role", "chosen_share", ("nothere",)), ("used", "chosen_share", ("film", "book")),
])  # fmt: skip
def test_what_cannot_be_counted_is_refused(
    world: Promised, editor: User, asked: Round, question: str, reckoning: str, options: tuple[str, ...]
) -> None:
    with pytest.raises(NotCountable):
        feed(world, editor, asked, question, reckoning, *options)


def test_a_survey_of_another_project_feeds_nothing(world: Promised, editor: User) -> None:
    with pytest.raises(NotCountable):
        feed(world, editor, open_round(), "mood", "mean")


def test_a_question_is_chosen_on_the_page(world: Promised, editor: User, asked: Round) -> None:
    client, door = client_of(editor), address(world, "content", "feed/")
    assert f'href="?survey={asked.survey.public_id}"' in client.get(door).content.decode()
    page = client.get(f"{door}?survey={asked.survey.public_id}").content.decode()
    assert '<optgroup label="How was it?">' in page
    assert "the share of people who chose “Teacher”, in %" in page
    assert "%%" not in page

    assert client.post(f"{door}?survey={asked.survey.public_id}", {"way": "mood|mood"}).status_code == 422
    assert (
        client.post(f"{door}?survey={asked.survey.public_id}", {"way": "role|chosen_share|teacher"}).status_code == 302
    )
    chosen = SurveyFeed.objects.get()
    assert (chosen.question, chosen.reckoning, chosen.options) == ("role", "chosen_share", ["teacher"])


def test_what_changed_is_kept_when_both_rounds_are_closed(world: Promised) -> None:
    asks = questionnaire(has_pairs=True)
    before = open_round(asks, project=world.project)
    after = open_round(asks, survey=before.survey, compared_with=before)
    for number in range(6):
        answer(before, mood=2, code=f"code {number}")
        answer(after, mood=2 if number == 0 else 4, code=f"code {number}")
    close_round(before)
    assert keep_changes() == 0
    close_round(after)
    assert keep_changes() == 1
    assert keep_changes() == 0

    (change,) = book(world).before_after
    assert (change.people, change.before, change.rose) == (6, 2, 5)
    assert (change.after, change.lowest, change.highest) == (Decimal("3.667"), 1, 5)
    assert {step.key: step.number for step in book(world).funnel.steps}["changed"] == 5


def test_too_few_pairs_tell_nothing(world: Promised) -> None:
    asks = questionnaire(has_pairs=True)
    before = open_round(asks, project=world.project)
    after = open_round(asks, survey=before.survey, compared_with=before)
    for number in range(6):
        answer(before, mood=2, code=f"code {number}")
        answer(after, mood=4, code=f"code {number + 3}")
    close_round(before)
    close_round(after)

    assert keep_changes() == 0
    assert Change.objects.count() == 0
    assert book(world).before_after == ()
