"""A survey with three questions in two languages, ready to be opened."""

from decimal import Decimal

import pytest

from plon.accounts.models import User
from plon.projects.models import Project
from plon.surveys.actions import add_question, create_survey, write_texts
from plon.surveys.actions.texts import texts_of
from plon.surveys.models import Survey
from plon.surveys.questionnaire import Condition, Option, Question

ABOUT = {"asked_by": "School No. 5", "contact": "Ana, ana@example.org"}


@pytest.fixture
def survey(project: Project, editor: User) -> Survey:
    """«How was it?» on a scale; what was too little, if it was bad; a text."""
    made = create_survey(
        project, by=editor, name="After the workshop", kind="event", base_language="en", languages=["pl"], **ABOUT
    )
    liked = add_question(made, by=editor, question=scale("How was it?"))
    add_question(
        made,
        by=editor,
        question=Question(
            "", "single", {"en": "What was too little?"}, options=(option("Time"), option("Practice")),
            condition=Condition(liked.key, frozenset({"1", "2"})),
        ),
    )  # fmt: skip
    add_question(made, by=editor, question=Question("", "text", {"en": "What do you take home?"}))
    return fresh(made)


def option(text: str, key: str = "") -> Option:
    return Option(key, {"en": text})


def scale(text: str, *, key: str = "") -> Question:
    return Question(key, "scale", {"en": text}, is_required=True, lowest=Decimal(1), highest=Decimal(5))


def fresh(survey: Survey) -> Survey:
    """Return the survey as the database has it now."""
    return Survey.objects.select_related("draft", "project").get(pk=survey.pk)


def translated(survey: Survey, by: User, language: str = "pl") -> Survey:
    """Say everything in a language, with its base text turned to capitals."""
    texts = {place: text.upper() for place, text in texts_of(fresh(survey), "en").items()}
    write_texts(survey, by=by, language=language, texts=texts)
    return fresh(survey)
