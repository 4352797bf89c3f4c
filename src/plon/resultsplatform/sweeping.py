"""What goes by the clock: ZIPs after their weeks, and bytes that a killed process left behind."""

import datetime

from django.core.files.storage import Storage, storages
from django.utils import timezone

from plon.files import storing
from plon.resultsplatform.models import PlatformPackage

AGE = datetime.timedelta(days=1)
FOLDER = "platform"


def sweep_platform_packages() -> None:
    """Delete the ZIPs whose weeks are over, and bytes that belong to no package."""
    now = timezone.now()
    for package in PlatformPackage.objects.filter(expires_at__lte=now).exclude(path=""):
        path, package.path, package.size = package.path, "", 0
        package.save(update_fields=["path", "size"])
        storing.forget([path])
    storage = storages["default"]
    for path in _files_below(storage, FOLDER):
        is_old = storage.get_modified_time(path) < now - AGE
        if is_old and not PlatformPackage.objects.filter(path=path).exists():
            storage.delete(path)


def _files_below(storage: Storage, folder: str) -> list[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return []
    found = [f"{folder}/{name}" for name in names]
    for each in folders:
        found += _files_below(storage, f"{folder}/{each}")
    return found
