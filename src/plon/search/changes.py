"""Tell the index that something changed. Rooms call this inside the transaction of the change."""

from collections.abc import Iterable

from plon.search.models import IndexChange


def mark_changed(kind: str, keys: Iterable[int]) -> None:
    """Note that the documents of `kind` ("result", "project", "organisation") must be read anew."""
    IndexChange.objects.bulk_create(IndexChange(kind=kind, key=key) for key in keys)
