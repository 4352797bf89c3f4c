"""What is wrong with a survey, or not wise: all that keeps it from being opened, and what to think about first."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plon.surveys.asking import choices_of, steps_of
from plon.surveys.drafting.changing import out_of_order, shown_text
from plon.surveys.drafting.places import places_of
from plon.surveys.enums import QuestionKind
from plon.surveys.identifying import asks_for, is_recognising
from plon.surveys.questionnaire import Question, Questionnaire
from plon.surveys.wording import problem_words

MUST, HINT = "must", "hint"
MOST_QUESTIONS, MOST_SECTIONS, MOST_OPTIONS, MOST_STEPS = 150, 30, 60, 11
# From how many on people stop in the middle.
LONG = 25
# A longer list of answers has some that hardly anybody gives.
RARE = 12
# So many facts about a person together, and colleagues know who it was.
RECOGNISABLE = 3
_KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
_STEPS = {QuestionKind.SCALE, QuestionKind.MATRIX}
_LISTS = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
_DECIDING = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: which.
        owner: the key of the question or section that it is about; "" for the whole survey.
        weight: "must" keeps it from being opened, "hint" is advice.
        params: what the sentence names.
    """

    code: str
    owner: str = ""
    weight: str = MUST
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is wrong and what to do, in the language of whoever reads."""
        return problem_words(self.code) % self.params


def problems_of(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Return all that is wrong with a questionnaire: first what must be mended, then advice."""
    return (*musts_of(questionnaire), *_advice(questionnaire))


def musts_of(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Return what keeps the survey from being opened."""
    found = [*_of_whole(questionnaire), *_of_texts(questionnaire), *_of_keys(questionnaire)]
    for place, question in enumerate(questionnaire.questions):
        label = shown_text(questionnaire, question.words) or str(place + 1)
        found += [_about(question, label, code) for code in _of_question(questionnaire, question)]
    found += [
        Problem("condition-order", question.key, MUST, {"question": shown_text(questionnaire, question.words)})
        for question in out_of_order(questionnaire)
    ]
    return tuple(found)


def _about(question: Question, label: str, code: str) -> Problem:
    return Problem(code, question.key, MUST, {"question": label})


def _of_whole(questionnaire: Questionnaire) -> Iterator[Problem]:
    if not questionnaire.questions:
        yield Problem("no-questions")
    if len(questionnaire.questions) > MOST_QUESTIONS or len(questionnaire.sections) > MOST_SECTIONS:
        yield Problem("too-many", params={"questions": MOST_QUESTIONS, "sections": MOST_SECTIONS})
    if not questionnaire.asked_by.strip():
        yield Problem("nobody-asks")
    if not questionnaire.contact.strip():
        yield Problem("no-contact")
    if questionnaire.keep_until is None:
        yield Problem("no-day")
    languages = questionnaire.languages
    if not languages or languages[0] != questionnaire.base or len(set(languages)) != len(languages):
        yield Problem("languages")


def _of_texts(questionnaire: Questionnaire) -> Iterator[Problem]:
    """What stands nowhere in the base language is missed there; of a question it is told once."""
    told = set()
    for place in places_of(questionnaire):
        text = place.words.get(questionnaire.base, "")
        if place.is_needed and not text.strip() and (place.owner, place.role) not in told:
            told.add((place.owner, place.role))
            question = questionnaire.question(place.owner)
            label = shown_text(questionnaire, question.words) if question else ""
            yield Problem(f"no-{place.role}", place.owner, MUST, {"question": label or place.owner})
        if any(len(each) > place.longest for each in place.words.values()):
            yield Problem("too-long", place.owner, MUST, {"text": text[:40], "longest": place.longest})


def _of_keys(questionnaire: Questionnaire) -> Iterator[Problem]:
    keys = Counter(section.key for section in questionnaire.sections)
    for question in questionnaire.questions:
        keys.update([question.key])
        keys.update(option.key for option in (*question.options, *question.statements, *question.ends))
    for key, times in keys.items():
        if times > 1 or not _KEY.fullmatch(key):
            yield Problem("key", params={"key": key[:40]})


def _of_question(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    """Yield the codes of what is wrong with one question."""
    if question.kind not in QuestionKind.values:
        yield "kind"
        return
    yield from _of_options(questionnaire, question)
    yield from _of_bounds(question)
    if question.statements and question.kind != QuestionKind.MATRIX:
        yield "misplaced"
    if question.kind == QuestionKind.MATRIX and not question.statements:
        yield "no-statements"
    if len(question.ends) not in {0, 2} or (question.ends and question.kind not in _STEPS):
        yield "ends"
    if question.asks_person and questionnaire.is_anonymous:
        yield "asks-person"
    yield from _of_condition(questionnaire, question)


def _of_options(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    if question.kind not in _LISTS:
        if question.options:
            yield "misplaced"
        return
    if len(question.options) < 2:
        yield "few-options"
    if max(len(question.options), len(question.statements)) > MOST_OPTIONS:
        yield "many-options"
    texts = [option.words.get(questionnaire.base, "").strip().casefold() for option in question.options]
    if any(times > 1 for text, times in Counter(texts).items() if text):
        yield "same-options"


def _of_bounds(question: Question) -> Iterator[str]:
    lowest, highest = question.lowest, question.highest
    if question.kind in _STEPS:
        if not 2 <= len(steps_of(question)) <= MOST_STEPS:
            yield "steps"
    elif question.kind == QuestionKind.NUMBER:
        if lowest is not None and highest is not None and lowest > highest:
            yield "bounds"
    elif lowest is not None or highest is not None:
        yield "misplaced"


def _of_condition(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    condition = question.condition
    if condition is None:
        return
    before = questionnaire.question(condition.question)
    if before is None:
        yield "condition-gone"
    elif before.kind not in _DECIDING:
        yield "condition-kind"
    elif not condition.answers or not condition.answers <= set(choices_of(before)):
        yield "condition-answers"


def _advice(questionnaire: Questionnaire) -> Iterator[Problem]:
    for section in questionnaire.sections if questionnaire.questions else ():
        if not section.questions:
            yield Problem("empty-section", section.key, HINT, {"section": shown_text(questionnaire, section.words)})
    if len(questionnaire.questions) > LONG:
        yield Problem("long", weight=HINT, params={"questions": len(questionnaire.questions)})
    if questionnaire.has_pairs and not questionnaire.is_anonymous:
        yield Problem("pairs-with-names", weight=HINT)
    if questionnaire.is_anonymous:
        yield from _of_anonymity(questionnaire)


def _of_anonymity(questionnaire: Questionnaire) -> Iterator[Problem]:
    recognising = 0
    for question in questionnaire.questions:
        label = {"question": shown_text(questionnaire, question.words)}
        if what := asks_for(question):
            yield Problem(f"identifies-{what}", question.key, HINT, label)
        elif question.kind in _LISTS and len(question.options) > RARE:
            yield Problem("rare-answers", question.key, HINT, label)
        recognising += is_recognising(question)
    if recognising >= RECOGNISABLE:
        yield Problem("recognisable", weight=HINT, params={"count": recognising})
