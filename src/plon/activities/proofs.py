"""What proves an act, and how many people it shows; what proves a promised result, indicator or use plan.

Every proven figure is the sum of these rows (see `plon.activities.ledger`), so a proof never shows more people of a
group than the act reached.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer
from plon.activities.actions.proven import lower_claims_in_bin, proofs_of_group
from plon.activities.actions.saving import locked
from plon.activities.models import Activity, ItemProof, Proof
from plon.activities.refusals import MoreThanReached, NotInPlan
from plon.evidence.models import Evidence
from plon.history.record import record
from plon.plans.models import Indicator, UsePlan
from plon.plans.refusals import ElsewhereInPlon
from plon.projects.models import Project
from plon.projects.promises import is_promised
from plon.results.models import Result

PROVABLE: dict[str, type[Result] | type[Indicator] | type[UsePlan]] = {
    "result": Result,
    "indicator": Indicator,
    "use_plan": UsePlan,
}


@transaction.atomic
def prove(activity: Activity, evidence: Evidence, *, by: Doer, people: Mapping[str, int] | None = None) -> list[Proof]:
    """Say that a piece of evidence shows an act, and how many people; what it showed before is replaced.

    Args:
        activity: the act.
        evidence: of the same project; it may prove several acts.
        by: who says so.
        people: {key of a group, or "" for somebody else: how many people of it can be counted there}.
            None or zeros: it shows that the act took place.

    Raises:
        ElsewhereInPlon: evidence of another project.
        MoreThanReached: the proofs of a group would show more people than the act reached.
    """
    activity = locked(activity)
    _refuse_foreign(activity.project_id, evidence)
    shown = {key: number for key, number in (people or {}).items() if number}
    for key, number in shown.items():
        _refuse_too_many(activity, evidence, key, number)
    before = {proof.group_key: proof for proof in activity.proofs.filter(evidence=evidence)}
    told = {key: proof.people for key, proof in before.items()}
    proofs = []
    for key, number in (shown or {"": 0}).items():
        proof = before.pop(key, None) or Proof(activity=activity, evidence=evidence, group_key=key)
        proof.people = number
        proof.full_clean()
        proof.save()
        proofs.append(proof)
    for proof in before.values():
        proof.delete()
    if told != (shown or {"": 0}):
        record("act.proven", by=by, subject=activity, project_id=activity.project_id,
               changes={"_proof": [{"evidence": evidence.public_id, "before": told, "after": shown}]})  # fmt: skip
    return proofs


def _refuse_foreign(project_id: int, evidence: Evidence) -> None:
    if evidence.project_id != project_id or evidence.removed_at is not None:
        raise ElsewhereInPlon(_("This piece of evidence is not in the project."))


def _refuse_too_many(activity: Activity, evidence: Evidence, key: str, number: int) -> None:
    row = activity.reach.filter(group_key=key).first()
    reached = row.people if row else 0
    others = proofs_of_group(activity, key).exclude(evidence=evidence)
    proven = others.aggregate(total=Sum("people"))["total"] or 0
    if proven + number > reached:
        group = (row.group_name if row else "") or _("somebody else")
        if proven:
            message = _(
                "“%(group)s”: %(reached)s people were reached, and other evidence shows %(proven)s of them. "
                "This piece can show at most %(room)s."
            )
        else:
            message = _("“%(group)s”: %(reached)s people were reached, so this piece can't show %(number)s.")
        params = {"group": group, "reached": reached, "proven": proven, "room": max(reached - proven, 0),
                  "number": number}  # fmt: skip
        raise MoreThanReached(message, params, field=f"shows_{key or 'other'}")
    lower_claims_in_bin(activity, key, reached - proven - number)


@transaction.atomic
def unprove(activity: Activity, evidence: Evidence, *, by: Doer) -> None:
    """Take a piece of evidence from an act; the piece stays in the project."""
    activity = locked(activity)
    gone = list(activity.proofs.filter(evidence=evidence))
    if not gone:
        return
    activity.proofs.filter(pk__in=[proof.pk for proof in gone]).delete()
    told = {proof.group_key: proof.people for proof in gone}
    record("act.unproven", by=by, subject=activity, project_id=activity.project_id,
           changes={"_proof": [{"evidence": evidence.public_id, "before": told, "after": {}}]})  # fmt: skip


@transaction.atomic
def prove_item(
    project: Project, kind: str, public_id: str, evidence: Evidence, *, by: Doer, value: Decimal | int | None = None
) -> ItemProof:
    """Say that a piece of evidence proves a result, an indicator or a use plan, and how much of it.

    Args:
        project: the project.
        kind: "result", "indicator" or "use_plan".
        public_id: of the item, in the plan or in the newest commitment.
        evidence: of the same project.
        by: who says so.
        value: how much it proves, where the item counts something; None shows that it is so.

    Raises:
        NotInPlan: there is no such item.
        ElsewhereInPlon: evidence of another project.
        ValidationError: the value is malformed.
    """
    _refuse_foreign(project.pk, evidence)
    if kind not in PROVABLE or not (_is_in_plan(project, kind, public_id) or is_promised(project.pk, kind, public_id)):
        raise NotInPlan(_("This is not in the plan of the project."))
    proof = ItemProof.objects.select_for_update().filter(
        evidence=evidence, item_kind=kind, item_public_id=public_id
    ).first() or ItemProof(project=project, evidence=evidence, item_kind=kind, item_public_id=public_id)  # fmt: skip
    before, is_new = proof.value, proof.pk is None
    proof.value = None if value is None else Decimal(value)
    proof.full_clean()
    proof.save()
    if is_new or before != proof.value:
        record("item.proven", by=by, subject=evidence, project_id=project.pk,
               changes={"_item": [{"kind": kind, "public_id": public_id, "value": str(value or "")}]})  # fmt: skip
    return proof


def _is_in_plan(project: Project, kind: str, public_id: str) -> bool:
    return PROVABLE[kind]._default_manager.filter(project=project, public_id=public_id).exists()


@transaction.atomic
def unprove_item(project: Project, kind: str, public_id: str, evidence: Evidence, *, by: Doer) -> None:
    """Take a piece of evidence from what it proved; the piece stays in the project."""
    gone = ItemProof.objects.filter(project=project, item_kind=kind, item_public_id=public_id, evidence=evidence)
    if gone.exists():
        gone.delete()
        record("item.unproven", by=by, subject=evidence, project_id=project.pk,
               changes={"_item": [{"kind": kind, "public_id": public_id}]})  # fmt: skip
