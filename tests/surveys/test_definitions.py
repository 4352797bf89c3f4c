"""A survey goes to a file and to another project, and comes back whole; files that are none are refused."""

import json
from dataclasses import replace

import pytest

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.restoring import restore
from plon.surveys import actions
from plon.surveys.definitions import definition_of, read_definition
from plon.surveys.models import Survey
from plon.surveys.problems import musts_of
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Questionnaire
from plon.surveys.refusals import NotADefinition
from tests.factories import ProjectFactory
from tests.surveys.conftest import fresh, translated


def written(questionnaire: Questionnaire) -> list[tuple[object, ...]]:
    return [
        (question.words, question.kind, [each.words for each in question.options], question.condition is not None)
        for question in questionnaire.questions
    ]


def test_a_survey_travels_in_a_file(survey: Survey, editor: User) -> None:
    translated(survey, editor)
    content = json.dumps(definition_of(fresh(survey))).encode()
    assert b"ana@example.org" not in content
    other = ProjectFactory()
    brought = fresh(actions.bring_survey(other, by=editor, definition=read_definition(content)))
    assert written(questionnaire_of(brought)) == written(questionnaire_of(fresh(survey)))
    assert (brought.name, brought.languages, brought.asked_by) == ("After the workshop", ["pl"], "")
    asked = replace(questionnaire_of(brought), asked_by="We", contact="us@example.org")
    assert musts_of(asked) == ()


def test_a_survey_is_copied_to_another_project(survey: Survey, editor: User) -> None:
    other: Project = ProjectFactory()
    copy = fresh(actions.copy_survey(survey, by=editor, project=other, name="Ours"))
    assert written(questionnaire_of(copy)) == written(questionnaire_of(survey))
    assert (copy.project, copy.name, copy.contact, copy.rounds.count()) == (other, "Ours", "", 0)


def test_a_removed_survey_comes_back_without_its_rounds(survey: Survey, coordinator: User) -> None:
    actions.add_round(survey, by=coordinator)
    before = questionnaire_of(survey)
    actions.remove_survey(survey, by=coordinator)
    restore(Event.objects.get(kind="survey.removed"), by=coordinator)
    back = Survey.objects.get(public_id=survey.public_id)
    assert questionnaire_of(fresh(back)) == before
    assert back.rounds.count() == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b'{"what": "plon-survey"}', b"[" * 100_000, b'{"what": "other"}',
     b'{"what": "plon-survey", "questionnaire": {"format": 1, "title": {"pl": "\\u0000"}}}', b"9" * 10_000],
)  # fmt: skip
def test_files_that_are_no_surveys_are_refused(content: bytes) -> None:
    with pytest.raises(NotADefinition):
        read_definition(content)


def test_a_survey_in_no_known_language_is_refused(survey: Survey, editor: User) -> None:
    content = definition_of(survey)
    content["questionnaire"]["base"] = "<script>"  # type: ignore[index]
    with pytest.raises(NotADefinition, match="languages"):
        actions.bring_survey(survey.project, by=editor, definition=read_definition(json.dumps(content).encode()))
