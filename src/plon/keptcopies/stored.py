"""The files of kept copies, for whoever counts and checks all stored files."""

from collections.abc import Iterator
from dataclasses import dataclass

from plon.keptcopies.enums import CopyState
from plon.keptcopies.models import KeptCopy


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """A web archive in private storage: its path, size in bytes, and the checksums taken when it was written."""

    key: int
    result_id: int
    project_id: int
    name: str
    path: str
    size: int
    sha256: str
    sha512: str


def stored_copies(after: int = 0) -> Iterator[StoredCopy]:
    """Yield every stored archive with a key above `after`, in the order of keys, a few rows in memory at a time."""
    kept = KeptCopy.objects.filter(state=CopyState.KEPT, pk__gt=after).order_by("pk")
    fields = ("pk", "result_id", "result__project_id", "name", "path", "size", "sha256", "sha512")
    for row in kept.values_list(*fields).iterator(chunk_size=500):
        yield StoredCopy(*row)
