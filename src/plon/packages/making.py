"""Make a package that is waiting, and keep its ZIP: whole and read back, or not at all."""

import datetime
import tempfile
from functools import partial
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.packages.enums import PackageFor
from plon.packages.models import Package
from plon.packages.packing import Packed, count_steps, write_bag
from plon.packages.tables import Scope
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import fold

KEPT = datetime.timedelta(days=14)


def name_of(project: Project, result: Result | None, day: datetime.date) -> str:
    """Return the name of the folder into which a package unpacks, and of its ZIP: "zywa-rzeka-r7k2mq4-2026-05-04"."""
    thing = result or project
    return f"{slugify(fold(str(thing)))[:40].strip('-') or 'plon'}-{thing.public_id}-{day.isoformat()}"


def run_package(key: int) -> None:
    """Make a package that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(Package, key, _make, on_failed=tell_failed, language=_language_of)


def tell_failed(package: Package) -> None:
    """Note in the history that one could not be made."""
    record("package.failed", by=None, subject=package, project_id=package.project_id)


def _language_of(package: Package) -> str:
    return package.requested_by.language if package.requested_by else settings.LANGUAGE_CODE


def _make(package: Package) -> None:
    scope = Scope(package.project, package.result, is_public=package.made_for == PackageFor.PUBLIC)
    package.total = count_steps(scope)
    _advance(package, 0)
    now = timezone.localtime()
    folder = name_of(package.project, package.result, now.date())
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".zip") as target:
        packed = write_bag(target, scope, folder=folder, made_at=now, advance=partial(_advance, package))
        target.flush()
        _keep(package, target, packed, f"{folder}.zip")


def _advance(package: Package, count: int) -> None:
    """Take steps.

    Raises:
        Stopped: somebody stopped the package.
    """
    package.done += count
    lengthy.advance(package, package.done, package.total)


def _keep(package: Package, target: IO[bytes], packed: Packed, name: str) -> None:
    digest, size = storing.sha256_of(target), target.seek(0, 2)
    path = storing.keep_made(target, f"packages/{package.project.public_id}", name, digest)
    try:
        with transaction.atomic():
            done = lengthy.finish(
                package, name=name, path=path, sha256=digest, size=size, count=packed.count, faults=packed.faults,
                expires_at=timezone.now() + KEPT,
            )  # fmt: skip
            record("package.made", by=done.requested_by, subject=done, project_id=done.project_id)
    except BaseException:
        storing.forget([path])
        raise
