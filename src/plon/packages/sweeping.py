"""What goes by itself: the ZIPs of packages after their two weeks, and bytes that a killed process left behind."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.utils import timezone

from plon.files import storing
from plon.packages.arriving import FOLDER
from plon.packages.models import Arrival, Package
from plon.packages.queries import holds_what_was_erased, last_erasure

AGE = datetime.timedelta(days=1)


def sweep_packages() -> None:
    """Delete the ZIPs of packages that ran out or hold what was erased since, and bytes that belong to nothing."""
    now = timezone.now()
    for package in Package.objects.exclude(path="").select_related("project"):
        is_over = package.expires_at is not None and package.expires_at <= now
        if not is_over and not holds_what_was_erased(package, last_erasure(package.project)):
            continue
        path, package.path, package.size = package.path, "", 0
        package.save(update_fields=["path", "size"])
        storing.forget([path])
    storage = storages["default"]
    for model, folder in ((Package, "packages"), (Arrival, FOLDER)):
        for path in _files_below(storage, folder):
            is_old = storage.get_modified_time(path) < now - AGE
            if is_old and not model._default_manager.filter(path=path).exists():
                storage.delete(path)
    _sweep_unpacked(now - AGE)


def _sweep_unpacked(before: datetime.datetime) -> None:
    """Delete folders into which a process that was killed had unpacked a package."""
    for folder in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("package-*"):
        if folder.is_dir() and folder.stat().st_mtime < before.timestamp():
            shutil.rmtree(folder, ignore_errors=True)


def _files_below(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for each in folders:
        yield from _files_below(storage, f"{folder}/{each}")
