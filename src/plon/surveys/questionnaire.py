"""What is asked, as one frozen value: the builder makes it, the page shows it, answers are held against it.

A round keeps the questionnaire it was opened with (`to_json`), so that an answer given is always read against the words
that the person saw. Keys of questions, options and statements are short, stable and never reused within a survey.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

# Written into every JSON form, so that a later house knows how to read an older one.
FORMAT = 1

# Bounds of a number lie within this.
_GREATEST = Decimal(10) ** 18

Words = Mapping[str, str]  # {language: text}; the survey's base language is always there


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a list, one statement of a table, or the name of one end of a scale."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is asked only if an earlier one of kind single, multiple or scale got one of these answers."""

    question: str
    # Keys of options; numbers of a scale as text.
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        kind: a QuestionKind.
        options: for single and multiple.
        statements: the rows of a matrix.
        lowest, highest: of a scale or matrix (whole steps), or of a number; None for no bound.
        ends: names of the lowest and highest step, in this order, or ().
        hint: a line of help.
        asks_person: answers may name somebody, such as an e-mail address; only identified surveys have these.
    """

    key: str
    kind: str
    words: Words
    hint: Words = field(default_factory=dict)
    is_required: bool = False
    options: tuple[Option, ...] = ()
    statements: tuple[Option, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    ends: tuple[Option, ...] = ()
    condition: Condition | None = None
    asks_person: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    words: Words = field(default_factory=dict)
    intro: Words = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole survey as asked.

    Attributes:
        base: the language that it was written in.
        languages: those it is offered in, the base one first.
        is_anonymous: told before the first question, and kept by the tables that the answers go to.
        has_pairs: people make a code from things only they know, so that before and after are one person's.
        privacy: told before the first question: what for, what becomes of the answers, which rights people have.
        asked_by: the organisation that asks.
        contact: whom to ask, such as a name with an e-mail address.
        keep_until: the day on which the answers are erased; None for no such day.
        smallest_group: from how many answers on results are shown.
    """

    title: Words
    intro: Words
    thanks: Words
    base: str
    languages: tuple[str, ...]
    is_anonymous: bool
    has_pairs: bool
    sections: tuple[Section, ...]
    privacy: Words = field(default_factory=dict)
    asked_by: str = ""
    contact: str = ""
    keep_until: datetime.date | None = None
    smallest_group: int = 5

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        """Return the question of a key, None if there is none."""
        return next((question for question in self.questions if question.key == key), None)


class UnreadableQuestionnaire(ValueError):
    """What was given is not the JSON form of a questionnaire; the message names the part, such as "sections.2.key"."""


def to_json(questionnaire: Questionnaire) -> dict[str, object]:
    """Return the questionnaire as plain JSON values. Numbers are texts, so that nothing is rounded on the way."""
    return {
        "format": FORMAT,
        "title": dict(questionnaire.title),
        "intro": dict(questionnaire.intro),
        "thanks": dict(questionnaire.thanks),
        "base": questionnaire.base,
        "languages": list(questionnaire.languages),
        "is_anonymous": questionnaire.is_anonymous,
        "has_pairs": questionnaire.has_pairs,
        "privacy": dict(questionnaire.privacy),
        "asked_by": questionnaire.asked_by,
        "contact": questionnaire.contact,
        "keep_until": questionnaire.keep_until and questionnaire.keep_until.isoformat(),
        "smallest_group": questionnaire.smallest_group,
        "sections": [
            {
                "key": section.key,
                "words": dict(section.words),
                "intro": dict(section.intro),
                "questions": [question_to_json(question) for question in section.questions],
            }
            for section in questionnaire.sections
        ],
    }


def question_to_json(question: Question) -> dict[str, object]:
    """Return one question as plain JSON values."""
    condition = question.condition
    return {
        "key": question.key,
        "kind": question.kind,
        "words": dict(question.words),
        "hint": dict(question.hint),
        "is_required": question.is_required,
        "options": _options_to_json(question.options),
        "statements": _options_to_json(question.statements),
        "lowest": None if question.lowest is None else str(question.lowest),
        "highest": None if question.highest is None else str(question.highest),
        "ends": _options_to_json(question.ends),
        "condition": condition and {"question": condition.question, "answers": sorted(condition.answers)},
        "asks_person": question.asks_person,
    }


