"""How lasting a result is: a score from facts that anybody can check. Pure; words are in `wording`.

It is Plon's own measure, not the programme's. It counts what keeps a result alive, so that the best next step can be
named: whether people stand behind it (keeper, plan, means), whether it is there (files, links, copies), and whether
others can carry it on without its makers (licence, editable form, identifier).
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from plon.sustainability.enums import Word

# From these scores on.
LASTING, FAIR = 70, 40


class Fact(StrEnum):
    """What is asked of a result; the names are those of `Facts`."""

    KEEPER = "keeper"
    PEOPLE = "people"
    PLAN = "plan"
    MEANS = "means"
    LINKS = "links"
    FILES = "files"
    COPIES = "copies"
    LICENCE = "licence"
    IDENTIFIER = "identifier"
    EDITABLE = "editable"
    REVIEWED = "reviewed"


# How much each fact matters, of 100 if all are asked. The agency's study: what decides is whether somebody cares
# (domain.md §1.5), so people and plan weigh more than half.
WEIGHTS: Mapping[Fact, int] = {
    Fact.KEEPER: 14,
    Fact.PEOPLE: 10,
    Fact.PLAN: 16,
    Fact.MEANS: 8,
    Fact.LINKS: 12,
    Fact.FILES: 10,
    Fact.COPIES: 7,
    Fact.LICENCE: 8,
    Fact.IDENTIFIER: 4,
    Fact.EDITABLE: 5,
    Fact.REVIEWED: 6,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one result: yes, no, or None where it is not asked of such a result or nobody knows yet.

    Attributes:
        keeper: an organisation or a person keeps it, or at least the plan names one.
        people: at least two people keep it.
        plan: its use plan still holds: how it is used, and a date that has not passed. To retire it is a plan too.
        means: the plan says on what means.
        links: all its links work.
        files: its files are whole; for a thing without files and links, there is none.
        copies: its links have a kept copy.
        licence: its licence lets others use, change and share it.
        identifier: a permanent identifier, e.g. a DOI, names it outside Plon too.
        editable: there is a form of it that others can edit.
        reviewed: somebody looked at it lately and said that it is still good.
        retires_on: the day on which it ends on purpose.
    """

    keeper: bool | None = False
    people: bool | None = False
    plan: bool | None = False
    means: bool | None = False
    links: bool | None = None
    files: bool | None = None
    copies: bool | None = None
    licence: bool | None = None
    identifier: bool | None = None
    editable: bool | None = None
    reviewed: bool | None = None
    retires_on: datetime.date | None = None

    def __iter__(self) -> Iterator[tuple[Fact, bool | None]]:
        return ((Fact(field.name), getattr(self, field.name)) for field in fields(self) if field.name in _NAMES)


_NAMES = frozenset(Fact)


@dataclass(frozen=True, slots=True)
class Basis:
    """One fact that the score rests on."""

    fact: Fact
    holds: bool
    weight: int


@dataclass(frozen=True, slots=True)
class Durability:
    """How lasting a result is.

    Attributes:
        score: 0 to 100, the share of what is asked of it that holds.
        word: the score in a word.
        basis: the facts it rests on, in their order.
        next_step: the missing fact that would bring most; None if nothing is missing.
        retires_on: the day on which it ends on purpose, if it does.
    """

    score: int
    word: Word
    basis: tuple[Basis, ...]
    next_step: Fact | None
    retires_on: datetime.date | None = None

    @property
    def holding(self) -> tuple[Basis, ...]:
        return tuple(each for each in self.basis if each.holds)

    @property
    def missing(self) -> tuple[Basis, ...]:
        return tuple(each for each in self.basis if not each.holds)


def score_of(facts: Facts) -> Durability:
    """Return how lasting a result with these facts is. One fact more never lowers the score.

    >>> score_of(Facts(keeper=True, people=True, plan=True, means=False)).score
    83
    """
    basis = tuple(Basis(fact, held, WEIGHTS[fact]) for fact, held in facts if held is not None)
    asked = sum(each.weight for each in basis)
    score = 100 * sum(each.weight for each in basis if each.holds) // asked if asked else 0
    missing = [each for each in basis if not each.holds]
    # Of equal weights the first in the order of the facts.
    heaviest = max(missing, key=lambda each: each.weight, default=None)
    return Durability(score, word_of(score), basis, heaviest.fact if heaviest else None, facts.retires_on)


def word_of(score: int) -> Word:
    """Return a score in a word: lasting from 70 of 100 on, fair from 40 on."""
    if score >= LASTING:
        return Word.LASTING
    return Word.FAIR if score >= FAIR else Word.AT_RISK
