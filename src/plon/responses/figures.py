"""What may be shown of a round of a survey, as values: the one definition that pages, files and indicators use."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plon.surveys.asking import steps_of
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Counts of one question.

    Attributes:
        key: of the question.
        answered: people who gave an answer to it (of those who were asked it). If they are fewer than the smallest
            group of the round, nothing else is told: counts are 0, sums None.
        counts: people per option (single, multiple), per step (scale: "1", "2", ...), per day (date, ISO); for a matrix
            keys are "statement/step". Options nobody chose are there with 0.
        total: sum of the numbers given (number, scale); None for other kinds.
        squares: sum of their squares, for the standard deviation.
        lowest, highest: of the numbers given; None in anonymous rounds for numbers that people wrote, because the
            oldest, the longest or the farthest is one person.
    """

    key: str
    answered: int = 0
    counts: Mapping[str, int] | None = None
    total: Decimal | None = None
    squares: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None

    @property
    def mean(self) -> Decimal | None:
        """Return the arithmetic mean of the numbers given (28 digits), None if there are none."""
        return self.total / self.answered if self.total is not None and self.answered else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a round.

    Attributes:
        received: sheets that came.
        counted: sheets that the figures hold; 0 while there are fewer than the smallest group.
        waiting: how many more must come before something (or something more) is shown; 0 if all that came is shown.
            Of a round that is closed: how many came too few, so that what came is never shown.
    """

    round_id: int
    received: int
    counted: int
    waiting: int
    questions: Mapping[str, QuestionFigures]


def figures_of(
    questionnaire: Questionnaire, content: Mapping[str, Any], *, least: int = 0
) -> dict[str, QuestionFigures]:
    """Return the stored figures of a round as values, one per question, also of questions that nobody answered.

    Of a question that fewer than `least` people answered only their number is told; a statement of a table that fewer
    than `least` people rated has no counts at all, also where the whole table has enough.
    """
    figures = {}
    for question in questionnaire.questions:
        part = content.get(question.key, {})
        answered = part.get("answered", 0)
        is_told = not 0 < answered < least
        figures[question.key] = _figures(
            question, part if is_told else {"answered": answered}, is_told=is_told, least=least
        )
    return figures


def _figures(question: Question, part: Mapping[str, Any], *, is_told: bool, least: int) -> QuestionFigures:
    has_sums = is_told and question.kind in {QuestionKind.SCALE, QuestionKind.NUMBER}
    return QuestionFigures(
        key=question.key,
        answered=part.get("answered", 0),
        counts=_counts(question, part.get("counts", {}), least),
        total=Decimal(part.get("total", 0)) if has_sums else None,
        squares=Decimal(part.get("squares", 0)) if has_sums else None,
        lowest=_decimal(part.get("lowest")),
        highest=_decimal(part.get("highest")),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _counts(question: Question, counted: Mapping[str, int], least: int) -> Mapping[str, int] | None:
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            known = [option.key for option in question.options]
        case QuestionKind.SCALE:
            known = list(steps_of(question))
        case QuestionKind.MATRIX:
            rated = [[f"{row.key}/{step}" for step in steps_of(question)] for row in question.statements]
            known = [key for keys in rated if not 0 < sum(counted.get(key, 0) for key in keys) < least for key in keys]
        case QuestionKind.DATE:
            return dict(sorted(counted.items()))
        case _:
            return None
    return {key: counted.get(key, 0) for key in known}
