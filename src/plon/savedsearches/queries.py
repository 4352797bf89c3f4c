"""Reading saved searches: everybody sees their own."""

import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.accounts.models import User
from plon.savedsearches.enums import Rhythm
from plon.savedsearches.models import SavedSearch

# So long it is offered to undo a removal.
KEPT_FOR = datetime.timedelta(days=30)


def searches_of(user: User) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(owner=user, removed_at__isnull=True).defer("known")


def lately_removed(user: User) -> list[SavedSearch]:
    """Return what somebody removed in the last weeks, to be brought back."""
    since = timezone.now() - KEPT_FOR
    removed = SavedSearch.objects.filter(owner=user, removed_at__gt=since).defer("known")
    return list(removed.order_by("-removed_at")[:20])


def get_search_for(user: User | AnonymousUser, public_id: str) -> SavedSearch:
    """Return one of somebody's own searches, also a removed one.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    if not isinstance(user, User):
        raise Http404
    return get_object_or_404(SavedSearch, owner=user, public_id=public_id)


def told_searches() -> QuerySet[SavedSearch]:
    """Return the searches for which letters go out, each person's together."""
    wanted = SavedSearch.objects.exclude(rhythm=Rhythm.NEVER).filter(
        paused_at__isnull=True, removed_at__isnull=True, owner__is_active=True
    )
    return wanted.select_related("owner").order_by("owner_id", "language", "created_at", "pk")
