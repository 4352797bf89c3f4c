"""A survey that is open, with every kind of question, and people who answer it."""

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from plon.projects.models import Project
from plon.responses.actions import take_sheet
from plon.responses.answers import clean
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire, Section, to_json
from tests.factories import ProjectFactory

Answering = Callable[..., bool]


def words(text: str) -> dict[str, str]:
    return {"pl": f"{text} (po polsku)", "en": text}


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, words(key.title())) for key in keys)


QUESTIONS = (
    Question("role", "single", words("You are"), {}, is_required=True, options=options("pupil", "teacher", "parent")),
    Question("used", "multiple", words("You used"), {}, options=options("film", "book", "game")),
    Question("mood", "scale", words("How was it?"), words("One step"), lowest=Decimal(1), highest=Decimal(5),
             ends=options("bad", "good")),
    Question("skills", "matrix", words("You can"), {}, statements=options("plan", "check"), lowest=Decimal(1),
             highest=Decimal(4)),
    Question("classes", "number", words("How many classes?"), {}, lowest=Decimal(0),
             condition=Condition("role", frozenset({"teacher"}))),
    Question("why", "text", words("Why?"), {}),
    Question("better", "text", words("What would be better?"), {}),
    Question("day", "date", words("When did you use it?"), {}),
)  # fmt: skip


def questionnaire(
    *questions: Question, is_anonymous: bool = True, has_pairs: bool = False, smallest_group: int = 5, **fields: Any
) -> Questionnaire:
    return Questionnaire(
        title=words("After the lesson"), intro=words("Five questions."), thanks=words("Thanks a lot!"), base="pl",
        languages=("pl", "en"), is_anonymous=is_anonymous, has_pairs=has_pairs, smallest_group=smallest_group,
        sections=(Section("all", words("All"), {}, questions or QUESTIONS),), asked_by="School No. 7",
        privacy=words("To make the lessons better."), **fields,
    )  # fmt: skip


def open_round(asked: Questionnaire | None = None, *, survey: Survey | None = None, **fields: Any) -> Round:
    """Make a round that is open, as it lies in the database when somebody has opened it."""
    asked = asked or questionnaire()
    survey = survey or Survey.objects.create(
        project=fields.pop("project", None) or ProjectFactory(), name="Lessons", is_anonymous=asked.is_anonymous,
        has_pairs=asked.has_pairs, smallest_group=asked.smallest_group,
    )  # fmt: skip
    return Round.objects.create(
        survey=survey, state=SurveyState.OPEN, opened_at=timezone.now() - datetime.timedelta(hours=1),
        questionnaire=to_json(asked), **fields,
    )  # fmt: skip


def close_round(asked: Round) -> None:
    """Close a round as the room of surveys does, in so far as it concerns answers."""
    from plon.responses.actions import close_figures  # only here

    Round.objects.filter(pk=asked.pk).update(state=SurveyState.CLOSED, closed_at=timezone.now())
    asked.refresh_from_db()
    close_figures(asked)


def answer(asked: Round, *, sheet: str = "", language: str = "en", **fields: Any) -> bool:
    """Send a sheet: values by key of question, "skills-plan" for a line of a table, "code" for a code."""
    from plon.responses.queries import questionnaire_of  # only here

    code, person = fields.pop("code", ""), fields.pop("person", None)
    sent = {
        f"q-{key}": [str(each) for each in (value if isinstance(value, list) else [value])]
        for key, value in ({"role": "pupil"} | fields).items()
    }
    cleaned = clean(questionnaire_of(asked), sent, language)
    assert cleaned.is_valid, cleaned.errors
    return take_sheet(
        asked, cleaned=cleaned, sheet=sheet or str(uuid.uuid4()), language=language, code=code, person=person
    )


@pytest.fixture
def asked(project: Project) -> Round:
    return open_round(project=project)
