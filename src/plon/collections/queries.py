"""Reading collections. What everybody sees starts from `shown_collections`."""

import datetime
from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.accounts.models import User
from plon.catalogue.queries import published_results
from plon.collections.enums import Visibility
from plon.collections.models import Collection, Entry
from plon.collections.rules import acts_for_agency, keeps, may_read
from plon.projects.models import Project
from plon.projects.queries import public_projects
from plon.results.models import Result

# So long it is offered to undo a removal.
KEPT_FOR = datetime.timedelta(days=30)

_HERE = Q(entries__removed_at__isnull=True)


def shown_collections() -> QuerySet[Collection]:
    """Return the collections that everybody sees."""
    return Collection.objects.filter(visibility=Visibility.PUBLIC, hidden_at__isnull=True, removed_at__isnull=True)


def for_lists(collections: QuerySet[Collection]) -> QuerySet[Collection]:
    """Add to collections what a list shows: texts and the number of entries."""
    return collections.annotate(entry_count=Count("entries", filter=_HERE)).prefetch_related("texts")


def collections_for_cards(keys: Sequence[int]) -> list[Collection]:
    """Return shown collections in the order of `keys`, in 2 queries."""
    found = for_lists(shown_collections().filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys if key in found]


def featured_collections(count: int = 6) -> list[Collection]:
    """Return what the agency puts in front, the newest first."""
    return list(for_lists(shown_collections().filter(featured_at__isnull=False)).order_by("-featured_at")[:count])


def hidden_collections() -> list[Collection]:
    """Return what the agency has hidden, so that an officer can show it again."""
    hidden = Collection.objects.filter(hidden_at__isnull=False, removed_at__isnull=True)
    return list(for_lists(hidden.filter(visibility=Visibility.PUBLIC)).order_by("-hidden_at")[:100])


def kept_by(user: User) -> QuerySet[Collection]:
    """Return the collections that somebody may change and has not removed: their own, and the agency's."""
    whose = Q(owner=user) | Q(is_agency=True) if acts_for_agency(user) else Q(owner=user)
    return Collection.objects.filter(whose, removed_at__isnull=True)


def get_collection_to_read(user: User | AnonymousUser, public_id: str) -> Collection:
    """Return a collection by its plain address.

    Raises:
        Http404: there is none, or it is not for them; nobody learns which.
    """
    collection = get_object_or_404(Collection.objects.prefetch_related("texts"), public_id=public_id)
    if not may_read(user, collection):
        raise Http404
    return collection


def get_kept_collection(user: User | AnonymousUser, public_id: str) -> Collection:
    """Return a collection that somebody may change, also one that they have removed.

    Raises:
        Http404: there is none, or it is not theirs.
    """
    collection = get_object_or_404(Collection.objects.prefetch_related("texts"), public_id=public_id)
    if not keeps(user, collection):
        raise Http404
    return collection


def get_public_collection_to_moderate(public_id: str) -> Collection:
    """Return what everybody sees, or saw before it was hidden."""
    return get_object_or_404(
        Collection.objects.prefetch_related("texts"),
        public_id=public_id, visibility=Visibility.PUBLIC, removed_at__isnull=True,
    )  # fmt: skip


def collection_behind_link(secret: str) -> Collection | None:
    """Return what whoever has the link may see."""
    shared = Collection.objects.filter(removed_at__isnull=True, hidden_at__isnull=True)
    return shared.filter(secret=secret[:40]).exclude(visibility=Visibility.PRIVATE).prefetch_related("texts").first()


def entries_of(collection: Collection) -> QuerySet[Entry]:
    return Entry.objects.filter(collection=collection, removed_at__isnull=True).select_related("result", "project")


def get_entry(collection: Collection, key: int, *, is_removed: bool = False) -> Entry:
    """Return one entry of a collection that was fetched through its gate."""
    return get_object_or_404(Entry, collection=collection, pk=key, removed_at__isnull=not is_removed)


def thing_to_add(result: str, project: str) -> Result | Project | None:
    """Return the public result or project of an address's `?result=` or `?project=`."""
    if result:
        return published_results().filter(public_id=result[:12]).prefetch_related("texts").first()
    if project:
        return public_projects().filter(public_id=project[:12]).prefetch_related("texts").first()
    return None


def holding(user: User, thing: Result | Project) -> set[int]:
    """Return the keys of somebody's collections in which a thing is already."""
    named = Q(result=thing) if isinstance(thing, Result) else Q(project=thing)
    entries = Entry.objects.filter(named, collection__in=kept_by(user), removed_at__isnull=True)
    return set(entries.values_list("collection_id", flat=True))


def keys_of_shown() -> Iterator[int]:
    return shown_collections().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def lately_removed(user: User) -> list[Collection]:
    """Return what somebody removed in the last weeks, to be brought back."""
    whose = Q(owner=user) | Q(is_agency=True) if acts_for_agency(user) else Q(owner=user)
    since = timezone.now() - KEPT_FOR
    return list(for_lists(Collection.objects.filter(whose, removed_at__gt=since)).order_by("-removed_at")[:20])


def removed_entries_of(collection: Collection) -> list[Entry]:
    """Return what was taken out in the last weeks and is not in again, the last first."""
    since = timezone.now() - KEPT_FOR
    entries = Entry.objects.filter(collection=collection, removed_at__gt=since).select_related("result", "project")
    return list(entries.order_by("-removed_at")[:10])
