"""What goes by the clock: bytes of reports that were never issued, left behind by a killed process."""

import datetime
from collections.abc import Iterator

from django.core.files.storage import Storage, storages
from django.utils import timezone

from plon.verification.issuing import FOLDER
from plon.verification.models import IssuedFile

AGE = datetime.timedelta(days=1)


def sweep_strays() -> None:
    """Delete old bytes below the folder of issued reports that no row names."""
    storage, before = storages["default"], timezone.now() - AGE
    for path in _files_below(storage, FOLDER):
        if storage.get_modified_time(path) < before and not IssuedFile.objects.filter(path=path).exists():
            storage.delete(path)


def _files_below(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for each in folders:
        yield from _files_below(storage, f"{folder}/{each}")
