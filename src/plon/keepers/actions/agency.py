"""What the agency does for results that nobody keeps: keep them itself. Asking and retiring are as for everybody."""

from django.db import transaction
from django.utils import timezone

from plon.accounts.models import User
from plon.history.record import record
from plon.keepers.actions.answering import confirm
from plon.keepers.actions.changing import saved
from plon.keepers.enums import OPEN, KeepingState, Silence
from plon.keepers.models import Keeping
from plon.results.models import Result


@transaction.atomic
def take_over(result: Result, *, by: User) -> Keeping:
    """Let the agency keep a result until somebody else does."""
    result = Result.objects.select_for_update(of=("self",)).select_related("project").get(pk=result.pk)
    if known := Keeping.objects.filter(result=result, is_agency=True, state__in=OPEN).first():
        return known
    now = timezone.now()
    keeping = Keeping(
        result=result, is_agency=True, state=KeepingState.KEEPING, silence=Silence.NONE, silent_since=None,
        asked_by=by, asked_at=now, accepted_at=now, confirmed_at=now,
    )  # fmt: skip
    saved(keeping)
    record("keeper.agency_took_over", by=by, subject=result, project_id=result.project_id)
    return keeping


def agency_confirms(keeping: Keeping, *, by: User) -> Keeping:
    """Say that the agency has looked at what it keeps, and that it is still good."""
    return confirm(keeping, by=by)
