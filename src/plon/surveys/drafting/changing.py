"""Changes of what a survey asks: each takes a questionnaire and returns another."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from plon.surveys.questionnaire import Question, Questionnaire, Section, Words
from plon.surveys.refusals import GoneMeanwhile, OthersDepend, WrongOrder


def section_of(questionnaire: Questionnaire, key: str) -> Section:
    """Return the section of a key, or that which holds the question of the key.

    Raises:
        GoneMeanwhile: there is none.
    """
    for section in questionnaire.sections:
        if section.key == key or any(question.key == key for question in section.questions):
            return section
    raise GoneMeanwhile(_("It is not there any more. Somebody took it out meanwhile."))


def question_of(questionnaire: Questionnaire, key: str) -> Question:
    """Return the question of a key.

    Raises:
        GoneMeanwhile: there is none.
    """
    found = questionnaire.question(key)
    if found is None:
        raise GoneMeanwhile(_("It is not there any more. Somebody took it out meanwhile."))
    return found


def add_section(questionnaire: Questionnaire, section: Section, place: int | None = None) -> Questionnaire:
    """Put a section at a place, counted from 0, or at the end."""
    sections = list(questionnaire.sections)
    sections.insert(len(sections) if place is None else place, section)
    return replace(questionnaire, sections=tuple(sections))


def change_section(questionnaire: Questionnaire, key: str, *, words: Words, intro: Words) -> Questionnaire:
    """Give a section other texts."""
    return _with_section(questionnaire, key, lambda section: replace(section, words=words, intro=intro))


def move_section(questionnaire: Questionnaire, key: str, *, up: bool) -> Questionnaire:
    """Let a section change places with its neighbour; at the end of the list it stays where it is.

    Raises:
        GoneMeanwhile: there is no such section.
        WrongOrder: a question would be asked before the one that it depends on.
    """
    sections = list(questionnaire.sections)
    at = sections.index(section_of(questionnaire, key))
    to = at - 1 if up else at + 1
    if not 0 <= to < len(sections):
        return questionnaire
    sections[at], sections[to] = sections[to], sections[at]
    return _in_order(replace(questionnaire, sections=tuple(sections)))


def remove_section(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Take a section out with its questions.

    Raises:
        GoneMeanwhile: there is no such section.
        OthersDepend: a question elsewhere is asked only after one of these.
    """
    gone = section_of(questionnaire, key)
    keys = {question.key for question in gone.questions}
    _refuse_dependents(questionnaire, keys)
    return replace(questionnaire, sections=tuple(each for each in questionnaire.sections if each.key != gone.key))


def add_question(
    questionnaire: Questionnaire, section: str, question: Question, place: int | None = None
) -> Questionnaire:
    """Put a question into a section at a place, counted from 0, or at its end.

    Raises:
        GoneMeanwhile: there is no such section.
        WrongOrder: it would be asked before the one that it depends on.
    """

    def added(found: Section) -> Section:
        questions = list(found.questions)
        questions.insert(len(questions) if place is None else place, question)
        return replace(found, questions=tuple(questions))

    return _in_order(_with_section(questionnaire, section, added))


def change_question(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """Put a question in the place of that which has its key.

    Raises:
        GoneMeanwhile: there is none any more.
        WrongOrder: it depends on a question that is asked later.
    """

    def changed(found: Section) -> Section:
        questions = tuple(question if each.key == question.key else each for each in found.questions)
        return replace(found, questions=questions)

    question_of(questionnaire, question.key)
    return _in_order(_with_section(questionnaire, question.key, changed))


def move_question(questionnaire: Questionnaire, key: str, *, up: bool) -> Questionnaire:
    """Move a question one place up or down; from the edge of a section it goes into the next one.

    Raises:
        GoneMeanwhile: there is no such question.
        WrongOrder: a question would be asked before the one that it depends on.
    """
    question, section = question_of(questionnaire, key), section_of(questionnaire, key)
    questions = list(section.questions)
    at, sections = questions.index(question), list(questionnaire.sections)
    to = at - 1 if up else at + 1
    if 0 <= to < len(questions):
        questions[at], questions[to] = questions[to], questions[at]
        here = _with_section(questionnaire, section.key, lambda found: replace(found, questions=tuple(questions)))
        return _in_order(here)
    beside = sections.index(section) + (-1 if up else 1)
    if not 0 <= beside < len(sections):
        return questionnaire
    without = _without_question(questionnaire, key)
    return add_question(without, sections[beside].key, question, None if up else 0)


def remove_question(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Take a question out.

    Raises:
        GoneMeanwhile: there is none any more.
        OthersDepend: another one is asked only after an answer to it.
    """
    question_of(questionnaire, key)
    _refuse_dependents(questionnaire, {key})
    return _without_question(questionnaire, key)


def place_of(questionnaire: Questionnaire, key: str) -> tuple[str, int]:
    """Return the key of a question's section, and its place there, counted from 0."""
    section = section_of(questionnaire, key)
    return section.key, [question.key for question in section.questions].index(key)


def before(questionnaire: Questionnaire, key: str) -> tuple[Question, ...]:
    """Return the questions that are asked before that of a key; all of them for a key that is not there."""
    keys = [question.key for question in questionnaire.questions]
    return questionnaire.questions[: keys.index(key) if key in keys else len(keys)]


def out_of_order(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions whose condition points to themselves or to one that is asked later."""
    keys = [question.key for question in questionnaire.questions]
    wrong = []
    for place, question in enumerate(questionnaire.questions):
        if question.condition and question.condition.question in keys[place:]:
            wrong.append(question)
    return tuple(wrong)


def _with_section(questionnaire: Questionnaire, key: str, change: Callable[[Section], Section]) -> Questionnaire:
    found = section_of(questionnaire, key)
    sections = tuple(change(each) if each.key == found.key else each for each in questionnaire.sections)
    return replace(questionnaire, sections=sections)


def _without_question(questionnaire: Questionnaire, key: str) -> Questionnaire:
    sections = tuple(
        replace(section, questions=tuple(each for each in section.questions if each.key != key))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def _refuse_dependents(questionnaire: Questionnaire, keys: set[str]) -> None:
    for question in questionnaire.questions:
        if question.condition and question.condition.question in keys and question.key not in keys:
            raise OthersDepend(
                _("“%(question)s” is asked only after an answer to it. Change that question first."),
                {"question": shown_text(questionnaire, question.words)},
            )


def _in_order(questionnaire: Questionnaire) -> Questionnaire:
    if wrong := out_of_order(questionnaire):
        raise WrongOrder(
            _("“%(question)s” depends on an answer to an earlier question, so it has to come after that one."),
            {"question": shown_text(questionnaire, wrong[0].words)},
        )
    return questionnaire


def shown_text(questionnaire: Questionnaire, words: Words) -> str:
    """Return the base text, shortened so that a sentence can hold it."""
    text = words.get(questionnaire.base, "")
    return text if len(text) <= 80 else f"{text[:79]}…"
