"""Rounds of one survey side by side: the same questions, told by their keys, as shares and means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon import charts
from plon.charts import Chart, Row, Words
from plon.charts.scales import Number
from plon.responses.figures import QuestionFigures
from plon.surveyresults.charting import empty_words
from plon.surveyresults.numbers import steps_of, written
from plon.surveyresults.queries import AskedRound
from plon.surveyresults.reading import Reader, is_enough
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question

# More rounds than these are no picture any more; the newest are taken.
MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """One question in several rounds. `has_other_words` says that it was not asked in the same words each time."""

    key: str
    chart: Chart
    has_other_words: bool


def compared(rounds: Sequence[AskedRound], names: Mapping[int, str], language: str) -> list[Compared]:
    """Return every question that two or more of the rounds asked alike.

    Args:
        rounds: in the order in which they are shown; those that show nothing are left out.
        names: of the rounds, by their key.
        language: of the reader.
    """
    told = [asked for asked in rounds if asked.shown.counted][-MOST_ROUNDS:]
    if len(told) < 2:
        return []
    newest = told[-1]
    reader = Reader(newest.questionnaire, language)
    found = []
    for question in newest.questionnaire.questions:
        those = [asked for asked in told if _asks(asked, question)]
        if len(those) < 2 or question.kind in {QuestionKind.TEXT, QuestionKind.DATE}:
            continue
        chart = _chart(reader, question, those, names)
        wordings = {_wording(asked.questionnaire.question(question.key), asked) for asked in those}
        found.append(Compared(question.key, chart, len(wordings) > 1))
    return found


def _asks(asked: AskedRound, question: Question) -> bool:
    same = asked.questionnaire.question(question.key)
    figures = asked.shown.questions.get(question.key)
    if same is None or figures is None or same.kind != question.kind:
        return False
    if (same.lowest, same.highest) != (question.lowest, question.highest) and question.kind != QuestionKind.NUMBER:
        return False
    return figures.answered > 0 and is_enough(asked.questionnaire, figures.answered)


def _wording(question: Question | None, asked: AskedRound) -> str:
    return question.words.get(asked.questionnaire.base, "") if question else ""


def _chart(reader: Reader, question: Question, those: Sequence[AskedRound], names: Mapping[int, str]) -> Chart:
    figures = [asked.shown.questions[question.key] for asked in those]
    titles = [
        _("%(round)s (%(count)s answers)") % {"round": names[asked.round.pk], "count": each.answered}
        for asked, each in zip(those, figures, strict=True)
    ]
    if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        rows = [
            Row(text, tuple(_percent(each, key) for each in figures))
            for key, text in reader.options(question.options).items()
        ]
        summary, head, write = _("Share of those who answered, in per cent."), _("Answer"), _with_percent
    else:
        rows = _mean_rows(reader, question, figures)
        summary, head, write = _("Means of the answers."), _("Statement"), written
    words = Words(reader.text(question.words), summary, (head, *titles), empty_words())
    return charts.bars(words, titles, rows, write=write)


def _percent(figures: QuestionFigures, key: str) -> Number | None:
    counts = figures.counts or {}
    # Not offered in that round: no share, which is something else than none.
    return round(counts[key] * 100 / figures.answered) if key in counts and figures.answered else None


def _with_percent(number: Number) -> str:
    return f"{written(number)}\N{NO-BREAK SPACE}%"


def _mean_rows(reader: Reader, question: Question, figures: Sequence[QuestionFigures]) -> list[Row]:
    if question.kind == QuestionKind.NUMBER:
        return [Row(_("Mean"), tuple(each.mean for each in figures))]
    if question.kind == QuestionKind.SCALE:
        return [Row(_("Mean"), tuple(steps_of(each).mean for each in figures))]
    return [
        Row(text, tuple(steps_of(each, key).mean for each in figures))
        for key, text in reader.options(question.statements).items()
    ]
