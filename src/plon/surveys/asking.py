"""A questionnaire as a page shows it: in one language, with what somebody answered so far and what was wrong with it.

The partials of `surveys/questions/` show these values; the preview of the builder and the answering page share them.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire, Words

# What the name of a question's field begins with, so that nothing else in the form is taken for one.
PREFIX = "q-"
# No scale goes higher, whatever a file that comes in says.
MOST_STEP = 100

# As a browser sends them: {name of a field: values}.
Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AskedOption:
    """One answer to choose.

    Attributes:
        id: of its input.
        value: what is sent.
        text: what people read; of a scale the step's number.
        says: what a screen reader adds, such as the name of a scale's end; "" for nothing.
        is_chosen: whether it was chosen.
    """

    id: str
    value: str
    text: str
    says: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One statement of a table with its steps."""

    name: str
    text: str
    steps: tuple[AskedOption, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as shown.

    Attributes:
        name: of its field, "q-" and the key; a table's rows have names of their own.
        template: the partial that shows it.
        number: its place among all questions, from 1.
        options: to choose from; of a scale its steps.
        rows: of a table.
        ends: what the lowest and the highest step mean, "" where nobody said.
        value: what was written so far.
        errors: what is wrong with the answer, in the reader's language.
        asked_if: the name of the field that decides whether it is asked; "" if it always is.
        asked_answers: the answers of that field for which it is asked, separated by blanks.
        condition: the same in words: the text of that question, and of those answers.
    """

    key: str
    kind: str
    name: str
    template: str
    number: int
    text: str
    hint: str
    is_required: bool
    options: tuple[AskedOption, ...] = ()
    rows: tuple[AskedRow, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    ends: tuple[str, str] = ("", "")
    value: str = ""
    errors: tuple[str, ...] = ()
    asked_if: str = ""
    asked_answers: str = ""
    condition: tuple[str, tuple[str, ...]] = ("", ())

    @property
    def error_id(self) -> str:
        return f"{self.name}-error"

    @property
    def described_by(self) -> str:
        """The ids of what explains the field: its hint, its error."""
        return " ".join([f"{self.name}-hint"] * bool(self.hint) + [self.error_id] * bool(self.errors))

    @property
    def is_whole(self) -> bool:
        """Whether a phone may show a keyboard of digits alone."""
        bounds = [bound for bound in (self.lowest, self.highest) if bound is not None]
        return bool(bounds) and all(bound == bound.to_integral_value() and bound >= 0 for bound in bounds)


@dataclass(frozen=True, slots=True)
class AskedSection:
    key: str
    title: str
    intro: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """What is said before the first question, in one language."""

    title: str
    intro: str
    privacy: str
    asked_by: str
    contact: str
    keep_until: datetime.date | None
    is_anonymous: bool
    has_pairs: bool
    smallest_group: int


def opening_of(questionnaire: Questionnaire, language: str) -> Opening:
    """Return what is said before the first question."""
    base = questionnaire.base
    return Opening(
        text_in(questionnaire.title, language, base),
        text_in(questionnaire.intro, language, base),
        text_in(questionnaire.privacy, language, base),
        questionnaire.asked_by,
        questionnaire.contact,
        questionnaire.keep_until,
        questionnaire.is_anonymous,
        questionnaire.has_pairs,
        questionnaire.smallest_group,
    )


def field_name(question: str, statement: str = "") -> str:
    """Return the name of the field of a question, or of one statement of a table."""
    return f"{PREFIX}{question}-{statement}" if statement else f"{PREFIX}{question}"


def steps_of(question: Question) -> tuple[str, ...]:
    """Return the steps of a scale or table as they are sent: "1", "2", ...; () for other kinds and senseless bounds."""
    if question.kind not in {QuestionKind.SCALE, QuestionKind.MATRIX}:
        return ()
    lowest, highest = question.lowest, question.highest
    if lowest is None or highest is None or not 0 <= lowest <= highest <= MOST_STEP:
        return ()
    if lowest != int(lowest) or highest != int(highest):
        return ()
    return tuple(str(step) for step in range(int(lowest), int(highest) + 1))


def choices_of(question: Question) -> tuple[str, ...]:
    """Return what can be chosen of a question that others may depend on: keys of options, or steps."""
    return steps_of(question) or tuple(option.key for option in question.options)


def is_asked(questionnaire: Questionnaire, question: Question, sent: Sent) -> bool:
    """Tell whether a question is asked of somebody who sent this so far.

    Conditions point backwards only, so this ends: a question behind one that is not asked is not asked either.
    """
    condition = question.condition
    if condition is None:
        return True
    before = questionnaire.question(condition.question)
    if before is None or not is_asked(questionnaire, before, sent):
        return False
    return not condition.answers.isdisjoint(sent.get(field_name(before.key), ()))


def sent_of(befores: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return answers as a browser sent them, which is how conditions are read.

    Args:
        befores: questions that others may depend on.
        answers: as they are kept, by key of question.
    """
    found = {field_name(each.key): answers[each.key] for each in befores if each.key in answers}
    return {
        name: [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]
        for name, answer in found.items()
    }


def text_in(words: Words, language: str, base: str) -> str:
    """Return the text in a language, else in the one that it was written in."""
    return words.get(language) or words.get(base, "")


def asked_of(
    questionnaire: Questionnaire,
    language: str,
    sent: Sent | None = None,
    errors: Mapping[str, Sequence[str]] | None = None,
) -> tuple[AskedSection, ...]:
    """Return what a page shows.

    Args:
        questionnaire: what is asked.
        language: of the reader.
        sent: what was answered so far, as the browser sent it.
        errors: what is wrong, by key of question, in the reader's language.
    """
    page = _Page(questionnaire, language, sent or {}, errors or {})
    sections, number = [], 0
    for section in questionnaire.sections:
        asked = tuple(page.asked(question, number + place) for place, question in enumerate(section.questions, 1))
        number += len(asked)
        sections.append(AskedSection(section.key, page.text(section.words), page.text(section.intro), asked))
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class _Page:
    questionnaire: Questionnaire
    language: str
    sent: Sent
    errors: Mapping[str, Sequence[str]]

    def text(self, words: Words) -> str:
        return text_in(words, self.language, self.questionnaire.base)

    def asked(self, question: Question, number: int) -> AskedQuestion:
        name = field_name(question.key)
        values = self.sent.get(name, ())
        ends = tuple(self.text(end.words) for end in question.ends[:2])
        steps = steps_of(question)
        is_scale = question.kind == QuestionKind.SCALE
        condition = question.condition
        return AskedQuestion(
            key=question.key,
            kind=question.kind,
            name=name,
            template=f"surveys/questions/{question.kind}.html",
            number=number,
            text=self.text(question.words),
            hint=self.text(question.hint),
            is_required=question.is_required,
            options=_steps(name, steps, ends, values) if is_scale else self._options(name, question.options, values),
            rows=tuple(self._row(question.key, statement, steps, ends) for statement in question.statements),
            lowest=question.lowest,
            highest=question.highest,
            ends=(ends[0] if ends else "", ends[1] if len(ends) > 1 else ""),
            value=values[-1] if values else "",
            errors=tuple(self.errors.get(question.key, ())),
            asked_if=field_name(condition.question) if condition else "",
            asked_answers=" ".join(sorted(condition.answers)) if condition else "",
            condition=self._condition(condition),
        )

    def _options(self, name: str, options: Sequence[Option], values: Sequence[str]) -> tuple[AskedOption, ...]:
        return tuple(
            AskedOption(f"{name}-{option.key}", option.key, self.text(option.words), is_chosen=option.key in values)
            for option in options
        )

    def _row(self, key: str, statement: Option, steps: Sequence[str], ends: Sequence[str]) -> AskedRow:
        name = field_name(key, statement.key)
        return AskedRow(name, self.text(statement.words), _steps(name, steps, ends, self.sent.get(name, ())))

    def _condition(self, condition: Condition | None) -> tuple[str, tuple[str, ...]]:
        before = self.questionnaire.question(condition.question) if condition else None
        if condition is None or before is None:
            return "", ()
        texts = {option.key: self.text(option.words) for option in before.options}
        answers = [texts.get(answer, answer) for answer in choices_of(before) if answer in condition.answers]
        return self.text(before.words), tuple(answers)


def _steps(name: str, steps: Sequence[str], ends: Sequence[str], values: Sequence[str]) -> tuple[AskedOption, ...]:
    says = {steps[0]: ends[0], steps[-1]: ends[-1]} if steps and ends else {}
    return tuple(AskedOption(f"{name}-{step}", step, step, says.get(step, ""), step in values) for step in steps)
