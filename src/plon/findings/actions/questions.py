"""The evaluation plan: add, change, mark as done, take out."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.findings.actions.saving import check_project, kept_of, locked, save_row
from plon.findings.models import EvaluationQuestion
from plon.findings.refusals import NotDoneYet
from plon.history.models import Event
from plon.history.record import record
from plon.projects.models import Project

QUESTION_FIELDS = (
    "question", "criterion", "indicator", "survey", "result", "methods", "who", "responsible", "moment", "due_on",
    "done_on", "use",
)  # fmt: skip
KEPT = ("public_id", *QUESTION_FIELDS, "origin")


@transaction.atomic
def add_question(project: Project, *, by: User, **fields: Any) -> EvaluationQuestion:
    """Put a question into the evaluation plan.

    Args:
        project: the project.
        by: who plans.
        **fields: see `QUESTION_FIELDS`.

    Raises:
        NotDoneYet: it is said to be done on a day to come.
        OfAnotherProject: what it asks of is of another project.
        ValidationError: a field is malformed.
    """
    question = EvaluationQuestion(project=project, **fields)
    _check(question)
    question.full_clean()
    question.save()
    record("evaluation_question.added", by=by, subject=question, project_id=project.pk)
    return question


@transaction.atomic
def change_question(
    row: EvaluationQuestion, /, *, by: User, version: int | None = None, **fields: Any
) -> EvaluationQuestion:
    """Change a question; a day in `done_on` says that it was answered then.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        NotDoneYet, OfAnotherProject, ValidationError: see `add_question`.
    """
    found = locked(row, version)
    changes = save_row(found, fields, QUESTION_FIELDS)
    _check(found)
    if changes:
        kind = "evaluation_question.done" if set(changes) == {"done_on"} and found.done_on else None
        record(
            kind or "evaluation_question.changed", by=by, subject=found, project_id=found.project_id, changes=changes
        )
    return found


def _check(question: EvaluationQuestion) -> None:
    check_project(question.project_id, question.indicator, question.survey, question.result)
    if question.done_on and question.done_on > timezone.localdate():
        raise NotDoneYet(_("Nothing can have been done on a day to come."), field="done_on")


def mark_done(question: EvaluationQuestion, *, by: User, on: datetime.date | None) -> EvaluationQuestion:
    """Say that a question was answered on a day, or with None that it was not yet."""
    return change_question(question, by=by, done_on=on)


@transaction.atomic
def remove_question(question: EvaluationQuestion, *, by: User) -> Event:
    """Take a question out of the evaluation plan; the history can put it back. Findings stay."""
    changes: dict[str, list[object]] = {
        "question": [question.question, None],
        "_question": [kept_of(question, KEPT)],
        "_findings": list(question.findings.values_list("public_id", flat=True)),
    }
    event = record("evaluation_question.removed", by=by, subject=question, project_id=question.project_id,
                   changes=changes)  # fmt: skip
    question.delete()
    return event
