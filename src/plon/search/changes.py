"""Tell the index that something changed. Rooms call this inside the transaction of the change."""

from collections.abc import Iterable

from django.db import transaction

from plon.pages import KEPT
from plon.search.models import IndexChange


def mark_changed(kind: str, keys: Iterable[int]) -> None:
    """Note that the documents of `kind` ("result", "project", "organisation") must be read anew."""
    IndexChange.objects.bulk_create(IndexChange(kind=kind, key=key) for key in keys)
    transaction.on_commit(KEPT.forget)
