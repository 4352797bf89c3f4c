"""Texts in own words: only those that are counted, never beside anything else that the person said."""

from collections.abc import Sequence

from plon.responses.figures import Shown
from plon.responses.queries import free_texts_of
from plon.surveyresults.queries import AskedRound
from plon.surveyresults.reading import is_enough
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question, Questionnaire
from plon.texts import fold

# The first letters of a text that are looked through; nobody searches the end of a book.
_SEARCHED = 20_000


def questions_in_words(questionnaire: Questionnaire, shown: Shown) -> list[Question]:
    """Return the questions whose texts may be shown: those that enough people answered in own words.

    Questions that ask who somebody is are left out: their answers stand on the sheets with names alone.
    """
    found = []
    for question in questionnaire.questions:
        figures = shown.questions.get(question.key)
        if question.kind != QuestionKind.TEXT or question.asks_person or figures is None:
            continue
        if figures.answered and is_enough(questionnaire, figures.answered):
            found.append(question)
    return found


def texts_of(asked: AskedRound, key: str) -> list[str]:
    """Return the texts of a question, in an order that tells nothing."""
    return list(free_texts_of(asked.round, key))


def matching(texts: Sequence[str], words: str) -> list[str]:
    """Return the texts that have each of the words in them, whatever their accents."""
    wanted = fold(words).split()
    if not wanted:
        return list(texts)
    return [text for text in texts if all(word in fold(text[:_SEARCHED]) for word in wanted)]
