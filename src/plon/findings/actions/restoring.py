"""Put back what the history remembers of this room (see `plon.projects.restoring`)."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.findings.actions.decisions import DECISION_FIELDS, change_decision
from plon.findings.actions.findings import FINDING_FIELDS, change_finding
from plon.findings.actions.questions import QUESTION_FIELDS, change_question
from plon.findings.actions.saving import again, value_again
from plon.findings.models import Decision, EvaluationQuestion, Finding, FindingFigure, PlanChange
from plon.findings.refusals import AlreadyThere
from plon.history.models import Event
from plon.history.record import record

Restorable = EvaluationQuestion | Finding | Decision


def _values(model: type[models.Model], event: Event, known: tuple[str, ...]) -> dict[str, Any]:
    project = event.project_id or 0
    return {name: value_again(model, name, told[0], project) for name, told in event.changes.items() if name in known}


def _found(model: type[models.Model], event: Event, **lookup: object) -> Any:
    found = model._default_manager.filter(pk=event.subject_id, **lookup).first()
    if found is None:
        raise AlreadyThere(_("It is there no more, so nothing can be put back."))
    return found


def put_question_back(event: Event, by: User) -> None:
    """Bring back what a question was, or a question that was taken out.

    Raises:
        AlreadyThere: it is there again, or there no more.
    """
    if event.kind.endswith(".removed"):
        _bring_question_back(event, by)
    else:
        question = _found(EvaluationQuestion, event, project=event.project_id)
        change_question(question, by=by, **_values(EvaluationQuestion, event, QUESTION_FIELDS))


@transaction.atomic
def _bring_question_back(event: Event, by: User) -> None:
    kept, project = event.changes["_question"][0], event.project_id or 0
    _refuse_twice(EvaluationQuestion, kept["public_id"])
    question = EvaluationQuestion(project_id=project, **again(EvaluationQuestion, kept, project))
    question.full_clean()
    question.save()
    Finding.objects.filter(project=project, question=None, public_id__in=event.changes.get("_findings", [])).update(
        question=question
    )
    record("evaluation_question.restored", by=by, subject=question, project_id=project)


def put_finding_back(event: Event, by: User) -> None:
    """Bring back what a finding said, or a finding that was taken out, with its figures and decisions.

    Raises:
        AlreadyThere: it is there again, or there no more.
    """
    if event.kind.endswith(".removed"):
        _bring_finding_back(event, by)
    else:
        finding = _found(Finding, event, project=event.project_id)
        change_finding(finding, by=by, **_values(Finding, event, FINDING_FIELDS))


@transaction.atomic
def _bring_finding_back(event: Event, by: User) -> None:
    kept, project = event.changes["_finding"][0], event.project_id or 0
    _refuse_twice(Finding, kept["finding"]["public_id"])
    finding = Finding(project_id=project, **again(Finding, kept["finding"], project))
    finding.full_clean()
    finding.save()
    for figure in kept["figures"]:
        FindingFigure.objects.create(finding=finding, **again(FindingFigure, figure, project))
    for decision in kept["decisions"]:
        _make_decision(finding, decision)
    record("finding.restored", by=by, subject=finding, project_id=project)


def put_decision_back(event: Event, by: User) -> None:
    """Bring back what was decided, or a decision that was taken out.

    Raises:
        AlreadyThere: it is there again, or there no more.
    """
    project = event.project_id or 0
    if not event.kind.endswith(".removed"):
        decision = _found(Decision, event, finding__project=project)
        change_decision(decision, by=by, **_values(Decision, event, DECISION_FIELDS))
        return
    kept = event.changes["_decision"][0]
    _refuse_twice(Decision, kept["decision"]["public_id"])
    finding = Finding.objects.filter(project=project, public_id=kept["finding"]).first()
    if finding is None:
        raise AlreadyThere(_("The finding that it followed from is gone."))
    with transaction.atomic():
        decision = _make_decision(finding, kept)
        record("decision.restored", by=by, subject=decision, project_id=project)


def _make_decision(finding: Finding, kept: Mapping[str, Any]) -> Decision:
    project = finding.project_id
    decision = Decision(finding=finding, **again(Decision, kept["decision"], project))
    decision.full_clean()
    decision.save()
    for change in kept["plan_changes"]:
        PlanChange.objects.create(decision=decision, **again(PlanChange, change, project))
    return decision


def _refuse_twice(model: type[Restorable], public_id: str) -> None:
    if model._default_manager.filter(public_id=public_id).exists():
        raise AlreadyThere(_("It is there already."))
