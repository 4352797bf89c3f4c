"""What the doors of the evaluation plan, of findings and decisions, and of outcome calls lead to."""

from typing import TYPE_CHECKING

from django.utils import timezone

from plon.accounts.models import User
from plon.findings.actions import add_decision, add_finding, add_question, apply_ready_plan, link_change
from plon.findings.plan_events import plan_events
from plon.outcomes.actions import take_up_agreements
from plon.outcomes.models import Agreement, Answer, Call
from plon.outcomes.secret import secret_of, stop_token
from plon.plans.actions import add_group
from plon.uptake.models import Contact

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


def add_outcomes(world: "World") -> None:
    """Somebody who told of a use may be asked again, was asked, and answered."""
    Contact.objects.filter(use__result__project=world.project).update(may_ask_again=True)
    take_up_agreements()
    agreement = Agreement.objects.get(project=world.project)
    about = {"thread": agreement.public_id, "kind": agreement.kind, "months": 6, "sent_at": timezone.now()}
    call = Call.objects.create(project=world.project, **about)
    answer = Answer.objects.create(call=call, still="regularly", change="much")
    world.fillings |= {
        "outcomes:letter:kind": "user", "outcomes:letter:language": "en", "outcomes:hide:answer": answer.public_id,
        "outcomes:restore:answer": answer.public_id, "outcome:own:secret": secret_of(agreement),
        "outcome:data:secret": secret_of(agreement), "outcome:stop:token": stop_token([agreement]),
    }  # fmt: skip
