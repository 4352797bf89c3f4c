"""What the doors of the evaluation plan, of findings and decisions lead to."""

from typing import TYPE_CHECKING

from plon.accounts.models import User
from plon.findings.actions import add_decision, add_finding, add_question, apply_ready_plan, link_change
from plon.findings.plan_events import plan_events
from plon.plans.actions import add_group

if TYPE_CHECKING:
    from tests.access.world import World


def add_findings(world: "World", by: User) -> None:
    """A question, a ready plan that was taken over, a finding with a decision that changed the plan."""
    question = add_question(world.project, by=by, question="Do teachers use it?", criterion="impact")
    begun = apply_ready_plan(world.project, "ka210", by=by, language="en")
    finding = add_finding(world.project, by=by, title="Small schools do not come")
    decision = add_decision(finding, by=by, text="Go to the villages")
    # A change of its own, so that the next one can be linked, too.
    add_group(world.project, by=by, name="Teachers in villages")
    change = link_change(decision, plan_events(world.project)[0], by=by)
    assert begun
    world.fillings |= {f"findings:{door}:question": question.public_id
                       for door in ("change_question", "question_done", "remove_question")}  # fmt: skip
    for door in ("finding", "change", "remove", "decide"):
        world.fillings[f"findings:{door}:finding"] = finding.public_id
    for door in ("change_decision", "decision_state", "remove_decision", "change_plan", "unlink"):
        world.fillings |= {f"findings:{door}:finding": finding.public_id,
                           f"findings:{door}:decision": decision.public_id}  # fmt: skip
    world.fillings |= {
        "findings:export_plan:ending": "csv", "findings:apply_plan:code": "ka210", "findings:undo_plan:event": begun.pk,
        "findings:unlink:change": change.pk,
    }  # fmt: skip
