"""Files that were brought to be checked go by their date; the reports stay."""

import datetime
from collections.abc import Iterator

from django.core.files.storage import Storage, storages
from django.utils import timezone

from plon.files import storing
from plon.visibility.models import KEPT, VisibilityCheck

FOLDER = "checks"
# Whose they are is written within minutes; a day is long enough for the slowest.
AGE = datetime.timedelta(days=1)


def erase_due() -> None:
    """Erase the files that are due, and what a killed process left behind."""
    before = timezone.now() - KEPT
    for check in VisibilityCheck.objects.filter(queued_at__lt=before).exclude(path="").defer("report"):
        storing.forget([check.path])
        VisibilityCheck.objects.filter(pk=check.pk).update(path="", erased_at=timezone.now())
    _sweep()


def _sweep() -> None:
    storage = storages["default"]
    old = timezone.now() - AGE
    left = [path for path in _files_below(storage, FOLDER) if storage.get_modified_time(path) < old]
    if not left:
        return
    known: set[str] = set()
    for path, crops in VisibilityCheck.objects.values_list("path", "crops").iterator():
        known |= {path, *crops.values()}
    storing.forget(path for path in left if path not in known)


def _files_below(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for each in folders:
        yield from _files_below(storage, f"{folder}/{each}")
