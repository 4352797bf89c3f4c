"""Questions: add, change, move, copy, remove, pick from a bank."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.surveys.actions.keeping import locked, refuse_if_other, tell, text_of, write_draft
from plon.surveys.banks import bank, picked
from plon.surveys.drafting import changing
from plon.surveys.drafting.draft import Draft, Keys
from plon.surveys.drafting.translating import with_text
from plon.surveys.models import Survey
from plon.surveys.questionnaire import Question, Questionnaire, Section, question_to_json
from plon.surveys.refusals import GoneMeanwhile


@transaction.atomic
def add_question(
    survey: Survey, *, by: User, question: Question, section: str = "", place: int | None = None
) -> Question:
    """Add a question.

    Args:
        survey: to which survey.
        by: who writes.
        question: without keys; it gets new ones.
        section: the key of its section; "" takes the last one, and makes one if there is none.
        place: among the questions of the section, counted from 0; None is the end.

    Returns:
        the question with its keys.

    Raises:
        GoneMeanwhile, WrongOrder, TooMuch: see `drafting.changing`, `write_draft`.
    """
    survey, draft = locked(survey)
    keys = Keys(draft)
    fresh = keys.for_question(replace(question, key=""))
    asked, home = _with_home(draft.questionnaire, section, keys)
    asked = changing.add_question(asked, home, fresh, place)
    write_draft(survey, replace(draft, questionnaire=asked, next_key=keys.next))
    tell("survey_question.added", survey, by=by, changes={"content": [None, text_of(asked, fresh.words)]})
    return fresh


def _with_home(questionnaire: Questionnaire, section: str, keys: Keys) -> tuple[Questionnaire, str]:
    """Return the questionnaire with the section that a question shall go to, and its key."""
    if section:
        return questionnaire, changing.section_of(questionnaire, section).key
    if questionnaire.sections:
        return questionnaire, questionnaire.sections[-1].key
    first = Section(keys.new("s"))
    return changing.add_section(questionnaire, first), first.key


@transaction.atomic
def change_question(survey: Survey, *, by: User, question: Question, seen: int | None = None) -> Question:
    """Put another question in the place of the one with the same key; parts without keys get new ones.

    Args:
        survey: of which survey.
        by: who writes.
        question: as it shall be.
        seen: `print_of` the question that the person saw; None asks no question.

    Raises:
        ChangedMeanwhile: somebody saved it since.
        GoneMeanwhile, WrongOrder: see `drafting.changing`.
    """
    survey, draft = locked(survey)
    before = changing.question_of(draft.questionnaire, question.key)
    refuse_if_other(before, seen)
    keys = Keys(draft)
    fresh = keys.for_question(question)
    if fresh == before:
        return before
    asked = changing.change_question(draft.questionnaire, fresh)
    write_draft(survey, replace(draft, questionnaire=asked, next_key=keys.next))
    tell(
        "survey_question.changed", survey, by=by,
        changes={"content": [text_of(asked, before.words), text_of(asked, fresh.words)],
                 "_question": [question_to_json(before), question_to_json(fresh)]},
    )  # fmt: skip
    return fresh


@transaction.atomic
def move_question(survey: Survey, *, by: User, key: str, up: bool) -> None:
    """Move a question one place up or down, over the border of its section too.

    Raises:
        GoneMeanwhile, WrongOrder: see `drafting.changing`.
    """
    survey, draft = locked(survey)
    asked = changing.move_question(draft.questionnaire, key, up=up)
    if asked == draft.questionnaire:
        return
    write_draft(survey, replace(draft, questionnaire=asked))
    question = changing.question_of(asked, key)
    tell("survey_question.moved", survey, by=by, changes={"content": [None, text_of(asked, question.words)]})


@transaction.atomic
def copy_question(survey: Survey, *, by: User, key: str) -> Question:
    """Put a copy of a question right behind it.

    Raises:
        GoneMeanwhile, TooMuch: see `add_question`.
    """
    survey, draft = locked(survey)
    asked, keys = draft.questionnaire, Keys(draft)
    question = changing.question_of(asked, key)
    section, place = changing.place_of(asked, key)
    fresh = keys.for_question(question, anew=True)
    copied = with_text(fresh.words, asked.base, _with_ending(fresh.words.get(asked.base, "")))
    fresh = replace(fresh, words=copied)
    asked = changing.add_question(asked, section, fresh, place + 1)
    write_draft(survey, replace(draft, questionnaire=asked, next_key=keys.next))
    tell("survey_question.added", survey, by=by, changes={"content": [None, text_of(asked, fresh.words)]})
    return fresh


def _with_ending(text: str) -> str:
    ending = _(" (copy)")
    return text[: 600 - len(ending)] + ending if text else text


@transaction.atomic
def remove_question(survey: Survey, *, by: User, key: str) -> Event:
    """Take a question out. Rounds that were opened keep it; the history can put it back.

    Raises:
        GoneMeanwhile, OthersDepend: see `drafting.changing`.
    """
    survey, draft = locked(survey)
    question = changing.question_of(draft.questionnaire, key)
    section, place = changing.place_of(draft.questionnaire, key)
    write_draft(survey, replace(draft, questionnaire=changing.remove_question(draft.questionnaire, key)))
    return tell(
        "survey_question.removed", survey, by=by,
        changes={"content": [text_of(draft.questionnaire, question.words), None],
                 "_question": [question_to_json(question), section, place]},
    )  # fmt: skip


@transaction.atomic
def pick_questions(survey: Survey, *, by: User, chosen: Iterable[tuple[str, str]]) -> int:
    """Add ready questions at the end.

    Args:
        survey: to which survey.
        by: who picks.
        chosen: (code of a bank, name of a question there).

    Returns:
        how many were added.

    Raises:
        GoneMeanwhile: the bank has no such question.
        TooMuch: see `add_question`.
    """
    survey, draft = locked(survey)
    questions = tuple(_ready(code, name) for code, name in chosen)
    if not questions:
        return 0
    section = picked(questions, survey.base_language, survey.languages)
    keys = Keys(draft)
    [fresh] = keys.for_sections((section,))
    asked, home = _with_home(draft.questionnaire, "", keys)
    for question in fresh.questions:
        asked = changing.add_question(asked, home, question)
    write_draft(survey, Draft(asked, draft.made_from, keys.next))
    told: list[object] = [None, [text_of(asked, question.words) for question in fresh.questions]]
    tell("survey_question.added", survey, by=by, changes={"content": told})
    return len(questions)


def _ready(code: str, name: str) -> Question:
    found = bank(code)
    question = next((each for each in found.questions if each.key == name), None) if found else None
    if question is None:
        raise GoneMeanwhile(_("The bank does not have this question."))
    return question
