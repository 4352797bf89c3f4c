"""What surveys say, as figures on which a finding may rest: only what may be shown of them, never an answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.findings.figures import Figure
from plon.projects.models import Project
from plon.responses.figures import QuestionFigures, Shown
from plon.responses.queries import questionnaire_of, shown_of
from plon.surveyresults.numbers import written
from plon.surveyresults.reading import is_enough
from plon.surveys.enums import QuestionKind
from plon.surveys.models import Round
from plon.surveys.queries import rounds_of
from plon.surveys.questionnaire import Question, Words
from plon.texts import best_language


def figures_of_surveys(project: Project, language: str) -> tuple[Figure, ...]:
    """Return the figures of each round of the project's surveys, in a constant number of queries."""
    rounds = [asked for asked in rounds_of(project) if asked.questionnaire]
    shown = shown_of([asked.pk for asked in rounds])
    return tuple(
        figure
        for asked in rounds
        if asked.pk in shown and shown[asked.pk].counted
        for figure in _of_round(asked, shown[asked.pk], language)
    )


def _of_round(asked: Round, shown: Shown, language: str) -> Iterator[Figure]:
    questionnaire = questionnaire_of(asked)
    for question in questionnaire.questions:
        figures = shown.questions.get(question.key)
        is_told = figures and figures.answered and is_enough(questionnaire, figures.answered)
        value = _value(question, figures, language) if figures and is_told else ""
        if figures and value:
            people = ngettext("%(n)s answer", "%(n)s answers", figures.answered) % {"n": figures.answered}
            closed = asked.closed_at.date() if asked.closed_at else None
            yield Figure(
                key=f"survey:{asked.public_id}:{question.key}",
                group=_("Surveys"),
                label=f"{asked}: {_said(question.words, language)}",
                value=value,
                source=_("the survey “%(survey)s”, %(people)s") % {"survey": asked, "people": people},
                as_of=closed,
            )


def _value(question: Question, figures: QuestionFigures, language: str) -> str:
    if question.kind in {QuestionKind.SCALE, QuestionKind.NUMBER} and figures.mean is not None:
        mean = written(figures.mean)
        if question.kind == QuestionKind.SCALE and question.highest is not None:
            return _("%(mean)s of %(highest)s on average") % {"mean": mean, "highest": written(question.highest)}
        return _("%(mean)s on average") % {"mean": mean}
    if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE} and figures.counts:
        names = {option.key: _said(option.words, language) for option in question.options}
        best, number = max(figures.counts.items(), key=lambda one: one[1])
        return _("%(number)s of %(people)s: %(option)s") % {
            "number": number, "people": figures.answered, "option": names.get(best, best),
        }  # fmt: skip
    return ""


def _said(words: Words, language: str) -> str:
    spoken = best_language(words, language)
    return words[spoken] if spoken else ""
