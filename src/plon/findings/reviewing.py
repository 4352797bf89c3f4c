"""What a review in the middle of a project is made of: read once, as one frozen value."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from plon.evaluation.enums import Light
from plon.evaluation.figures import FigureBook, IndicatorFigures
from plon.evaluation.figures.gathering import book_of
from plon.findings.enums import DecisionState
from plon.findings.figures import Figure, by_key, indicator_value
from plon.findings.models import EvaluationQuestion
from plon.findings.offered import offered_in
from plon.findings.queries import ToldDecision, ToldFigure, ToldFinding, findings_of, questions_in
from plon.projects.models import Project
from plon.surveyresults.numbers import written


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands: then is what the first finding that rests on it kept, "" if none does."""

    name: str
    baseline: str
    then: str
    then_on: datetime.date | None
    now: str
    as_of: datetime.date | None
    light: Light
    reason: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure that a finding rests on, then and now; `now` is None if it can't be counted any more."""

    then: ToldFigure
    now: Figure | None

    @property
    def has_moved(self) -> bool:
        return self.now is not None and self.now.value != self.then.value


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding with its figures then and now."""

    finding: ToldFinding
    figures: tuple[Beside, ...]


@dataclass(frozen=True)
class Review:
    """The whole review on one day.

    Attributes:
        middle: the middle of the project; None without dates.
        unanswered: questions of the evaluation plan that should have been answered by now.
        undecided: findings from which nothing follows yet.
    """

    day: datetime.date
    middle: datetime.date | None
    standings: tuple[Standing, ...]
    findings: tuple[Reviewed, ...]
    unanswered: tuple[EvaluationQuestion, ...]
    answered: int
    questions: int

    @property
    def decisions(self) -> tuple[tuple[ToldFinding, ToldDecision], ...]:
        return tuple((each.finding, decision) for each in self.findings for decision in each.finding.decisions)

    @property
    def open_decisions(self) -> tuple[tuple[ToldFinding, ToldDecision], ...]:
        return tuple(pair for pair in self.decisions if pair[1].state == DecisionState.OPEN)

    @property
    def undecided(self) -> tuple[ToldFinding, ...]:
        return tuple(each.finding for each in self.findings if not each.finding.decisions)

    @property
    def changes(self) -> int:
        return sum(len(decision.changes) for _finding, decision in self.decisions)

    @property
    def is_empty(self) -> bool:
        return not (self.findings or self.standings or self.questions)


def review_of(project: Project, *, today: datetime.date) -> Review:
    """Return the review of a project as of today, in the language that is active."""
    book, told = book_of(project), findings_of(project, today=today)
    now = by_key(offered_in(project, book=book))
    questions = list(questions_in(project))
    return Review(
        day=today,
        middle=project.start + (project.end - project.start) / 2 if project.start and project.end else None,
        standings=_standings(book, told),
        findings=tuple(
            Reviewed(each, tuple(Beside(figure, now.get(figure.key)) for figure in each.figures)) for each in told
        ),
        unanswered=tuple(
            each for each in questions if not each.is_done and each.due_on is not None and each.due_on <= today
        ),
        answered=sum(each.is_done for each in questions),
        questions=len(questions),
    )


def _standings(book: FigureBook, told: Iterable[ToldFinding]) -> tuple[Standing, ...]:
    first: dict[str, ToldFigure] = {}
    for finding in told:
        for figure in finding.figures:
            first.setdefault(figure.key, figure)
    return tuple(_standing(each, first.get(f"indicator:{each.id}")) for each in book.indicators)


def _standing(figures: IndicatorFigures, then: ToldFigure | None) -> Standing:
    return Standing(
        name=figures.name,
        baseline=written(figures.baseline) if figures.baseline is not None else figures.baseline_text,
        then=then.value if then else "",
        then_on=then.taken_at.date() if then else None,
        now=indicator_value(figures),
        as_of=figures.as_of,
        light=figures.light,
        reason=str(figures.reason.label),
    )
