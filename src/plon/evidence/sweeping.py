"""Bytes that no record names: left behind when a process was killed between writing them and the row."""

import datetime
from collections.abc import Iterator

from django.core.files.storage import Storage, storages
from django.utils import timezone

from plon.evidence.models import Evidence

# Whose they are is written within seconds; a day is long enough for the slowest.
AGE = datetime.timedelta(days=1)
FOLDERS = ("evidence", "thumbnails")


def sweep_files() -> None:
    """Delete what lies in the folders of evidence for a day and belongs to nothing."""
    storage = storages["default"]
    before = timezone.now() - AGE
    for folder in FOLDERS:
        for path in _files_below(storage, folder):
            if storage.get_modified_time(path) < before and not _is_known(path):
                storage.delete(path)


def _is_known(path: str) -> bool:
    return Evidence.objects.filter(path=path).exists() or Evidence.objects.filter(thumbnail_path=path).exists()


def _files_below(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for each in folders:
        yield from _files_below(storage, f"{folder}/{each}")
