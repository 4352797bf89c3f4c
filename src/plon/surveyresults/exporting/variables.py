"""From a questionnaire to the columns of a file: one per question, per option of several, per statement of a table.

The names are what statistics programs take (SPSS: at most 64 bytes, a letter first, unique whatever the case).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plon.responses.blurring import WITHHELD
from plon.responses.figures import Shown
from plon.surveyresults.reading import Reader, is_enough
from plon.surveys.asking import choices_of, is_asked, sent_of, steps_of
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question, Questionnaire

# Codes of what is missing, which no list and no scale has (steps begin at 0 or higher).
NO_ANSWER, NOT_ASKED, KEPT_BACK = -9, -8, -7
LONGEST_NAME = 60
_RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
_UNFIT = re.compile(r"[^a-zA-Z0-9_]+")

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Variable:
    """One column.

    Attributes:
        name: as statistics programs take it.
        question: the question it belongs to.
        part: key of the option (several answers) or statement (table), "" for others.
        label: what was asked.
        codes: {key of an answer: its number}; for lists.
        values: {number: what it means}; for lists, flags, and the named ends of scales.
    """

    name: str
    question: Question
    part: str
    label: str
    codes: Mapping[str, int]
    values: Mapping[int, str]

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def is_coded(self) -> bool:
        """Whether its values are whole numbers with a code for what is missing."""
        return self.kind not in {QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.TEXT}

    def raw(self, answers: Answers) -> Any:
        """Return the answer as it is kept, None where there is none; 1 and 0 for one of several.

        What is kept back is `WITHHELD`, whatever the question.
        """
        answer = answers.get(self.question.key)
        if answer is None or answer == WITHHELD:
            return answer
        if self.kind == QuestionKind.MULTIPLE:
            return int(self.part in answer)
        return answer.get(self.part) if self.kind == QuestionKind.MATRIX else answer

    def code(self, answers: Answers) -> Any:
        """Return the number of the answer; of numbers and dates the answer itself; None where there is none.

        What is kept back has a code in lists, and is none among numbers and dates.
        """
        return self._code(self.raw(answers))

    def _code(self, raw: Any) -> Any:
        if raw == WITHHELD:
            return KEPT_BACK if self.is_coded else None
        return self.codes.get(raw) if raw is not None and self.kind == QuestionKind.SINGLE else raw

    def words(self, answers: Answers, kept_back: str) -> Any:
        """Return the answer as people read it: of a list its words, of all else as it is kept."""
        raw = self.raw(answers)
        if raw == WITHHELD:
            return kept_back
        code = self._code(raw)
        return self.values.get(code, "") if code is not None and self.kind == QuestionKind.SINGLE else code


def variables_of(
    reader: Reader, shown: Shown, words: Mapping[str, str], *, with_texts: bool = False
) -> tuple[Variable, ...]:
    """Return the columns of a round's answers.

    Questions that fewer people answered than the smallest group are left out, as on the page; so is each of several
    answers that fewer chose.

    Args:
        reader: the questionnaire in a language.
        shown: what may be shown of the round.
        words: "yes" and "no" in that language.
        with_texts: for sheets with names, which hold texts and questions of few, too.
    """
    made: list[Variable] = []
    names: set[str] = set()
    for question in reader.questionnaire.questions:
        is_text = question.kind == QuestionKind.TEXT
        if with_texts or (not is_text and _is_shown(reader.questionnaire, question, shown)):
            few = frozenset() if with_texts else _few(reader.questionnaire, question, shown)
            made += [each for each in _variables(reader, question, names, words) if each.part not in few]
    return tuple(made)


def _is_shown(questionnaire: Questionnaire, question: Question, shown: Shown) -> bool:
    figures = shown.questions.get(question.key)
    return figures is not None and is_enough(questionnaire, figures.answered)


def _few(questionnaire: Questionnaire, question: Question, shown: Shown) -> frozenset[str]:
    """Return the options that some chose, but fewer than a group: rows do not tell of them, so no column says 0."""
    if question.kind != QuestionKind.MULTIPLE:
        return frozenset()
    counts = shown.questions[question.key].counts or {}
    return frozenset(option for option, people in counts.items() if not is_enough(questionnaire, people))


def _variables(reader: Reader, question: Question, names: set[str], words: Mapping[str, str]) -> Iterator[Variable]:
    text = " ".join(reader.text(question.words).split())
    match question.kind:
        case QuestionKind.SINGLE:
            texts = reader.options(question.options)
            codes = {key: number for number, key in enumerate(texts, 1)}
            values = {codes[key]: said for key, said in texts.items()}
            yield Variable(_name(names, question.key), question, "", text, codes, values)
        case QuestionKind.MULTIPLE:
            flags = {0: words["no"], 1: words["yes"]}
            for key, said in reader.options(question.options).items():
                yield Variable(_name(names, question.key, key), question, key, f"{text}: {said}", {}, flags)
        case QuestionKind.MATRIX:
            for key, said in reader.options(question.statements).items():
                name = _name(names, question.key, key)
                yield Variable(name, question, key, f"{text}: {said}", {}, _ends(reader, question))
        case QuestionKind.SCALE:
            yield Variable(_name(names, question.key), question, "", text, {}, _ends(reader, question))
        case _:
            yield Variable(_name(names, question.key), question, "", text, {}, {})


def _ends(reader: Reader, question: Question) -> Mapping[int, str]:
    steps = steps_of(question)
    ends = [reader.text(end.words) for end in question.ends[:2]]
    return dict(zip((int(steps[0]), int(steps[-1])), ends, strict=False)) if steps else {}


def _name(names: set[str], *parts: str) -> str:
    """Return a name that is new among `names` and fits; they learn it."""
    plain = unicodedata.normalize("NFKD", "_".join(parts)).encode("ascii", "ignore").decode()
    fit = _UNFIT.sub("_", plain).strip("_")[:LONGEST_NAME].rstrip("_") or "v"
    fit = f"q_{fit}" if not fit[0].isalpha() or fit.lower() in _RESERVED else fit
    name, number = fit, 1
    while name.lower() in names:
        number += 1
        name = f"{fit[: LONGEST_NAME - 6]}_{number}"
    names.add(name.lower())
    return name


class Missing:
    """Says why an answer is missing: the question was not asked, or not answered. One per file."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        # What others depend on, in the words of a browser, which is how conditions are read.
        self._befores = [question for question in questionnaire.questions if choices_of(question)]

    def code(self, question: Question, answers: Answers) -> int:
        """Return NOT_ASKED or NO_ANSWER for a question without an answer."""
        if question.condition is None:
            return NO_ANSWER
        is_missing = is_asked(self._questionnaire, question, sent_of(self._befores, answers))
        return NO_ANSWER if is_missing else NOT_ASKED
