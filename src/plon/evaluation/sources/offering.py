"""What a survey offers to count an indicator by: each question with the ways in which its answers become a number."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plon.evaluation.enums import Reckoning
from plon.evaluation.sources.reckoning import SLASH, WAYS
from plon.projects.models import Project
from plon.responses.queries import questionnaire_of
from plon.surveys.enums import QuestionKind
from plon.surveys.models import Round, Survey
from plon.surveys.questionnaire import Question, Questionnaire, Words
from plon.texts import best_language

# Between the parts of a chosen way: "question|reckoning|answer".
BAR = "|"


def surveys_with_rounds(project: Project) -> list[Survey]:
    """Return the surveys of a project that have been opened once, in two queries at most."""
    opened = Round.objects.filter(survey__project=project).exclude(questionnaire={}).values("survey")
    return list(Survey.objects.filter(pk__in=opened))


def asked_by(survey: Survey) -> Questionnaire | None:
    """Return what a survey asked in its newest round; None before it was opened."""
    newest = Round.objects.filter(survey=survey).exclude(questionnaire={}).order_by("-pk").first()
    return questionnaire_of(newest) if newest else None


def ways_of(questionnaire: Questionnaire, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (question, [(chosen way, its name)]) of all questions that can be counted."""
    found = []
    for question in questionnaire.questions:
        ways = list(_ways(question, language))
        if ways:
            found.append((said(question.words, language), ways))
    return found


def parts_of(way: str) -> tuple[str, str, list[str]]:
    """Return question, reckoning and answers of a chosen way."""
    question, reckoning, answer = [*way.split(BAR), "", ""][:3]
    return question, reckoning, [answer] if answer else []


def said(words: Words, language: str) -> str:
    best = best_language(words, language)
    return words[best] if best else ""


def _ways(question: Question, language: str) -> Iterator[tuple[str, str]]:
    for reckoning in WAYS.get(question.kind, ()):
        begin = f"{question.key}{BAR}{reckoning.value}"
        if question.kind == QuestionKind.MATRIX:
            for row in question.statements:
                name = f"{said(row.words, language)}: {reckoning.label}"
                yield f"{question.key}{SLASH}{row.key}{BAR}{reckoning.value}", name
        elif reckoning == Reckoning.CHOSEN_SHARE:
            for option in question.options:
                name = _("the share of people who chose “%(answer)s”, in %%") % {"answer": said(option.words, language)}
                yield f"{begin}{BAR}{option.key}", name
        else:
            yield begin, str(reckoning.label)
