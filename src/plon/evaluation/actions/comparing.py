"""Keep what changed between two rounds of a survey, person by person, once both are closed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from plon.evaluation.models import Change
from plon.responses.figures import QuestionFigures
from plon.responses.pairs import COMPARED, pairs_of
from plon.responses.queries import questionnaire_of, shown_of
from plon.responses.tallying import group_of
from plon.surveyresults.changes import change_of
from plon.surveyresults.numbers import steps_of
from plon.surveys.enums import QuestionKind, SurveyState
from plon.surveys.models import Round
from plon.surveys.questionnaire import Question, Questionnaire


def keep_changes_on_commit(closed: Round) -> None:
    """Compare a round that closes with the one before it, and with the one after it, when its answers are counted."""
    transaction.on_commit(lambda: keep_changes(Q(pk=closed.pk) | Q(compared_with=closed.pk)))


@transaction.atomic
def keep_changes(which: Q | None = None) -> int:
    """Compare rounds that are closed and not compared yet; return how many. Counting belongs to no person: no event."""
    closed = SurveyState.CLOSED
    rounds = Round.objects.filter(state=closed, compared_with__state=closed).filter(
        Q(change__isnull=True) | ~Q(change__before=F("compared_with"))
    )
    if which is not None:
        rounds = rounds.filter(which)
    kept = 0
    for after in rounds.select_related("compared_with", "survey"):
        kept += _keep(after)
    return kept


def _keep(after: Round) -> bool:
    before = after.compared_with
    content = list(_content(before, after)) if before else []
    if before is None or not content:
        return False
    Change.objects.update_or_create(after=after, defaults={"before": before, "content": content})
    return True


def _content(before: Round, after: Round) -> Iterator[dict[str, Any]]:
    questionnaire = questionnaire_of(after)
    pairs = pairs_of(before, after)
    group = max(group_of(questionnaire), group_of(questionnaire_of(before)))
    shown = shown_of([before.pk, after.pk]).values()
    for question, statement, words in _compared(questionnaire):
        change = change_of(pairs, question.key, statement, group=group)
        answered = [_answered(each.questions.get(question.key), statement) for each in shown]
        # The figures of a round less the means of its pairs are those of who is in none: nobody, or a group.
        if change is not None and not any(0 < people - change.people < group for people in answered):
            yield {
                "question": question.key, "statement": statement, "words": words, "people": change.people,
                "before": str(change.before), "after": str(change.after), "rose": change.rose,
                "same": change.same, "fell": change.fell,
                "lowest": _end(question, question.lowest), "highest": _end(question, question.highest),
            }  # fmt: skip


def _compared(questionnaire: Questionnaire) -> Iterator[tuple[Question, str, dict[str, str]]]:
    """Give (question, statement, words) of all that can be compared; a statement of a table stands alone."""
    for question in questionnaire.questions:
        if question.kind == QuestionKind.MATRIX:
            for row in question.statements:
                yield question, row.key, dict(row.words)
        elif question.kind in COMPARED:
            yield question, "", dict(question.words)


def _answered(figures: QuestionFigures | None, statement: str) -> int:
    """Return how many people a round's figures of a question, or of one statement of a table, hold."""
    if figures is None:
        return 0
    return steps_of(figures, statement).answered if statement else figures.answered


def _end(question: Question, bound: Decimal | None) -> str | None:
    """Return an end of the scale; a free number has none."""
    return None if bound is None or question.kind == QuestionKind.NUMBER else str(bound)
