"""Reading the evaluation plan, findings and what they led to: for pages, reports, the overview."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.accounts.models import User
from plon.findings.enums import DecisionState, Strength
from plon.findings.models import Decision, EvaluationQuestion, Finding, PlanChange
from plon.findings.plan_events import item_address
from plon.history.models import Event
from plon.history.sentences import sentence
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.projects.telling import Change, changes_in_words

# A question whose day comes within so many days is said on the overview.
SOON = datetime.timedelta(days=30)


def questions_in(project: Project) -> QuerySet[EvaluationQuestion]:
    """Return the evaluation plan, by the days; questions without a day come last."""
    found = EvaluationQuestion.objects.filter(project=project)
    found = found.select_related("indicator", "survey", "result", "responsible").prefetch_related("result__texts")
    return found.order_by(F("due_on").asc(nulls_last=True), "id")


def questions_soon(project: Project, *, today: datetime.date | None = None) -> list[EvaluationQuestion]:
    """Return what is to be asked within a month, or should have been asked by now."""
    until = (today or timezone.localdate()) + SOON
    return list(EvaluationQuestion.objects.filter(project=project, done_on=None, due_on__lte=until).order_by("due_on"))


def get_question_for(
    user: User | AnonymousUser, project_id: str, question_id: str, permission: str = VIEW
) -> EvaluationQuestion:
    """Return a question of the evaluation plan, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(questions_in(project), public_id=question_id)


def findings_in(project: Project) -> QuerySet[Finding]:
    """Return the findings with their figures, decisions and changes of the plan, oldest first."""
    changes = Prefetch("plan_changes", PlanChange.objects.order_by("at", "id"))
    decisions = Prefetch("decisions", Decision.objects.select_related("responsible").prefetch_related(changes))
    found = Finding.objects.filter(project=project).select_related("question", "project")
    return found.prefetch_related("figures", decisions)


def get_finding_for(user: User | AnonymousUser, project_id: str, finding_id: str, permission: str = VIEW) -> Finding:
    """Return a finding with all that hangs on it; see `get_question_for`."""
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(findings_in(project), public_id=finding_id)


def get_decision_for(
    user: User | AnonymousUser, project_id: str, finding_id: str, decision_id: str, permission: str = VIEW
) -> Decision:
    """Return a decision with its finding and project; see `get_question_for`."""
    project = get_project_for(user, project_id, permission)
    found = Decision.objects.select_related("finding__project", "responsible").prefetch_related("plan_changes")
    return get_object_or_404(found, finding__project=project, finding__public_id=finding_id, public_id=decision_id)


def open_decisions_in(project: Project) -> QuerySet[Decision]:
    return Decision.objects.filter(finding__project=project, state=DecisionState.OPEN)


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure as it was when the finding was written down."""

    key: str
    label: str
    value: str
    source: str
    as_of: datetime.date | None
    taken_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change of the plan, in words; `url` leads to the item in the workspace, "" if it is gone or has no page."""

    id: int
    told: str
    subject: str
    at: datetime.datetime
    changes: tuple[Change, ...]
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision and what became of it; `is_late` if it is open and its day is over."""

    id: str
    text: str
    who: str
    due_on: datetime.date | None
    decided_on: datetime.date
    state: DecisionState
    closed_on: datetime.date | None
    reason: str
    is_late: bool
    changes: tuple[ToldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding with the figures it rests on and the decisions it led to."""

    id: str
    title: str
    text: str
    strength: Strength
    seen_on: datetime.date
    by: str
    question: str
    criterion: str
    figures: tuple[ToldFigure, ...] = ()
    decisions: tuple[ToldDecision, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something: no decision yet, or one that is not carried out."""
        return not self.decisions or any(each.state == DecisionState.OPEN for each in self.decisions)


def findings_of(project: Project, *, today: datetime.date | None = None) -> tuple[ToldFinding, ...]:
    """Return all findings of a project as frozen values, oldest first, in the language that is active; 5 queries."""
    day = today or timezone.localdate()
    return tuple(tell_finding(finding, day) for finding in findings_in(project))


def tell_finding(finding: Finding, today: datetime.date) -> ToldFinding:
    """Return one finding as a frozen value; what hangs on it is loaded already (see `findings_in`)."""
    question = finding.question
    return ToldFinding(
        id=finding.public_id,
        title=finding.title,
        text=finding.text,
        strength=Strength(finding.strength),
        seen_on=finding.seen_on,
        by=finding.created_by_label,
        question=question.question if question else "",
        criterion=str(question.get_criterion_display()) if question else "",
        figures=tuple(
            ToldFigure(each.key, each.label, each.value, each.source, each.as_of, each.taken_at)
            for each in finding.figures.all()
        ),
        decisions=tuple(
            tell_decision(each, list(each.plan_changes.all()), finding.project, today)
            for each in finding.decisions.all()
        ),
    )


def tell_decision(
    decision: Decision, changes: Sequence[PlanChange], project: Project, today: datetime.date
) -> ToldDecision:
    """Return one decision as a frozen value."""
    who = ", ".join(part for part in (decision.who, str(decision.responsible or "")) if part)
    return ToldDecision(
        id=decision.public_id,
        text=decision.text,
        who=who,
        due_on=decision.due_on,
        decided_on=decision.decided_on,
        state=DecisionState(decision.state),
        closed_on=decision.closed_on,
        reason=decision.reason,
        is_late=bool(decision.is_open and decision.due_on and decision.due_on < today),
        changes=tuple(tell_change(each, project) for each in changes),
    )


def tell_change(change: PlanChange, project: Project) -> ToldChange:
    """Say what a linked change of the plan was, in the reader's language."""
    event = Event(
        kind=change.kind, subject_type=change.subject_type, subject_label=change.subject_label, changes=change.changes
    )
    return ToldChange(
        id=change.pk,
        told=sentence(event),
        subject=change.subject_label,
        at=change.at,
        changes=tuple(changes_in_words(event)),
        reason=change.reason,
        url=item_address(project, change.item_kind, change.item_public_id),
    )
