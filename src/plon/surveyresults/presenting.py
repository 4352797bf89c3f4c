"""What the page of a round shows, as values: how many answered, then each question with its chart or its numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.charts import Chart
from plon.responses.figures import QuestionFigures, Shown
from plon.surveyresults.charting import answers_words, chart_of
from plon.surveyresults.numbers import deviation, written
from plon.surveyresults.reading import Reader, is_enough
from plon.surveys.enums import QuestionKind, SurveyState
from plon.surveys.models import Round
from plon.surveys.questionnaire import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question.

    Attributes:
        number: its place among all, from 1.
        chart: None where it has none, or where it may not be shown.
        facts: (name, value) of a number: mean and so on.
        is_withheld: fewer people answered than the smallest group.
        texts: how many answered in own words; None if it does not ask for that.
    """

    key: str
    number: int
    text: str
    kind: str
    answered: str
    chart: Chart | None = None
    facts: tuple[tuple[str, str], ...] = ()
    is_withheld: bool = False
    texts: int | None = None


@dataclass(frozen=True, slots=True)
class SectionResult:
    key: str
    title: str
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round as shown. `held_back` says in a sentence what is not shown yet, "" if all that came is."""

    round: Round
    questionnaire: Questionnaire
    shown: Shown
    held_back: str
    sections: tuple[SectionResult, ...]

    @property
    def is_open(self) -> bool:
        return self.round.state == SurveyState.OPEN


def round_result(asked: Round, questionnaire: Questionnaire, shown: Shown, language: str) -> RoundResult:
    """Return what may be shown of a round, in a language."""
    reader, sections, number = Reader(questionnaire, language), [], 0
    for section in questionnaire.sections:
        results = []
        for question in section.questions:
            number += 1
            results.append(question_result(reader, question, shown, number))
        sections.append(SectionResult(section.key, reader.text(section.words), tuple(results)))
    held_back = _held_back(asked, questionnaire, shown)
    return RoundResult(asked, questionnaire, shown, held_back, tuple(sections) if shown.counted else ())


def question_result(reader: Reader, question: Question, shown: Shown, number: int) -> QuestionResult:
    """Return one question as shown."""
    figures = shown.questions.get(question.key, QuestionFigures(question.key))
    text, answered = reader.text(question.words), answers_words(figures.answered)
    if not is_enough(reader.questionnaire, figures.answered):
        return QuestionResult(question.key, number, text, question.kind, "", is_withheld=True)
    return QuestionResult(
        question.key, number, text, question.kind, answered, chart_of(reader, question, figures),
        _facts(figures) if question.kind == QuestionKind.NUMBER else (),
        texts=figures.answered if question.kind == QuestionKind.TEXT else None,
    )  # fmt: skip


def _facts(figures: QuestionFigures) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Mean"), figures.mean),
        (_("Sum"), figures.total if figures.answered else None),
        (_("Standard deviation"), deviation(figures.answered, figures.total, figures.squares)),
        (_("Lowest"), figures.lowest),
        (_("Highest"), figures.highest),
    )
    return tuple((name, written(number)) for name, number in facts if number is not None)


def _held_back(asked: Round, questionnaire: Questionnaire, shown: Shown) -> str:
    """Say why not all of what came is shown."""
    group = questionnaire.smallest_group
    if asked.state == SurveyState.CLOSED:
        if not shown.counted:
            return _(
                "Fewer than %(group)s people answered. Their answers are never shown: who knows the others could work "
                "out the one."
            ) % {"group": group}  # fmt: skip
        if shown.counted < shown.received:
            return _("Fewer than %(group)s answers came last; they are never shown.") % {"group": group}
        return ""
    if not shown.counted:
        return _still_missing(shown) + _(
            "Results are shown from %(twice)s answers on while the round is open, from %(group)s once it is closed. "
            "Nobody sees the answer of one person."
        ) % {"twice": 2 * group, "group": group}  # fmt: skip
    return _still_missing(shown) + _(
        "Answers join the figures in groups of at least %(group)s, and the newest wait until the round closes: so no "
        "change of a figure is the answer of one person."
    ) % {"group": group}  # fmt: skip


def _still_missing(shown: Shown) -> str:
    """Say how many answers are missing until figures are shown, or until there are new ones."""
    if not shown.waiting:
        return ""
    words = (
        ngettext("%(count)s more answer until the next figures.", "%(count)s more answers until the next figures.",
                 shown.waiting)
        if shown.counted
        else ngettext("%(count)s more answer until the first figures.",
                      "%(count)s more answers until the first figures.", shown.waiting)
    )  # fmt: skip
    return f"{words % {'count': shown.waiting}} "
