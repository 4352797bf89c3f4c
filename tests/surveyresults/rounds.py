"""Rounds of a survey as they lie in the database once people have answered."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from plon.projects.models import Project
from plon.responses.adding import add_sheets, add_texts
from plon.responses.models import FreeText, IdentifiedResponse, Response, RoundFigures
from plon.surveys.enums import Moment, QuestionKind, SurveyState
from plon.surveys.models import Draft, Round, Survey
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire, Section, to_json


def words(en: str, pl: str = "") -> dict[str, str]:
    return {"en": en, "pl": pl} if pl else {"en": en}


SINGLE = Question(
    "who", QuestionKind.SINGLE, words("Who are you?", "Kim jesteś?"),
    options=(
        Option("t", words("a teacher", "nauczycielem")), Option("p", words("a parent")), Option("=x", words("=1+1")),
    ),
)  # fmt: skip
MULTIPLE = Question(
    "liked", QuestionKind.MULTIPLE, words("What did you like?"),
    options=(Option("w", words("the walk")), Option("f", words("the food"))),
)  # fmt: skip
SCALE = Question(
    "good", QuestionKind.SCALE, words("How good was it?"), lowest=Decimal(1), highest=Decimal(5),
    ends=(Option("low", words("bad")), Option("high", words("very good"))),
)  # fmt: skip
MATRIX = Question(
    "can", QuestionKind.MATRIX, words("I can …"), lowest=Decimal(1), highest=Decimal(5),
    statements=(Option("a", words("measure water")), Option("b", words("speak to the mayor"))),
)  # fmt: skip
NUMBER = Question("pupils", QuestionKind.NUMBER, words("How many pupils?"))
DATE = Question("day", QuestionKind.DATE, words("Which day?"))
TEXT = Question("say", QuestionKind.TEXT, words("What else?"))
ONLY_PARENTS = Question(
    "child", QuestionKind.SCALE, words("How old is your child?"), lowest=Decimal(0), highest=Decimal(10),
    condition=Condition("who", frozenset({"p"})),
)  # fmt: skip
ALL = (SINGLE, MULTIPLE, SCALE, MATRIX, NUMBER, DATE, TEXT, ONLY_PARENTS)
SHEET = {
    "who": "t", "liked": ["w"], "good": 4, "can": {"a": 5, "b": 2}, "pupils": "24", "day": "2026-05-03",
}  # fmt: skip


def questionnaire(*questions: Question, is_anonymous: bool = True, smallest_group: int = 5) -> Questionnaire:
    return Questionnaire(
        title=words("The walk"), intro={}, thanks={}, base="en", languages=("en", "pl"), is_anonymous=is_anonymous,
        has_pairs=False, sections=(Section("s", words("About the walk"), {}, questions or ALL),),
        smallest_group=smallest_group,
    )  # fmt: skip


def make_survey(project: Project, **values: Any) -> Survey:
    survey = Survey.objects.create(project=project, name="After the walk", base_language="en", **values)
    Draft.objects.create(survey=survey)
    return survey


def make_round(
    survey: Survey,
    sheets: Sequence[Mapping[str, Any]] = (),
    *,
    asked: Questionnaire | None = None,
    texts: Sequence[tuple[str, str]] = (),
    waiting: int = 0,
    state: str = SurveyState.CLOSED,
    moment: str = Moment.ONCE,
    label: str = "",
) -> Round:
    """Make a round: `sheets` and `texts` are counted, `waiting` more came that are not."""
    asked = asked or questionnaire(is_anonymous=survey.is_anonymous)
    made = Round.objects.create(
        survey=survey, questionnaire=to_json(asked), state=state, moment=moment, label=label,
        opened_at=timezone.now() - datetime.timedelta(days=3),
        closed_at=timezone.now() if state == SurveyState.CLOSED else None,
    )  # fmt: skip
    content = add_texts(add_sheets({}, asked, sheets), (key for key, _text in texts))
    RoundFigures.objects.create(
        round=made, counted=len(sheets), received=len(sheets) + waiting, waiting=waiting, content=content,
        is_final=state == SurveyState.CLOSED,
    )  # fmt: skip
    if asked.is_anonymous:
        Response.objects.bulk_create(Response(round=made, answers=dict(sheet), is_counted=True) for sheet in sheets)
        Response.objects.bulk_create(Response(round=made, answers=SHEET) for _number in range(waiting))
        FreeText.objects.bulk_create(
            FreeText(round=made, question=key, text=text, is_counted=True) for key, text in texts
        )
    else:
        IdentifiedResponse.objects.bulk_create(
            IdentifiedResponse(
                round=made, mark=f"{number:064}", language="en", name=f"Person {number}",
                email=f"p{number}@example.org", answers=dict(sheet), is_counted=True,
            )
            for number, sheet in enumerate(sheets)
        )  # fmt: skip
    return made
