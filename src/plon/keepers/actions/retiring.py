"""A result need not last: retired on purpose, with a reason that visitors read. Its page and files stay."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer
from plon.history.record import record
from plon.keepers.enums import RetiredBy
from plon.keepers.letters.sending import send_retired_on_commit
from plon.keepers.models import Retirement
from plon.keepers.refusals import ReasonMissing
from plon.results.models import Result
from plon.search.changes import mark_changed


@transaction.atomic
def retire_result(result: Result, *, by: Doer | None, reason: str, as_whom: str = RetiredBy.TEAM) -> Retirement:
    """Say that nobody looks after a result any more; the team, its keepers and the agency are told.

    Raises:
        ReasonMissing: nobody says why.
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: visitors read it on the page of the result."), field="reason")
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if known := Retirement.objects.filter(result=result).first():
        return known
    retirement = Retirement(result=result, reason=reason.strip(), retired_as=as_whom)
    retirement.full_clean()
    retirement.save()
    record("keeper.retired", by=by, subject=retirement, project_id=result.project_id, reason=reason)
    mark_changed("result", [result.pk])
    send_retired_on_commit(retirement)
    return retirement


@transaction.atomic
def bring_back(result: Result, *, by: Doer) -> None:
    """Look after a retired result again; who kept it when it was retired keeps it on."""
    retirement = Retirement.objects.select_for_update(of=("self",)).filter(result=result).first()
    if retirement is not None:
        record("keeper.brought_back", by=by, subject=retirement, project_id=result.project_id)
        retirement.delete()
        mark_changed("result", [result.pk])
