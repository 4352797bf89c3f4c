"""Before and after, person by person: means of the same people, and how many rose, stayed and fell. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon import charts
from plon.charts import Chart, Row, Words
from plon.responses.adding import EXACT
from plon.responses.pairs import COMPARED, Pair
from plon.surveyresults.charting import empty_words
from plon.surveyresults.numbers import written
from plon.surveyresults.reading import Reader
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Change:
    """How one question, or one statement of a table, changed among the people who answered it both times.

    Attributes:
        people: how many they are.
        before, after: their means.
        rose, same, fell: how many of them answered higher, the same, lower.
    """

    people: int
    before: Decimal
    after: Decimal
    rose: int
    same: int
    fell: int


def change_of(pairs: Sequence[Pair], question: str, statement: str = "", *, group: int) -> Change | None:
    """Return the change of a question, None where fewer than a group answered it both times."""
    both = [
        (Decimal(before), Decimal(after))
        for pair in pairs
        if (before := _answer(pair.before, question, statement)) is not None
        and (after := _answer(pair.after, question, statement)) is not None
    ]
    if len(both) < group:
        return None
    rose = sum(after > before for before, after in both)
    fell = sum(after < before for before, after in both)
    first, last = (_mean([pair[place] for pair in both]) for place in (0, 1))
    return Change(len(both), first, last, rose, len(both) - rose - fell, fell)


def _answer(answers: Any, question: str, statement: str) -> Any:
    answer = answers.get(question)
    return answer.get(statement) if statement and answer is not None else answer


def _mean(numbers: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number)
    return EXACT.divide(total, Decimal(len(numbers)))


def change_charts(reader: Reader, changes: Mapping[tuple[str, str], Change]) -> list[tuple[str, Chart]]:
    """Return (key, chart) of each question of which a change is known.

    Args:
        reader: the questionnaire of the later round.
        changes: by (question, statement); the statement of a question without any is "".
    """
    return [
        (question.key, chart)
        for question in reader.questionnaire.questions
        if question.kind in COMPARED and (chart := _chart(reader, question, changes))
    ]


def _chart(reader: Reader, question: Question, changes: Mapping[tuple[str, str], Change]) -> Chart | None:
    parts = reader.options(question.statements) if question.kind == QuestionKind.MATRIX else {"": _("Mean")}
    told = [(text, changes[question.key, key]) for key, text in parts.items() if (question.key, key) in changes]
    if not told:
        return None
    rows = [Row(text, (_short(change.before), _short(change.after))) for text, change in told]
    has_ends = question.kind != QuestionKind.NUMBER
    summary = " ".join(_summary(text if question.statements else "", change) for text, change in told)
    head = (_("Statement"), _("Before"), _("After"), pgettext("difference", "Change"))
    return charts.pairs(
        Words(reader.text(question.words), summary, head, empty_words()), (_("Before"), _("After")), rows,
        lowest=question.lowest if has_ends else None, highest=question.highest if has_ends else None, write=written,
    )  # fmt: skip


def _short(mean: Decimal) -> Decimal:
    """Round a mean as it is written, so that the change is the difference of what is read."""
    return mean.quantize(Decimal("0.01"), context=EXACT)


def _summary(text: str, change: Change) -> str:
    sentence = _(
        "From %(before)s to %(after)s among the same %(people)s people: %(rose)s answered higher, %(same)s the same, "
        "%(fell)s lower."
    ) % {
        "before": written(change.before), "after": written(change.after), "people": change.people,
        "rose": change.rose, "same": change.same, "fell": change.fell,
    }  # fmt: skip
    return f"{text}: {sentence}" if text else sentence
