"""Somebody keeps a result no more. The last one does not go unnoticed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer
from plon.history.record import record
from plon.keepers.actions.changing import locked, saved
from plon.keepers.actions.retiring import retire_result
from plon.keepers.enums import Follows, How, KeepingState, Silence
from plon.keepers.letters.sending import send_on_commit
from plon.keepers.models import Keeping
from plon.keepers.queries import needs_follower
from plon.keepers.refusals import LastKeeper


@transaction.atomic
def end_keeping(keeping: Keeping, *, by: Doer | None, how: str, follows: str = "", reason: str = "") -> Keeping:
    """Let somebody keep a result no more, or take back that they were asked.

    Args:
        keeping: what ends.
        by: who ends it; None is Plon itself.
        how: a value of `How`.
        follows: a value of `Follows`: what comes after the last keeper of a public result; else without meaning.
        reason: why; if the result is retired, visitors read it.

    Raises:
        LastKeeper: it is the last one, and nobody says what follows.
        ReasonMissing: it is to be retired without a reason.
    """
    keeping = locked(keeping)
    if not keeping.is_open:
        return keeping
    leaves_nobody = needs_follower(keeping)
    if leaves_nobody and follows not in Follows.values:
        raise LastKeeper(
            _("Nobody else keeps this result. Say what follows: hand it over, retire it, or tell the agency."),
            field="follows",
        )
    keeping.state, keeping.ended_at, keeping.ended_how = KeepingState.ENDED, timezone.now(), how
    keeping.silence, keeping.silent_since = Silence.NONE, None
    keeping.follows = follows if leaves_nobody else ""
    keeping.reason = reason.strip()
    saved(keeping)
    record("keeper.ended", by=by, subject=keeping, project_id=keeping.result.project_id, reason=reason)
    _take_back_offers(keeping, by)
    if leaves_nobody and follows == Follows.RETIRE and by is not None:
        retire_result(keeping.result, by=by, reason=reason)
    elif leaves_nobody:
        record("keeper.lost", by=by, subject=keeping, project_id=keeping.result.project_id)
    send_on_commit([keeping])
    return keeping


def _take_back_offers(keeping: Keeping, by: Doer | None) -> None:
    """Whoever was asked to take it over may still accept if it was the team's or the agency's word, not if removed."""
    if keeping.ended_how == How.REMOVED:
        for offer in keeping.offers.filter(state=KeepingState.ASKED):
            end_keeping(offer, by=by, how=How.REMOVED)
