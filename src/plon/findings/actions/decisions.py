"""Decisions: what follows from a finding, and what became of it."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.findings.actions.findings import kept_decision
from plon.findings.actions.saving import locked, save_row
from plon.findings.enums import DecisionState
from plon.findings.models import Decision, Finding
from plon.findings.refusals import NotDoneYet, ReasonMissing
from plon.history.models import Event
from plon.history.record import record

DECISION_FIELDS = ("text", "who", "responsible", "due_on", "decided_on")
STATE_FIELDS = ("state", "reason", "closed_on")


@transaction.atomic
def add_decision(finding: Finding, *, by: User, **fields: Any) -> Decision:
    """Decide what follows from a finding.

    Args:
        finding: from which.
        by: who writes it down.
        **fields: see `DECISION_FIELDS`.

    Raises:
        ValidationError: a field is malformed.
    """
    decision = Decision(finding=finding, **fields)
    decision.full_clean()
    decision.save()
    record("decision.added", by=by, subject=decision, project_id=finding.project_id)
    return decision


@transaction.atomic
def change_decision(decision: Decision, *, by: User, version: int | None = None, **fields: Any) -> Decision:
    """Change what was decided; its state has use cases of its own.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ValidationError: a field is malformed.
    """
    found = locked(decision, version)
    if changes := save_row(found, fields, DECISION_FIELDS):
        record("decision.changed", by=by, subject=found, project_id=found.finding.project_id, changes=changes)
    return found


@transaction.atomic
def close_decision(
    decision: Decision, *, by: User, state: str, reason: str = "", on: datetime.date | None = None
) -> Decision:
    """Say that a decision was carried out, or dropped and why.

    Args:
        decision: which.
        by: who says so.
        state: "done" or "dropped".
        reason: how it went; must be there for a dropped one.
        on: since when; None is today.

    Raises:
        NotDoneYet: the day lies ahead.
        ReasonMissing: it is dropped and nobody says why.
        ValidationError: something is malformed.
    """
    day = on or timezone.localdate()
    if state == DecisionState.DROPPED and not reason.strip():
        raise ReasonMissing(_("Say why: the report tells it."), field="reason")
    if day > timezone.localdate():
        raise NotDoneYet(_("Nothing can have been done on a day to come."), field="on")
    found = locked(decision, None)
    if changes := save_row(found, {"state": state, "reason": reason.strip(), "closed_on": day}, STATE_FIELDS):
        kind = "decision.dropped" if state == DecisionState.DROPPED else "decision.done"
        record(kind, by=by, subject=found, project_id=found.finding.project_id, changes=changes, reason=reason)
    return found


@transaction.atomic
def reopen_decision(decision: Decision, *, by: User) -> Decision:
    """Take a decision up again that was done or dropped."""
    found = locked(decision, None)
    values = {"state": DecisionState.OPEN.value, "reason": "", "closed_on": None}
    if changes := save_row(found, values, STATE_FIELDS):
        record("decision.reopened", by=by, subject=found, project_id=found.finding.project_id, changes=changes)
    return found


@transaction.atomic
def remove_decision(decision: Decision, *, by: User) -> Event:
    """Take a decision out; the history can put it back."""
    kept: list[object] = [{"finding": decision.finding.public_id, **kept_decision(decision)}]
    event = record("decision.removed", by=by, subject=decision, project_id=decision.finding.project_id,
                   changes={"text": [decision.text, None], "_decision": kept})  # fmt: skip
    decision.delete()
    return event
