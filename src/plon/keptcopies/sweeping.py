"""Bytes of copies that no row names: of results that were deleted, of a process killed before it wrote the row."""

import datetime
from collections.abc import Iterator

from django.core.files.storage import Storage, storages
from django.utils import timezone

from plon.keptcopies.models import KeptCopy

# Whose they are is written within a minute; a day is long enough for the slowest.
AGE = datetime.timedelta(days=1)
FOLDER = "copies"


def sweep_copies() -> None:
    """Delete archives that have lain in the folder of copies for a day and belong to nothing."""
    storage = storages["default"]
    before = timezone.now() - AGE
    for path in _files_below(storage, FOLDER):
        if storage.get_modified_time(path) < before and not KeptCopy.objects.filter(path=path).exists():
            storage.delete(path)


def _files_below(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for each in folders:
        yield from _files_below(storage, f"{folder}/{each}")
