"""What a report is made from: everything that is known of its project and its time, as values. No queries."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plon.activities.enums import ActivityState
from plon.activities.ledger.beside import TableBeside
from plon.activities.ledger.entries import Ledger, Row, Totals, hiding_confidential, totals_of
from plon.activities.ledger.facts import Act
from plon.activities.ledger.presenting import Teller
from plon.evaluation.figures import FigureBook, IndicatorFigures
from plon.evidence.enums import EvidenceKind
from plon.findings.queries import ToldFinding
from plon.organisations.models import Organisation
from plon.plans.queries import Plan
from plon.projects.models import Project, WorkPackage
from plon.reports.beneficiary.composed import ProofLine
from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.models import Report, SelfAssessment
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting.grammar import Language
from plon.responses.figures import Shown
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.surveys.questionnaire import Questionnaire
from plon.uptake.models import Adaptation, PolicyReference, Use

# Cancelled or put off: they say why.
_NOT_DONE = (ActivityState.CANCELLED, ActivityState.POSTPONED)


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """A live piece of evidence."""

    id: str
    title: str
    kind: str
    sha256: str
    size: int
    dated: datetime.date | None
    is_confidential: bool
    is_erased: bool

    def line(self, proves: tuple[str, ...], w: ReportWriter) -> ProofLine:
        """Return it as the annex has it; of a confidential one no title: the paper goes farther than the team."""
        title = self.title
        if self.is_confidential:
            title = w.say(en="confidential: shown on request", pl="poufne: do wglądu na życzenie")
        elif self.is_erased:
            title = w.say(en=f"{title} (names erased)", pl=f"{title} (nazwiska usunięto)")
        return ProofLine(
            id=self.id, title=title, kind=str(EvidenceKind(self.kind).label), sha256=self.sha256, size=self.size,
            proves=proves, dated=w.day(self.dated) if self.dated else "", is_confidential=self.is_confidential,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActMore:
    """What the ledger does not need to know of an act."""

    kind: str = ""
    place: str = ""
    learnt: str = ""
    package: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """One round of a survey of which something may be shown."""

    id: str
    name: str
    label: str
    moment: str
    questionnaire: Questionnaire
    shown: Shown


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What one partner said of itself, by question."""

    organisation: Organisation
    said: Mapping[str, SelfAssessment]


@dataclass(frozen=True)
class ReportFacts:
    """All that one report can tell, in one language."""

    report: Report
    language: Language
    today: datetime.date
    plan: Plan
    book: FigureBook
    pieces: Mapping[str, PieceFacts]
    more: Mapping[str, ActMore] = field(default_factory=dict)
    uses: tuple[Use, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    policies: tuple[PolicyReference, ...] = ()
    lasting: TableBeside | None = None
    assessments: tuple[AssessmentFacts, ...] = ()
    findings: tuple[ToldFinding, ...] = ()
    surveys: tuple[SurveyFacts, ...] = ()

    @property
    def project(self) -> Project:
        return self.plan.project

    @property
    def partner(self) -> str:
        """The name of the partner whose report it is, "" if it is the project's."""
        return self.report.organisation.name if self.report.organisation else ""

    @property
    def is_final(self) -> bool:
        return self.report.kind == ReportKind.FINAL

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the project, without the titles of confidential evidence."""
        return hiding_confidential(self.book.ledger.ledger)

    @cached_property
    def teller(self) -> Teller:
        return Teller(self.ledger, self.language)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The promises that the report answers for: all, or those of its partner."""
        return tuple(row for row in self.ledger.rows if not self.partner or row.promise.owner == self.partner)

    @cached_property
    def totals(self) -> Totals:
        return totals_of(self.ledger, self.rows, with_beyond=not self.partner)

    def _is_ours(self, act: Act) -> bool:
        return not self.partner or act.owner == self.partner

    def _is_now(self, act: Act) -> bool:
        return act.start is not None and self.report.since <= act.start <= self.report.until

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What was done in the report's time, by days."""
        return tuple(act for act in self.ledger.facts.done if self._is_now(act) and self._is_ours(act))

    @cached_property
    def undone(self) -> tuple[Act, ...]:
        """What was put off or cancelled, with its reason, whenever it should have been."""
        return tuple(act for act in self.ledger.facts.acts if act.state in _NOT_DONE and self._is_ours(act))

    def acts_of(self, package: WorkPackage, among: Iterable[Act]) -> tuple[Act, ...]:
        return tuple(act for act in among if self.more_of(act).package == package.pk)

    def more_of(self, act: Act) -> ActMore:
        return self.more.get(act.id, _NOTHING)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        organisation = self.report.organisation_id
        return tuple(each for each in self.plan.results if organisation is None or each.responsible_id == organisation)

    @cached_property
    def published(self) -> tuple[Result, ...]:
        return tuple(each for each in self.results if each.state == ResultState.PUBLISHED)

    @cached_property
    def indicators(self) -> tuple[IndicatorFigures, ...]:
        return tuple(each for each in self.book.indicators if not self.partner or each.owner == self.partner)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of results in the report's language, by public id."""
        return {each.public_id: each.title_in(self.language) for each in self.plan.results}


_NOTHING = ActMore()


def people_of(act: Act) -> int:
    return sum(reached.people for reached in act.reached)


def proven_of(act: Act) -> int:
    return sum(shown.people for shown in act.shown)


def evidence_of(act: Act) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown.evidence for shown in act.shown))
