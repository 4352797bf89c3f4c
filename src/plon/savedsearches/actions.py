"""Save a search, change it, pause and remove it, and take all of that back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.accounts.models import User
from plon.corner.zones import zone_of
from plon.history.record import changed, record, snapshot
from plon.savedsearches.asking import fingerprint
from plon.savedsearches.enums import Rhythm
from plon.savedsearches.limits import MOST_SEARCHES
from plon.savedsearches.looking import CannotLook, known_now
from plon.savedsearches.models import LONGEST_QUERY, NOT_LOOKED, SavedSearch
from plon.savedsearches.periods import period_of
from plon.savedsearches.refusals import IsSavedAlready, SearchRefused


@transaction.atomic
def save_search(*, by: User, of: str, query: str, name: str, language: str, rhythm: str) -> SavedSearch:
    """Save a search; what it finds now is not news.

    Args:
        by: whose it becomes.
        of: which list, a key of `catalogue.listing.KINDS`.
        query: the question, as `asking.canonical` writes it.
        name: what the person calls it.
        language: in which it is asked and letters are written.
        rhythm: how often letters go out.

    Raises:
        IsSavedAlready: they have saved it before.
        SearchRefused: they have too many, or it is too long.
        ValidationError: a value is malformed.
    """
    User.objects.select_for_update().get(pk=by.pk)
    own = SavedSearch.objects.filter(owner=by, removed_at__isnull=True)
    mark = fingerprint(of, query, language)
    if twin := own.filter(fingerprint=mark).first():
        raise IsSavedAlready(_("You have saved this search already; here it is."), twin.public_id)
    count = own.count()
    if count >= MOST_SEARCHES:
        raise SearchRefused(
            ngettext(
                "You have %(n)s saved search, and more are not kept: remove one that you no longer need.",
                "You have %(n)s saved searches, and more are not kept: remove one that you no longer need.",
                count,
            ),
            {"n": count},
        )
    if len(query) > LONGEST_QUERY:
        raise SearchRefused(_("This search has too many words and filters to be saved: take some away."))
    search = SavedSearch(
        owner=by, of=of, query=query, fingerprint=mark, name=" ".join(name.split()), language=language, rhythm=rhythm
    )
    _begin(search)
    search.full_clean()
    search.save()
    record("search.saved", by=by, subject=search)
    return search


def _begin(search: SavedSearch) -> None:
    """Let letters begin now: what is there is known, and the present day or week is over."""
    search.looked_for = period_of(search.rhythm, timezone.now().astimezone(zone_of(search.owner.time_zone)))
    if search.rhythm == Rhythm.NEVER:
        return
    try:
        search.known = known_now(search.of, search.query, search.language)
    except CannotLook:
        # The index is being built: the first look of the regular work takes what is there then as known.
        search.known = NOT_LOOKED


@transaction.atomic
def change_search(search: SavedSearch, *, by: User, name: str, rhythm: str) -> SavedSearch:
    """Rename a search, or say how often letters go out. Letters that begin anew begin with what comes from now on.

    Raises:
        ValidationError: a value is malformed.
    """
    search = _locked(search)
    before = snapshot(search, ("name", "rhythm"))
    search.name, search.rhythm = " ".join(name.split()), rhythm
    changes = changed(before, search)
    if before["rhythm"] == Rhythm.NEVER and "rhythm" in changes:
        _begin(search)
    elif "rhythm" in changes:
        search.looked_for = period_of(rhythm, timezone.now().astimezone(zone_of(search.owner.time_zone)))
    if changes:
        search.full_clean()
        search.save()
        record("search.changed", by=by, subject=search, changes=changes)
    return search


@transaction.atomic
def pause_search(search: SavedSearch, *, by: User) -> SavedSearch:
    """Send no letters until further notice; what appears meanwhile is told when they go on."""
    search = _locked(search)
    if search.paused_at is None:
        search.paused_at = timezone.now()
        search.save(update_fields=["paused_at"])
        record("search.paused", by=by, subject=search)
    return search


@transaction.atomic
def resume_search(search: SavedSearch, *, by: User) -> SavedSearch:
    """Let letters go on."""
    search = _locked(search)
    if search.paused_at is not None:
        search.paused_at = None
        search.save(update_fields=["paused_at"])
        record("search.resumed", by=by, subject=search)
    return search


@transaction.atomic
def remove_search(search: SavedSearch, *, by: User) -> SavedSearch:
    """Remove a search; it can be brought back."""
    search = _locked(search)
    if search.removed_at is None:
        search.removed_at = timezone.now()
        search.save(update_fields=["removed_at"])
        record("search.removed", by=by, subject=search)
    return search


@transaction.atomic
def restore_search(search: SavedSearch, *, by: User) -> SavedSearch:
    """Bring a removed search back.

    Raises:
        IsSavedAlready: it was saved anew meanwhile.
    """
    search = _locked(search)
    if search.removed_at is not None:
        twin = SavedSearch.objects.filter(
            owner_id=search.owner_id, fingerprint=search.fingerprint, removed_at__isnull=True
        ).first()
        if twin:
            raise IsSavedAlready(_("You have saved this search already; here it is."), twin.public_id)
        search.removed_at = None
        search.save(update_fields=["removed_at"])
        record("search.restored", by=by, subject=search)
    return search


def _locked(search: SavedSearch) -> SavedSearch:
    return SavedSearch.objects.select_for_update(of=("self",)).select_related("owner").get(pk=search.pk)
