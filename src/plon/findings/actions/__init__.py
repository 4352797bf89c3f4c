"""The use cases: the evaluation plan; findings, decisions, and the changes of the plan that they led to."""

from plon.findings.actions.changes import link_change, unlink_change
from plon.findings.actions.decisions import (
    add_decision,
    change_decision,
    close_decision,
    remove_decision,
    reopen_decision,
)
from plon.findings.actions.findings import add_finding, change_finding, remove_finding
from plon.findings.actions.questions import add_question, change_question, mark_done, remove_question
from plon.findings.actions.ready import apply_ready_plan, undo_ready_plan

__all__ = [
    "add_decision", "add_finding", "add_question", "apply_ready_plan", "change_decision", "change_finding",
    "change_question", "close_decision", "link_change", "mark_done", "remove_decision", "remove_finding",
    "remove_question", "reopen_decision", "undo_ready_plan", "unlink_change",
]  # fmt: skip
