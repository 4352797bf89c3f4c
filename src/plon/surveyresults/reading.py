"""A questionnaire in one language, for the pages and files of results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plon.responses.tallying import group_of
from plon.surveys.asking import steps_of, text_in
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Option, Question, Questionnaire, Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the words of a questionnaire to somebody: in their language, else in the one it was written in."""

    questionnaire: Questionnaire
    language: str

    def text(self, words: Words) -> str:
        return text_in(words, self.language, self.questionnaire.base)

    def options(self, options: tuple[Option, ...]) -> dict[str, str]:
        """Return what options or statements say, by key."""
        return {option.key: self.text(option.words) for option in options}

    def steps(self, question: Question) -> dict[str, str]:
        """Return the names of the steps of a scale: their numbers, and what the ends mean."""
        steps = steps_of(question)
        ends = [self.text(end.words) for end in question.ends[:2]]
        named = dict(zip((steps[0], steps[-1]), ends, strict=False)) if steps else {}
        return {step: _named(step, named.get(step, "")) for step in steps}

    def sheet(self, answers: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
        """Return (question, lines of the answer) of one sheet, for the questions that were answered."""
        return [
            (self.text(question.words), self.answer(question, answers[question.key]))
            for question in self.questionnaire.questions
            if answers.get(question.key) not in (None, "", [], {})
        ]

    def answer(self, question: Question, answer: Any) -> list[str]:
        """Return an answer in words, a line for each of several."""
        match question.kind:
            case QuestionKind.SINGLE:
                return [self.options(question.options).get(answer, str(answer))]
            case QuestionKind.MULTIPLE:
                names = self.options(question.options)
                return [names.get(key, str(key)) for key in answer]
            case QuestionKind.MATRIX:
                names = self.options(question.statements)
                return [f"{names.get(key, key)}: {step}" for key, step in answer.items()]
            case QuestionKind.SCALE:
                return [self.steps(question).get(str(answer), str(answer))]
        return [str(answer)]


def _named(step: str, end: str) -> str:
    return _("%(step)s (%(meaning)s)") % {"step": step, "meaning": end} if end else step


def is_enough(questionnaire: Questionnaire, answered: int) -> bool:
    """Tell whether so many answers to one question may be shown.

    A question that only some are asked is a filter: it shows nothing of fewer people than the smallest group.
    """
    return answered == 0 or answered >= group_of(questionnaire)
