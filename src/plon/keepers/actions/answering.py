"""What somebody who keeps results, or is asked to, says: yes, no, still good, no more letters."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer, Guest
from plon.history.record import record
from plon.keepers.actions.changing import locked, saved
from plon.keepers.enums import OPEN, SILENT, How, KeepingState, Silence
from plon.keepers.letters.sending import send_on_commit
from plon.keepers.models import Keeper, Keeping
from plon.keepers.refusals import NotOpen
from plon.texts import INTERFACE_LANGUAGES


def guest_of(keeping: Keeping) -> Guest:
    """Return how the history names a keeper who acts by their link: by the organisation, never the person."""
    return Guest(keeping.kept_by[:200], keeping.organisation_id)


@transaction.atomic
def accept(keeping: Keeping, *, by: Doer) -> Keeping:
    """Begin to keep a result; who kept it before, if it is handed over, and the agency keep it no more.

    Raises:
        NotOpen: it was taken back, or answered with no.
    """
    keeping = locked(keeping)
    if keeping.state == KeepingState.KEEPING:
        return keeping
    if keeping.state != KeepingState.ASKED:
        raise NotOpen(_("This was taken back meanwhile. Ask whoever wrote to you."))
    now = timezone.now()
    keeping.state, keeping.accepted_at, keeping.confirmed_at = KeepingState.KEEPING, now, now
    keeping.silence, keeping.silent_since = Silence.NONE, None
    saved(keeping)
    record("keeper.accepted", by=by, subject=keeping, project_id=keeping.result.project_id)
    _relieve(keeping, by)
    send_on_commit([keeping])
    return keeping


def _relieve(accepted: Keeping, by: Doer) -> None:
    """End what the new keeper takes over: from whoever handed it over, and from the agency."""
    open_ones = Keeping.objects.filter(result=accepted.result_id, state__in=OPEN).exclude(pk=accepted.pk)
    for other in open_ones.select_related("result__project"):
        if other.is_agency or other.pk == accepted.takes_over_id:
            other.state, other.ended_at = KeepingState.ENDED, timezone.now()
            other.ended_how = How.AGENCY_GAVE if other.is_agency else How.HANDED_OVER
            other.silence, other.silent_since = Silence.NONE, None
            saved(other)
            record("keeper.handed_over", by=by, subject=other, project_id=other.result.project_id)


@transaction.atomic
def decline(keeping: Keeping, *, by: Doer, reason: str = "") -> Keeping:
    """Say no; whoever asked is told, and what was stays.

    Raises:
        NotOpen: it was answered or taken back already.
    """
    keeping = locked(keeping)
    if keeping.state == KeepingState.DECLINED:
        return keeping
    if keeping.state != KeepingState.ASKED:
        raise NotOpen(_("This was answered or taken back meanwhile."))
    keeping.state, keeping.ended_at, keeping.reason = KeepingState.DECLINED, timezone.now(), reason.strip()
    keeping.silence, keeping.silent_since = Silence.NONE, None
    saved(keeping)
    record("keeper.declined", by=by, subject=keeping, project_id=keeping.result.project_id, reason=reason)
    send_on_commit([keeping])
    return keeping


@transaction.atomic
def confirm(keeping: Keeping, *, by: Doer) -> Keeping:
    """Say that a result is still good and still looked after.

    Raises:
        NotOpen: it is not kept by this person.
    """
    keeping = locked(keeping)
    if keeping.state != KeepingState.KEEPING:
        raise NotOpen(_("You do not keep this result (any more)."))
    keeping.confirmed_at = timezone.now()
    keeping.silence, keeping.silent_since = Silence.NONE, None
    saved(keeping)
    record("keeper.confirmed", by=by, subject=keeping, project_id=keeping.result.project_id)
    return keeping


@transaction.atomic
def stop_letters(keeper: Keeper) -> None:
    """End the letters. Nobody can count on somebody who can't be asked: the organisation is asked at once."""
    keeper = Keeper.objects.select_for_update(of=("self",)).get(pk=keeper.pk)
    if not keeper.wants_letters:
        return
    keeper.stopped_at = timezone.now()
    keeper.save(update_fields=["stopped_at"])
    silent = []
    for each in keeper.keepings.filter(state__in=OPEN).exclude(silence__in=SILENT):
        keeping = locked(each)
        keeping.silence, keeping.silent_since = Silence.ORGANISATION, keeper.stopped_at
        silent.append(saved(keeping))
        record("keeper.stopped_letters", by=guest_of(keeping), subject=keeping, project_id=keeping.result.project_id)
    send_on_commit(silent)


@transaction.atomic
def resume_letters(keeper: Keeper) -> None:
    """Take it back: letters come again, and what they keep counts again."""
    keeper = Keeper.objects.select_for_update(of=("self",)).get(pk=keeper.pk)
    if keeper.wants_letters:
        return
    keeper.stopped_at = None
    keeper.save(update_fields=["stopped_at"])
    for each in keeper.keepings.filter(state=KeepingState.KEEPING).exclude(silence=Silence.NONE):
        confirm(each, by=guest_of(each))


@transaction.atomic
def choose_language(keeper: Keeper, *, language: str) -> None:
    """Set the language that Plon speaks to a keeper; a person's own choice, so no event."""
    if language in INTERFACE_LANGUAGES:
        Keeper.objects.filter(pk=keeper.pk).update(language=language)
