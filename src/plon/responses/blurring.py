"""Rows that may be handed out: facts about a person are shared by a group, or withheld. Pure.

Who knows from elsewhere that only one parent from Opole was there must not find her row. So every combination of facts
(answers of one list, numbers, dates) that is handed out stands in as many rows as a group has: k-anonymity, by
splitting rows as long as no part becomes too small (LeFevre, DeWitt, Ramakrishnan 2006, "Mondrian"). Numbers and dates
become means of neighbouring ones first. Opinions (scales, tables) stay as they are; so do answers of several, without
those that few chose.

A question that only some are asked says of whoever answered it why she was asked. So it is withheld of all rows where
one of them would tell what is withheld; of that row alone would not do, for figures less rows would be her answer.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from plon.responses.adding import EXACT
from plon.responses.notation import as_text
from plon.surveys.asking import choices_of, is_asked, sent_of
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question, Questionnaire

# In the place of an answer that would tell who gave it.
WITHHELD = "withheld"
# Means of numbers and dates are rounded to so many digits after the point.
_DIGITS = Decimal("0.000001")

Facts = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Blur:
    """How facts are blurred in the rows of one round.

    Attributes:
        facts: the questions that ask for facts.
        means: {key of a question for numbers or dates: {answer: what stands for it}}.
        shown: {combination of facts: the combination that is handed out}.
        rare: {key of a question with several answers: options that few chose}.
        silent: keys of questions that are withheld of all rows, because of why they were asked.
    """

    facts: tuple[Question, ...]
    means: Mapping[str, Mapping[str, str]]
    shown: Mapping[Facts, Facts]
    rare: Mapping[str, frozenset[str]]
    silent: frozenset[str] = frozenset()

    def blurred(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers of one row as they may be handed out."""
        row = {key: self._without_rare(key, answer) for key, answer in answers.items()}
        released = self.shown[_facts(self.facts, self.means, answers)]
        for question, fact in zip(self.facts, released, strict=True):
            row.pop(question.key, None)
            if fact is not None:
                row[question.key] = fact
        return row | dict.fromkeys(self.silent, WITHHELD)

    def _without_rare(self, key: str, answer: Any) -> Any:
        rare = self.rare.get(key)
        return [option for option in answer if option not in rare] if rare else answer


def blur_of(
    questionnaire: Questionnaire, rows: Sequence[Mapping[str, Any]] | Iterable[Mapping[str, Any]], group: int
) -> Blur:
    """Return how the rows of a round are blurred. `rows` is walked up to three times; give something that can be.

    Args:
        questionnaire: what was asked.
        rows: the answers of all people.
        group: how many people share what is handed out, at least.
    """
    facts = tuple(each for each in questionnaire.questions if each.kind in _FACTS)
    measured = [each for each in facts if each.kind in _MEASURED]
    lists = [each for each in questionnaire.questions if each.kind == QuestionKind.MULTIPLE]
    measures: dict[str, Counter[str]] = {each.key: Counter() for each in measured}
    options: dict[str, Counter[str]] = {each.key: Counter() for each in lists}
    for answers in rows:
        for key, counted in measures.items():
            counted.update([answers[key]] if key in answers else [])
        for key, counted in options.items():
            counted.update(answers.get(key, ()))
    means = {each.key: _means(each, measures[each.key], group) for each in measured}
    combinations = Counter(_facts(facts, means, answers) for answers in rows)
    shown: dict[Facts, Facts] = {}
    _split(combinations, frozenset(range(len(facts))), [WITHHELD] * len(facts), group, shown)
    rare = {
        key: frozenset(option for option, count in counted.items() if count < group) for key, counted in options.items()
    }
    blur = Blur(facts, means, shown, rare)
    return replace(blur, silent=_silent(questionnaire, map(blur.blurred, rows)))


