"""Rounds are planned, opened and closed, by people or by the clock; what was opened keeps what it asked."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.models import Project
from plon.surveys import actions, closing
from plon.surveys.clock import open_and_close
from plon.surveys.enums import Moment, SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.queries import asked_in, questionnaire_of, rounds_of
from plon.surveys.refusals import NotReady, Promised, WrongState
from plon.surveys.round_forms import RoundForm
from tests.factories import ActivityFactory, ProjectFactory
from tests.surveys.conftest import fresh, scale, translated

DAY = datetime.timedelta(days=1)


@pytest.fixture
def planned(survey: Survey, editor: User) -> Round:
    return actions.add_round(survey, by=editor, label="Opole", moment=Moment.ONCE)


def test_opening_keeps_what_is_asked_in_every_language_in_which_nothing_is_missing(
    survey: Survey, planned: Round, editor: User
) -> None:
    actions.change_survey(survey, by=editor, languages=["pl", "de"])
    translated(survey, editor)
    opened = actions.open_round(planned, by=editor)
    asked = asked_in(opened)
    assert (opened.state, asked.languages) == (SurveyState.OPEN, ("en", "pl"))
    assert asked.sections == questionnaire_of(fresh(survey)).sections
    assert fresh(survey).state == SurveyState.OPEN


def test_a_change_of_the_survey_is_for_later_rounds_alone(survey: Survey, planned: Round, editor: User) -> None:
    actions.open_round(planned, by=editor)
    question = questionnaire_of(survey).questions[0]
    actions.change_question(survey, by=editor, question=scale("Was it good?", key=question.key))
    planned.refresh_from_db()
    assert asked_in(planned).questions[0].words == {"en": "How was it?"}
    later = actions.open_round(actions.add_round(survey, by=editor), by=editor)
    assert asked_in(later).questions[0].words == {"en": "Was it good?"}


def test_what_is_missing_is_said_and_nothing_opens(project: Project, editor: User) -> None:
    empty = actions.create_survey(project, by=editor, name="Empty", base_language="en")
    planned = actions.add_round(empty, by=editor)
    with pytest.raises(NotReady, match="Nothing is asked yet"):
        actions.open_round(planned, by=editor)
    planned.refresh_from_db()
    assert (planned.state, planned.questionnaire) == (SurveyState.DRAFT, {})


def test_sections_that_ask_nothing_are_not_shown_to_people(survey: Survey, planned: Round, editor: User) -> None:
    actions.add_section(survey, by=editor, title="Nothing yet")
    assert len(asked_in(actions.open_round(planned, by=editor)).sections) == 1


def test_a_round_opens_and_closes_once(planned: Round, editor: User) -> None:
    actions.open_round(planned, by=editor)
    with pytest.raises(WrongState, match="opened already"):
        actions.open_round(planned, by=editor)
    actions.close_round(planned, by=editor)
    with pytest.raises(WrongState, match="not open"):
        actions.close_round(planned, by=editor)
    planned.refresh_from_db()
    assert planned.survey.state == SurveyState.CLOSED
    kinds = Event.objects.filter(kind__startswith="survey_round").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["survey_round.added", "survey_round.opened", "survey_round.closed"]


def test_rooms_above_do_their_part_when_a_round_closes(
    planned: Round, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setitem(closing._closings, "test", lambda closed: seen.append(closed.state))
    actions.close_round(actions.open_round(planned, by=editor), by=editor)
    assert seen == [SurveyState.CLOSED]


def test_answers_are_counted_by_the_rooms_above(planned: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "_counters", {"one": lambda ids: dict.fromkeys(ids, 2), "two": lambda _ids: {}})
    assert closing.received_of([planned.pk, 7]) == {planned.pk: 2, 7: 2}
    assert closing.received_of([]) == {}


def test_the_clock_opens_and_closes(survey: Survey, editor: User) -> None:
    now = timezone.now()
    due = actions.add_round(survey, by=editor, opens_at=now - DAY, closes_at=now + DAY)
    later = actions.add_round(survey, by=editor, opens_at=now + DAY)
    missed = actions.add_round(survey, by=editor, opens_at=now - 2 * DAY, closes_at=now - DAY)
    open_and_close()
    assert _states(due, later, missed) == ["open", "draft", "draft"]
    Round.objects.filter(pk=due.pk).update(closes_at=now - DAY / 2)
    open_and_close()
    open_and_close()
    assert _states(due, later, missed) == ["closed", "draft", "draft"]
    closed = Event.objects.get(kind="survey_round.closed")
    assert (closed.actor_id, closed.actor_label) == (None, "")


def test_what_the_clock_can_not_open_does_not_hold_up_the_rest(survey: Survey, editor: User) -> None:
    now = timezone.now()
    empty = actions.create_survey(survey.project, by=editor, name="Empty", base_language="en")
    stuck = actions.add_round(empty, by=editor, opens_at=now - 2 * DAY)
    due = actions.add_round(survey, by=editor, opens_at=now - DAY)
    open_and_close()
    assert _states(stuck, due) == ["draft", "open"]


def _states(*rounds: Round) -> list[str]:
    return [Round.objects.get(pk=each.pk).state for each in rounds]


def test_whether_answers_are_taken_follows_state_and_day(planned: Round, editor: User) -> None:
    now = timezone.now()
    assert not planned.is_open_at(now)
    opened = actions.open_round(planned, by=editor)
    assert opened.is_open_at(now)
    opened.closes_at = now + DAY
    assert (opened.is_open_at(now), opened.is_open_at(now + DAY)) == (True, False)


@pytest.mark.parametrize(
    ("change", "refused"),
    [({"is_anonymous": False}, True), ({"smallest_group": 5}, True), ({"keep_until": None}, True),
     ({"keep_until": datetime.date(2099, 1, 1)}, True), ({"smallest_group": 9}, False),
     ({"keep_until": datetime.date(2027, 1, 1)}, False), ({"name": "Other"}, False)],
)  # fmt: skip
def test_what_people_were_told_can_not_be_taken_back(
    survey: Survey, planned: Round, editor: User, change: dict[str, Any], refused: object
) -> None:
    actions.change_survey(survey, by=editor, smallest_group=8)
    actions.open_round(planned, by=editor)
    if refused:
        with pytest.raises(Promised):
            actions.change_survey(survey, by=editor, **change)
        assert fresh(survey).is_anonymous
    else:
        actions.change_survey(survey, by=editor, **change)
        assert getattr(fresh(survey), next(iter(change))) == next(iter(change.values()))


def test_before_anyone_is_asked_an_anonymous_survey_may_become_another(survey: Survey, editor: User) -> None:
    actions.change_survey(survey, by=editor, is_anonymous=False)
    assert "not anonymous" in questionnaire_of(fresh(survey)).privacy["en"]
    actions.write_texts(survey, by=editor, language="en", texts={"privacy": "In our own words."})
    actions.change_survey(survey, by=editor, is_anonymous=True)
    privacy = questionnaire_of(fresh(survey)).privacy
    assert privacy["en"] == "In our own words."
    assert "Odpowiedzi są anonimowe" in privacy["pl"]


def test_an_open_round_takes_another_last_day_but_no_other_first_one(planned: Round, editor: User) -> None:
    opened = actions.open_round(planned, by=editor)
    last = timezone.now() + DAY
    assert actions.change_round(opened, by=editor, closes_at=last, version=opened.version).closes_at == last
    with pytest.raises(WrongState):
        actions.change_round(opened, by=editor, opens_at=last)
    with pytest.raises(ChangedMeanwhile):
        actions.change_round(opened, by=editor, label="Nysa", version=1)


def test_rounds_link_to_their_own_project_and_survey_alone(survey: Survey, planned: Round, editor: User) -> None:
    with pytest.raises(WrongState, match="another project"):
        actions.add_round(survey, by=editor, activity=ActivityFactory(project=ProjectFactory()))
    other = actions.copy_survey(survey, by=editor, project=survey.project)
    with pytest.raises(WrongState, match="same survey"):
        actions.add_round(other, by=editor, compared_with=planned)
    with pytest.raises(WrongState, match="same survey"):
        actions.change_round(planned, by=editor, compared_with=planned)


def test_two_rounds_that_are_closed_stay_compared(survey: Survey, planned: Round, editor: User) -> None:
    """Comparing with one round after the other would tell who is in one pair more."""
    first = actions.open_round(planned, by=editor)
    other = actions.open_round(actions.add_round(survey, by=editor), by=editor)
    second = actions.open_round(actions.add_round(survey, by=editor, compared_with=other), by=editor)
    first, second = (actions.close_round(each, by=editor) for each in (first, second))
    second = actions.change_round(second, by=editor, compared_with=first)
    assert "compared_with" not in RoundForm(survey=survey, the_round=second).fields
    for another in (other, None):
        with pytest.raises(WrongState):
            actions.change_round(second, by=editor, compared_with=another)


def test_only_a_planned_round_is_taken_back(survey: Survey, planned: Round, editor: User) -> None:
    opened = actions.open_round(actions.add_round(survey, by=editor), by=editor)
    actions.remove_round(planned, by=editor)
    with pytest.raises(WrongState):
        actions.remove_round(opened, by=editor)
    assert list(rounds_of(survey.project)) == [opened]


def test_a_survey_is_not_removed_while_people_answer(survey: Survey, planned: Round, coordinator: User) -> None:
    opened = actions.open_round(planned, by=coordinator)
    with pytest.raises(WrongState):
        actions.remove_survey(survey, by=coordinator)
    actions.close_round(opened, by=coordinator)
    actions.remove_survey(survey, by=coordinator)
    assert not Survey.objects.exists()
