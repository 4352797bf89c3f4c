"""Surveys: what they ask, in all languages, and their rounds. Whom to ask about them and their links stay here.

A round that is open where the package is made arrives closed: its people answer there, not here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.packages.parts import register_exceptions, register_part
from plon.packages.refusals import BagRefused
from plon.packages.tables import AT_ONCE, Leaving, Row, Scope, Table, plain
from plon.surveys.drafting.draft import draft_from_json, draft_to_json
from plon.surveys.enums import SurveyState
from plon.surveys.models import Draft, Round, Survey
from plon.surveys.questionnaire import UnreadableQuestionnaire, from_json, to_json

PERSON = "a person's name and address"


def _close(row: Row, _key: int) -> None:
    if row["state"] == SurveyState.OPEN:
        row["state"] = SurveyState.CLOSED.value
        if "closed_at" in row:
            row["closed_at"] = plain(timezone.now())


def _round_leaves(row: Row, key: int) -> None:
    _close(row, key)
    if row["questionnaire"]:
        row["questionnaire"] = {**row["questionnaire"], "contact": ""}


def _round_arrives(arrived: Any, _loading: Any) -> None:
    """What was asked is read before it is kept: pages trust it."""
    if arrived.questionnaire:
        arrived.questionnaire = to_json(_read(lambda: from_json(arrived.questionnaire)))
    if arrived.state == SurveyState.OPEN:
        arrived.state, arrived.closed_at = SurveyState.CLOSED, timezone.now()


def _read(read: Any) -> Any:
    try:
        return read()
    except UnreadableQuestionnaire as wrong:
        raise ValidationError(_("The questions of a survey are damaged at “%(place)s”.") % {"place": wrong}) from wrong


def _dump(scope: Scope, leaving: Leaving) -> Iterator[Row]:
    """Yield what each survey asks; it hangs on its survey and has no name of its own."""
    if scope.is_public or scope.result is not None:
        return
    drafts = Draft.objects.filter(survey__project=scope.project.pk).order_by("pk")
    for survey, content in drafts.values_list("survey__public_id", "content").iterator(chunk_size=AT_ONCE):
        if survey in leaving.names.get("surveys.survey", ()):
            yield {"survey": survey, "content": content}


def _load(row: Row, loading: Any) -> None:
    key = loading.made.get(("surveys.survey", str(row["survey"])))
    content = row["content"]
    if key is None or not isinstance(content, Mapping):
        raise BagRefused(_("The questions of a survey are damaged at “%(place)s”."), {"place": "survey"})
    try:
        draft = draft_from_json(content) if content else None
    except UnreadableQuestionnaire as wrong:
        raise BagRefused(_("The questions of a survey are damaged at “%(place)s”."), {"place": wrong}) from wrong
    Draft(survey_id=key, content=draft_to_json(draft) if draft else {}).save()


def register() -> None:
    register_part(
        150,
        "surveys",
        Table(Survey, project="project", left_out={"contact": PERSON}, mend=_close),
        Table(
            Round,
            project="survey__project",
            left_out={"secret": "leads to the page of answering here"},
            mend=_round_leaves,
            adjust=_round_arrives,
        ),
        dump=_dump,
        load=_load,
    )
    register_exceptions({"surveys.Draft": "leaves with its survey, written by `rooms.surveys`"})