def from_json(content: object) -> Questionnaire:
    """Read what `to_json` wrote.

    Raises:
        UnreadableQuestionnaire: the content has another shape. Whether the questionnaire makes sense is answered by
            `problems.problems_of`.
    """
    whole = _mapping(content, "questionnaire")
    if whole.get("format") != FORMAT:
        raise UnreadableQuestionnaire("format")
    return Questionnaire(
        title=_words(whole.get("title"), "title"),
        intro=_words(whole.get("intro"), "intro"),
        thanks=_words(whole.get("thanks"), "thanks"),
        base=_text(whole.get("base"), "base"),
        languages=tuple(_text(language, "languages") for language in _list(whole.get("languages"), "languages")),
        is_anonymous=_flag(whole.get("is_anonymous"), "is_anonymous"),
        has_pairs=_flag(whole.get("has_pairs"), "has_pairs"),
        sections=tuple(
            _section(section, f"sections.{number}")
            for number, section in enumerate(_list(whole.get("sections"), "sections"), start=1)
        ),
        privacy=_words(whole.get("privacy", {}), "privacy"),
        asked_by=_text(whole.get("asked_by", ""), "asked_by"),
        contact=_text(whole.get("contact", ""), "contact"),
        keep_until=_day(whole.get("keep_until"), "keep_until"),
        smallest_group=_whole(whole.get("smallest_group", 5), "smallest_group"),
    )


def question_from_json(content: object, where: str = "question") -> Question:
    """Read what `question_to_json` wrote.

    Raises:
        UnreadableQuestionnaire: the content has another shape.
    """
    whole = _mapping(content, where)
    return Question(
        key=_text(whole.get("key"), f"{where}.key"),
        kind=_text(whole.get("kind"), f"{where}.kind"),
        words=_words(whole.get("words"), f"{where}.words"),
        hint=_words(whole.get("hint", {}), f"{where}.hint"),
        is_required=_flag(whole.get("is_required", False), f"{where}.is_required"),
        options=_options(whole.get("options", []), f"{where}.options"),
        statements=_options(whole.get("statements", []), f"{where}.statements"),
        lowest=_number(whole.get("lowest"), f"{where}.lowest"),
        highest=_number(whole.get("highest"), f"{where}.highest"),
        ends=_options(whole.get("ends", []), f"{where}.ends"),
        condition=_condition(whole.get("condition"), f"{where}.condition"),
        asks_person=_flag(whole.get("asks_person", False), f"{where}.asks_person"),
    )


def _options_to_json(options: Sequence[Option]) -> list[dict[str, object]]:
    return [{"key": option.key, "words": dict(option.words)} for option in options]


def _section(content: object, where: str) -> Section:
    whole = _mapping(content, where)
    questions = _list(whole.get("questions"), f"{where}.questions")
    return Section(
        key=_text(whole.get("key"), f"{where}.key"),
        words=_words(whole.get("words", {}), f"{where}.words"),
        intro=_words(whole.get("intro", {}), f"{where}.intro"),
        questions=tuple(
            question_from_json(question, f"{where}.questions.{number}")
            for number, question in enumerate(questions, start=1)
        ),
    )


def _condition(content: object, where: str) -> Condition | None:
    if content is None:
        return None
    whole = _mapping(content, where)
    answers = _list(whole.get("answers"), f"{where}.answers")
    return Condition(
        question=_text(whole.get("question"), f"{where}.question"),
        answers=frozenset(_text(answer, f"{where}.answers") for answer in answers),
    )


def _options(content: object, where: str) -> tuple[Option, ...]:
    options = []
    for number, item in enumerate(_list(content, where), start=1):
        whole = _mapping(item, f"{where}.{number}")
        options.append(
            Option(
                key=_text(whole.get("key"), f"{where}.{number}.key"),
                words=_words(whole.get("words"), f"{where}.{number}.words"),
            )
        )
    return tuple(options)


def _mapping(content: object, where: str) -> Mapping[str, object]:
    if not isinstance(content, dict):
        raise UnreadableQuestionnaire(where)
    return content


def _list(content: object, where: str) -> Sequence[object]:
    if not isinstance(content, list):
        raise UnreadableQuestionnaire(where)
    return content


def _text(content: object, where: str) -> str:
    if not isinstance(content, str) or "\0" in content:
        raise UnreadableQuestionnaire(where)
    return content


def _flag(content: object, where: str) -> bool:
    if not isinstance(content, bool):
        raise UnreadableQuestionnaire(where)
    return content


def _words(content: object, where: str) -> Words:
    return {
        _text(language, where): _text(text, f"{where}.{language}")
        for language, text in _mapping(content, where).items()
    }


def _number(content: object, where: str) -> Decimal | None:
    if content is None:
        return None
    try:
        number = Decimal(_text(content, where))
    except InvalidOperation as error:
        raise UnreadableQuestionnaire(where) from error
    if not number.is_finite() or abs(number) > _GREATEST:
        raise UnreadableQuestionnaire(where)
    return number


def _day(content: object, where: str) -> datetime.date | None:
    if content is None:
        return None
    try:
        return datetime.date.fromisoformat(_text(content, where))
    except ValueError as error:
        raise UnreadableQuestionnaire(where) from error


def _whole(content: object, where: str) -> int:
    if not isinstance(content, int) or isinstance(content, bool):
        raise UnreadableQuestionnaire(where)
    return content
