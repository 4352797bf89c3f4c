"""How the answers to one question become one number: pure, on what may be shown of a round."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from plon.evaluation.enums import Reckoning
from plon.responses.figures import QuestionFigures
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question

# One statement of a table is named "question/statement", as its counts are "statement/step".
SLASH = "/"
WAYS: Mapping[str, tuple[Reckoning, ...]] = {
    QuestionKind.SCALE: (Reckoning.MEAN, Reckoning.TOP_SHARE, Reckoning.COUNT),
    QuestionKind.MATRIX: (Reckoning.MEAN, Reckoning.TOP_SHARE, Reckoning.COUNT),
    QuestionKind.NUMBER: (Reckoning.MEAN, Reckoning.COUNT),
    QuestionKind.SINGLE: (Reckoning.CHOSEN_SHARE, Reckoning.COUNT),
    QuestionKind.MULTIPLE: (Reckoning.CHOSEN_SHARE, Reckoning.COUNT),
}
IN_PERCENT = frozenset({Reckoning.TOP_SHARE, Reckoning.CHOSEN_SHARE})
TOP_STEPS = 2


def reckon(
    question: Question, figures: QuestionFigures, reckoning: str, *, statement: str = "", options: Collection[str] = ()
) -> Decimal | None:
    """Return the number that answers give; None while there are none, or if the question can't be counted so."""
    counts = counts_of(figures, statement)
    answered = sum(counts.values()) if statement else figures.answered
    if reckoning not in WAYS.get(question.kind, ()) or not answered:
        return None
    if reckoning == Reckoning.COUNT:
        return Decimal(answered)
    if reckoning == Reckoning.CHOSEN_SHARE:
        return _percent(sum(counts.get(option, 0) for option in options), answered)
    if reckoning == Reckoning.TOP_SHARE:
        steps = sorted(counts, key=int)[-TOP_STEPS:]
        return _percent(sum(counts[step] for step in steps), answered)
    if figures.total is not None and not statement:
        return figures.mean
    return sum((Decimal(step) * people for step, people in counts.items()), start=Decimal(0)) / answered


def counts_of(figures: QuestionFigures, statement: str = "") -> dict[str, int]:
    """Return people per answer; of a table, per step of one statement."""
    counts = figures.counts or {}
    if not statement:
        return dict(counts)
    begin = statement + SLASH
    return {key.removeprefix(begin): people for key, people in counts.items() if key.startswith(begin)}


def _percent(part: int, whole: int) -> Decimal:
    return Decimal(min(part, whole) * 100) / whole
