"""From sheets to figures, and figures to more sheets. Pure: counts and exact sums, whatever the order and the steps.

The figures of a round are {key of a question: {"answered": n, "counts": {...}, "total": "...", ...}}, plain JSON.
Sums are kept as text with all their digits.
"""

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from typing import Any

from plon.responses.notation import as_text
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question, Questionnaire

# Squares of 30 digits and 10 decimals, a hundred million of them.
EXACT = Context(prec=100)

Sheet = Mapping[str, Any]
Content = dict[str, dict[str, Any]]
WITH_SUMS = {QuestionKind.SCALE, QuestionKind.NUMBER}


def add_sheets(
    content: Mapping[str, Any], questionnaire: Questionnaire, sheets: Iterable[Mapping[str, Any]]
) -> Content:
    """Return the figures with more sheets in them; what was given stays as it was.

    The lowest and the highest number are noted of surveys with names alone: the oldest, the farthest is one person.

    Args:
        content: the figures so far, {} for none.
        questionnaire: what was asked; answers to anything else are left out.
        sheets: answers of one person each, as `answers.clean` makes them.
    """
    added = _copy(content)
    questions = {question.key: question for question in questionnaire.questions}
    for sheet in sheets:
        for key, answer in sheet.items():
            if key in questions:
                part = added.setdefault(key, {"answered": 0})
                _add(part, questions[key], answer)
                if not questionnaire.is_anonymous or questions[key].kind == QuestionKind.SCALE:
                    _note_ends(part, questions[key], answer)
    return added


def add_texts(content: Mapping[str, Any], keys: Iterable[str]) -> Content:
    """Return the figures with more texts in own words: one key of a question for each text."""
    added = _copy(content)
    for key in keys:
        added.setdefault(key, {"answered": 0})["answered"] += 1
    return added


def _copy(content: Mapping[str, Any]) -> Content:
    return {
        key: {name: dict(value) if isinstance(value, Mapping) else value for name, value in part.items()}
        for key, part in content.items()
    }


def _add(part: dict[str, Any], question: Question, answer: Any) -> None:
    part["answered"] += 1
    for name in _counted_under(question, answer):
        counts = part.setdefault("counts", {})
        counts[name] = counts.get(name, 0) + 1
    if question.kind in WITH_SUMS:
        _sum_up(part, Decimal(answer))


def _counted_under(question: Question, answer: Any) -> list[str]:
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.DATE | QuestionKind.SCALE:
            return [str(answer)]
        case QuestionKind.MULTIPLE:
            return [str(option) for option in answer]
        case QuestionKind.MATRIX:
            return [f"{statement}/{step}" for statement, step in answer.items()]
    return []


def _sum_up(part: dict[str, Any], number: Decimal) -> None:
    square = EXACT.multiply(number, number)
    part["total"] = as_text(EXACT.add(Decimal(part.get("total", "0")), number))
    part["squares"] = as_text(EXACT.add(Decimal(part.get("squares", "0")), square))


def _note_ends(part: dict[str, Any], question: Question, answer: Any) -> None:
    if question.kind in WITH_SUMS:
        number = Decimal(answer)
        part["lowest"] = as_text(min(Decimal(part.get("lowest", number)), number))
        part["highest"] = as_text(max(Decimal(part.get("highest", number)), number))
