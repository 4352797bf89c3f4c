"""What officers do for everybody: hide, show again, put in front."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.collections.actions.keeping import locked
from plon.collections.letters import tell_hidden, tell_shown_again
from plon.collections.models import Collection
from plon.collections.refusals import CollectionRefused
from plon.history.record import record
from plon.search.changes import mark_changed


@transaction.atomic
def hide_collection(collection: Collection, *, by: User, reason: str) -> Collection:
    """Take a public collection out of everybody's sight, and tell its owner why.

    Raises:
        CollectionRefused: no reason is given.
        ValidationError: the reason is too long.
    """
    collection = locked(collection)
    reason = reason.strip()
    if not reason:
        raise CollectionRefused(_("Say why: the owner is told so."), field="reason")
    if collection.hidden_at is None:
        collection.hidden_at, collection.hidden_reason, collection.featured_at = timezone.now(), reason, None
        collection.full_clean()
        collection.save()
        record("collection.hidden", by=by, subject=collection, reason=reason)
        mark_changed("collection", [collection.pk])
        tell_hidden(collection)
    return collection


@transaction.atomic
def unhide_collection(collection: Collection, *, by: User) -> Collection:
    """Let everybody see it again, and tell its owner."""
    collection = locked(collection)
    if collection.hidden_at is not None:
        collection.hidden_at, collection.hidden_reason = None, ""
        collection.save()
        record("collection.unhidden", by=by, subject=collection)
        mark_changed("collection", [collection.pk])
        tell_shown_again(collection)
    return collection


@transaction.atomic
def feature_collection(collection: Collection, *, by: User) -> Collection:
    """Put a collection of the agency in front: on the home page and at the top of all collections.

    Raises:
        CollectionRefused: it is somebody's own, or not public.
    """
    collection = locked(collection)
    if not collection.is_agency or not collection.is_shown:
        raise CollectionRefused(_("Only public collections of the agency are put in front."))
    if collection.featured_at is None:
        collection.featured_at = timezone.now()
        collection.save()
        record("collection.featured", by=by, subject=collection)
    return collection


@transaction.atomic
def unfeature_collection(collection: Collection, *, by: User) -> Collection:
    """Put it back among the others."""
    collection = locked(collection)
    if collection.featured_at is not None:
        collection.featured_at = None
        collection.save()
        record("collection.unfeatured", by=by, subject=collection)
    return collection
