"""Findings: write down, change, take out. The figures they rest on are kept as they were."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from plon.accounts.models import User
from plon.findings.actions.saving import check_project, kept_of, locked, save_row
from plon.findings.figures import Figure
from plon.findings.models import Decision, Finding, FindingFigure
from plon.history.models import Event
from plon.history.record import record
from plon.projects.models import Project

FINDING_FIELDS = ("title", "text", "strength", "seen_on", "question")
KEPT_FINDING = ("public_id", *FINDING_FIELDS, "created_at", "created_by_label")
KEPT_FIGURE = ("key", "label", "value", "source", "as_of", "taken_at")
KEPT_DECISION = (
    "public_id", "text", "who", "responsible", "due_on", "state", "reason", "decided_on", "closed_on",
)  # fmt: skip
KEPT_CHANGE = (
    "event", "kind", "subject_type", "subject_label", "item_kind", "item_public_id", "at", "changes", "reason",
)  # fmt: skip


@transaction.atomic
def add_finding(project: Project, *, by: User, figures: Iterable[Figure] = (), **fields: Any) -> Finding:
    """Write down what was seen.

    Args:
        project: the project.
        by: who saw it.
        figures: what it rests on, as it is today; kept for ever as it is.
        **fields: see `FINDING_FIELDS`.

    Raises:
        OfAnotherProject: the evaluation question is of another project.
        ValidationError: a field is malformed.
    """
    finding = Finding(project=project, created_by=by, created_by_label=str(by)[:200], **fields)
    check_project(project.pk, finding.question)
    finding.full_clean()
    finding.save()
    _keep(finding, figures)
    record("finding.added", by=by, subject=finding, project_id=project.pk)
    return finding


@transaction.atomic
def change_finding(
    finding: Finding,
    *,
    by: User,
    version: int | None = None,
    figures: Iterable[Figure] = (),
    dropped: Iterable[str] = (),
    **fields: Any,
) -> Finding:
    """Change a finding.

    Args:
        finding: the finding.
        by: who changes it.
        version: the version the person saw; None asks no question.
        figures: further ones, as they are today; a figure that is kept already stays as it was.
        dropped: keys of figures that it no longer rests on.
        **fields: see `FINDING_FIELDS`.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        OfAnotherProject, ValidationError: see `add_finding`.
    """
    found = locked(finding, version)
    before = _figures_of(found)
    changes = save_row(found, fields, FINDING_FIELDS)
    check_project(found.project_id, found.question)
    FindingFigure.objects.filter(finding=found, key__in=list(dropped)).delete()
    _keep(found, figures)
    after = _figures_of(found)
    if before != after:
        changes["figures"] = [list(before), list(after)]
        if len(changes) == 1:
            found.version += 1
            found.save()
    if changes:
        record("finding.changed", by=by, subject=found, project_id=found.project_id, changes=changes)
    return found


def _figures_of(finding: Finding) -> list[str]:
    return [str(figure) for figure in FindingFigure.objects.filter(finding=finding)]


def _keep(finding: Finding, figures: Iterable[Figure]) -> None:
    known = set(FindingFigure.objects.filter(finding=finding).values_list("key", flat=True))
    for each in figures:
        if each.key not in known:
            kept = FindingFigure(
                finding=finding, key=each.key, label=each.label[:400], value=each.value[:200],
                source=each.source[:500], as_of=each.as_of,
            )  # fmt: skip
            kept.full_clean()
            kept.save()
            known.add(each.key)


@transaction.atomic
def remove_finding(finding: Finding, *, by: User) -> Event:
    """Take a finding out with its decisions; the history can put all of it back."""
    decisions = finding.decisions.prefetch_related("plan_changes")
    kept: list[object] = [
        {
            "finding": kept_of(finding, KEPT_FINDING),
            "figures": [kept_of(figure, KEPT_FIGURE) for figure in finding.figures.all()],
            "decisions": [kept_decision(decision) for decision in decisions],
        }
    ]
    event = record("finding.removed", by=by, subject=finding, project_id=finding.project_id,
                   changes={"title": [finding.title, None], "_finding": kept})  # fmt: skip
    finding.delete()
    return event


def kept_decision(decision: Decision) -> dict[str, object]:
    """Return a decision with the changes of the plan that it led to, as JSON."""
    return {
        "decision": kept_of(decision, KEPT_DECISION),
        "plan_changes": [kept_of(change, KEPT_CHANGE) for change in decision.plan_changes.all()],
    }