def _silent(questionnaire: Questionnaire, blurred: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the questions with an answer in a row that does not say why they were asked, and those behind them."""
    conditional = [each for each in questionnaire.questions if each.condition]
    befores = [each for each in questionnaire.questions if choices_of(each)]
    silent: set[str] = set()
    for row in blurred if conditional else ():
        sent = sent_of(befores, row)
        told = (each for each in conditional if row.get(each.key, WITHHELD) != WITHHELD)
        silent.update(each.key for each in told if not is_asked(questionnaire, each, sent))
    # Conditions point backwards, so one walk finds the chains.
    for each in conditional:
        if each.condition and each.condition.question in silent:
            silent.add(each.key)
    return frozenset(silent)


_MEASURED = {QuestionKind.NUMBER, QuestionKind.DATE}
_FACTS = {QuestionKind.SINGLE, *_MEASURED}


def _facts(facts: Sequence[Question], means: Mapping[str, Mapping[str, str]], answers: Mapping[str, Any]) -> Facts:
    return tuple(
        means[each.key].get(answers[each.key]) if each.key in means and each.key in answers else answers.get(each.key)
        for each in facts
    )


def _means(question: Question, counted: Mapping[str, int], group: int) -> dict[str, str]:
    """Return for each number or day the mean of a group of neighbours; WITHHELD where all together are no group."""
    if sum(counted.values()) < group:
        return dict.fromkeys(counted, WITHHELD)
    is_day = question.kind == QuestionKind.DATE
    position = {value: Decimal(_ordinal(value) if is_day else value) for value in counted}
    groups: list[list[str]] = [[]]
    for value in sorted(counted, key=position.__getitem__):
        if sum(counted[each] for each in groups[-1]) >= group:
            groups.append([])
        groups[-1].append(value)
    if len(groups) > 1 and sum(counted[each] for each in groups[-1]) < group:
        groups[-2:] = [groups[-2] + groups[-1]]
    return {value: _mean(together, position, counted, is_day=is_day) for together in groups for value in together}


def _mean(together: Sequence[str], position: Mapping[str, Decimal], counted: Mapping[str, int], *, is_day: bool) -> str:
    if len(together) == 1:
        return together[0]
    total = Decimal(0)
    for value in together:
        total = EXACT.add(total, EXACT.multiply(position[value], Decimal(counted[value])))
    mean = EXACT.divide(total, Decimal(sum(counted[value] for value in together)))
    return datetime.date.fromordinal(round(mean)).isoformat() if is_day else as_text(EXACT.quantize(mean, _DIGITS))


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def _split(
    rows: Mapping[Facts, int], columns: frozenset[int], decided: list[Any], group: int, shown: dict[Facts, Facts]
) -> None:
    """Divide rows by the column that withholds least, as long as each part is a group; note what is handed out."""
    divisions = {column: _parts(rows, column, group) for column in columns}
    column = max(sorted(divisions), key=lambda each: divisions[each][0], default=None)
    if column is None or not divisions[column][0]:
        shown.update(dict.fromkeys(rows, tuple(decided)))
        return
    kept = divisions[column][1]
    parts: dict[Any, dict[Facts, int]] = {}
    for facts, count in rows.items():
        value = facts[column] if facts[column] in kept else WITHHELD
        parts.setdefault(value, {})[facts] = count
    for value, part in parts.items():
        _split(part, columns - {column}, [*decided[:column], value, *decided[column + 1 :]], group, shown)


def _parts(rows: Mapping[Facts, int], column: int, group: int) -> tuple[int, frozenset[Any]]:
    """Return how many rows keep their value when divided by a column, and which values are kept."""
    counted: Counter[Any] = Counter()
    for facts, count in rows.items():
        counted[facts[column]] += count
    kept = {value: count for value, count in counted.items() if count >= group and value != WITHHELD}
    rest = counted.total() - sum(kept.values())
    # What is withheld must be a group as well, or it says what it hides.
    for value, count in sorted(kept.items(), key=lambda each: each[1]):
        if not 0 < rest < group:
            break
        del kept[value]
        rest += count
    return sum(kept.values()), frozenset(kept)
