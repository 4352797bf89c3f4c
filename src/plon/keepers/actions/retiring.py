"""A result need not last: it ends on purpose, with a reason that visitors read. Its page and files stay."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer
from plon.history.record import record
from plon.keepers.letters.sending import send_retired_on_commit
from plon.keepers.refusals import ReasonMissing
from plon.plans.actions import plan_use
from plon.plans.models import UsePlan
from plon.programme.lasting import RETIRE, beside
from plon.results.models import Result
from plon.search.changes import mark_changed

Tidy = Callable[[Result, Doer], None]
_tidying: list[Tidy] = []


def register_tidying(tidy: Tidy) -> None:
    """Let a room above put in order what a result that ends today leaves, inside the transaction."""
    _tidying.append(tidy)


@transaction.atomic
def retire_result(result: Result, *, by: Doer, reason: str) -> UsePlan:
    """Say that nobody looks after a result from today on; the team, its keepers and the agency are told.

    The use plan says so, with the reason; who plans it otherwise brings the result back into care.

    Raises:
        ReasonMissing: nobody says why.
        ValidationError: the reason is too long.
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: visitors read it on the page of the result."), field="reason")
    result = Result.objects.select_for_update(of=("self",)).select_related("project").get(pk=result.pk)
    known = UsePlan.objects.filter(result=result).first()
    plan = plan_use(
        result, by=by, reason=reason, form=RETIRE, also=beside(RETIRE, known.also if known else ()),
        until=timezone.localdate(), risk=reason.strip(),
    )  # fmt: skip
    record("keeper.retired", by=by, subject=result, project_id=result.project_id, reason=reason)
    for tidy in _tidying:
        tidy(result, by)
    mark_changed("result", [result.pk])
    send_retired_on_commit(plan)
    return plan
