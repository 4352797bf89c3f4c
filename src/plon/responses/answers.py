"""From what a browser sent to answers that fit the questionnaire. Pure: no database, nothing kept."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.responses.notation import as_text, day_in, number_in
from plon.surveys.asking import Sent, field_name, is_asked, steps_of
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question, Questionnaire
from plon.texts import INTERFACE_LANGUAGES

LONGEST_TEXT = 100_000

# Of a list: a key. Of several: keys in the order of the list. Of a scale: a step. Of a table: {statement: step}.
# A number: its digits as text, so that nothing is rounded. A date: ISO.
Answer = str | int | list[str] | dict[str, int]

# PostgreSQL keeps no NUL, no database keeps half a character.
_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One sheet.

    Attributes:
        answers: what was chosen, by key of question; only questions that were asked and answered.
        texts: what was said in own words, apart.
        errors: what is wrong, by key of question and in the person's language; "" is the sheet as a whole.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        return not self.errors


class _Wrong(Exception):
    """An answer can't be taken; the message is for the person."""


def clean(questionnaire: Questionnaire, raw: Sent, language: str) -> Cleaned:
    """Hold what a browser sent against the questionnaire.

    Answers to questions that were not asked are dropped. The sheet as it came is the caller's to show again.

    Args:
        questionnaire: what was asked.
        raw: {name of a field: values}, as sent.
        language: of the reader, for errors and for how numbers are written.
    """
    answers: dict[str, Answer] = {}
    texts: dict[str, str] = {}
    errors: dict[str, tuple[str, ...]] = {}
    with translation.override(spoken(language)):
        for question in questionnaire.questions:
            if not is_asked(questionnaire, question, raw):
                continue
            try:
                answer = _answer(question, raw, language)
            except _Wrong as wrong:
                errors[question.key] = (str(wrong),)
                continue
            if question.kind == QuestionKind.TEXT and isinstance(answer, str):
                texts[question.key] = answer
            elif answer is not None:
                answers[question.key] = answer
        if not answers and not texts and not errors:
            errors[""] = (_("Nothing is answered yet."),)
    return Cleaned(answers, texts, errors)


def _answer(question: Question, raw: Sent, language: str) -> Answer | None:
    answer = _READERS[question.kind](question, raw, language)
    if answer is None and question.is_required:
        raise _Wrong(_("Answer this question, please."))
    return answer


def spoken(language: str) -> str:
    """Return the language that Plon speaks to somebody who reads `language`: their own, else English."""
    return language if language in INTERFACE_LANGUAGES else "en"


def kept_text(text: str) -> str:
    """Return a text as every database can keep it, with the line ends of one system."""
    return _UNKEPT.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _values(raw: Sent, name: str) -> Sequence[str]:
    return [value for value in raw.get(name, ()) if value]


def _single(question: Question, raw: Sent, language: str) -> Answer | None:
    values = _values(raw, field_name(question.key))
    if not values:
        return None
    if values[-1] not in {option.key for option in question.options}:
        raise _Wrong(_("Choose one of the answers that are offered."))
    return values[-1]


def _multiple(question: Question, raw: Sent, language: str) -> Answer | None:
    chosen = set(_values(raw, field_name(question.key)))
    known = [option.key for option in question.options]
    if not chosen <= set(known):
        raise _Wrong(_("Choose among the answers that are offered."))
    return [key for key in known if key in chosen] or None


def _step(question: Question, raw: Sent, name: str) -> int | None:
    values = _values(raw, name)
    if not values:
        return None
    if values[-1] not in steps_of(question):
        raise _Wrong(_("Choose one of the steps that are offered."))
    return int(values[-1])


def _scale(question: Question, raw: Sent, language: str) -> Answer | None:
    return _step(question, raw, field_name(question.key))


def _matrix(question: Question, raw: Sent, language: str) -> Answer | None:
    steps = {row.key: _step(question, raw, field_name(question.key, row.key)) for row in question.statements}
    missing = sum(step is None for step in steps.values())
    if missing and question.is_required:
        words = ngettext("%(count)s line has no answer yet.", "%(count)s lines have no answer yet.", missing)
        raise _Wrong(words % {"count": missing})
    return {key: step for key, step in steps.items() if step is not None} or None


def _number(question: Question, raw: Sent, language: str) -> Answer | None:
    values = [value for value in _values(raw, field_name(question.key)) if value.strip()]
    if not values:
        return None
    number = number_in(values[-1], spoken(language))
    if number is None:
        raise _Wrong(_("Write a number in digits, such as 12 or 2.5."))
    _hold_within(question, number)
    return as_text(number)


def _hold_within(question: Question, number: Decimal) -> None:
    if question.lowest is not None and number < question.lowest:
        raise _Wrong(_("The number must be at least %(lowest)s.") % {"lowest": as_text(question.lowest)})
    if question.highest is not None and number > question.highest:
        raise _Wrong(_("The number must be at most %(highest)s.") % {"highest": as_text(question.highest)})


def _text(question: Question, raw: Sent, language: str) -> Answer | None:
    values = _values(raw, field_name(question.key))
    text = kept_text(values[-1]) if values else ""
    if len(text) > LONGEST_TEXT:
        over = len(text) - LONGEST_TEXT
        words = ngettext("%(count)s character too many.", "%(count)s characters too many.", over)
        raise _Wrong(words % {"count": over})
    return text or None


def _date(question: Question, raw: Sent, language: str) -> Answer | None:
    values = [value for value in _values(raw, field_name(question.key)) if value.strip()]
    if not values:
        return None
    day = day_in(values[-1])
    if day is None:
        raise _Wrong(_("Choose a day, or write it like 2026-11-26."))
    return day.isoformat()


_READERS: Mapping[str, Callable[[Question, Sent, str], Answer | None]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.NUMBER: _number,
    QuestionKind.TEXT: _text,
    QuestionKind.DATE: _date,
}
