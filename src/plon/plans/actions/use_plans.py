"""How each result goes on after funding."""

from typing import Any

from django.db import transaction

from plon.accounts.guests import Doer
from plon.history.record import record
from plon.plans.actions.saving import next_position, refuse_if_newer, save_item
from plon.plans.models import UsePlan
from plon.programme.lasting import beside
from plon.results.models import Result

USE_FIELDS = (
    "form", "also", "users", "keeper", "resources", "euros_a_year", "hours_a_year", "means_from", "until", "risk",
)  # fmt: skip


@transaction.atomic
def plan_use(result: Result, *, by: Doer, version: int | None = None, reason: str = "", **fields: Any) -> UsePlan:
    """Say how a result will be used and kept after funding: the use plan (domain.md §1.5).

    Args:
        result: the result.
        by: who plans.
        version: the version the person saw, 0 if there was no use plan; None asks no question.
        reason: why a promised use plan changes.
        **fields: see `USE_FIELDS`.

    Raises:
        ChangedMeanwhile, ReasonNeeded, ValidationError: see `saving`.
    """
    known = UsePlan.objects.select_for_update().filter(result=result).first()
    refuse_if_newer(known.version if known else 0, version)
    fields["also"] = beside(
        fields.get("form", known.form if known else ""), fields.get("also", known.also if known else ())
    )
    if known is None:
        plan = UsePlan(project=result.project, result=result, position=next_position(UsePlan, result.project), **fields)
        plan.full_clean()
        plan.save()
        record("use_plan.added", by=by, subject=plan, project_id=result.project_id)
        return plan
    if changes := save_item(known, fields, USE_FIELDS, more={}, reason=reason):
        record("use_plan.changed", by=by, subject=known, project_id=result.project_id, changes=changes, reason=reason)
    return known
