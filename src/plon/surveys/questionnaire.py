"""What is asked, as one frozen value: the builder makes it, the page shows it, answers are held against it.

A round keeps the questionnaire it was opened with (`to_json`), so that an answer given is always read against the words
that the person saw. Keys of questions, options and statements are short, stable and never reused within a survey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
    hint: Words
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
    words: Words
    intro: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole survey as asked.

    Attributes:
        base: the language that it was written in.
        languages: those it is offered in, the base one first.
        is_anonymous: told before the first question, and kept by the tables that the answers go to.
        has_pairs: people make a code from things only they know, so that before and after are one person's.
    """

    title: Words
    intro: Words
    thanks: Words
    base: str
    languages: tuple[str, ...]
    is_anonymous: bool
    has_pairs: bool
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        """Return the question of a key, None if there is none."""
        return next((question for question in self.questions if question.key == key), None)
