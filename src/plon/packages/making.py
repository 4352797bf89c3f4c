"""Make a package that is waiting, and keep its ZIP: whole and read back, or not at all."""

import datetime
import logging
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from plon.files import storing
from plon.history.record import record
from plon.packages.enums import PackageFor, WorkState
from plon.packages.models import Package
from plon.packages.packing import Packed, count_steps, write_bag
from plon.packages.refusals import Stopped
from plon.packages.tables import Scope
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import fold

log = logging.getLogger("plon.packages")

KEPT = datetime.timedelta(days=14)


def name_of(project: Project, result: Result | None, day: datetime.date) -> str:
    """Return the name of the folder into which a package unpacks, and of its ZIP: "zywa-rzeka-r7k2mq4-2026-05-04"."""
    thing = result or project
    return f"{slugify(fold(str(thing)))[:40].strip('-') or 'plon'}-{thing.public_id}-{day.isoformat()}"


def run_package(key: int) -> None:
    """Make a package that is waiting; one that somebody else makes, or that was stopped, is left alone.

    Raises:
        OSError: it can't be written, e.g. the disk is full. Nothing of it stays.
    """
    if not Package.objects.filter(pk=key, state=WorkState.WAITING).update(
        state=WorkState.RUNNING, seen_at=timezone.now()
    ):
        return
    package = Package.objects.select_related("project", "result__project").get(pk=key)
    scope = Scope(package.project, package.result, is_public=package.made_for == PackageFor.PUBLIC)
    Package.objects.filter(pk=key).update(tries=package.tries + 1, done=0, total=count_steps(scope))
    now = timezone.localtime()
    folder = name_of(package.project, package.result, now.date())
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".zip") as target:
        try:
            packed = write_bag(
                target, scope, folder=folder, made_at=now, advance=lambda count: _advance(package, count)
            )
            target.flush()
            _keep(package, target, packed, f"{folder}.zip")
        except Stopped:
            log.info("the package %s was stopped", package.public_id)


def _advance(package: Package, count: int) -> None:
    """Write down that the worker lives and how far it is.

    Raises:
        Stopped: somebody stopped the package.
    """
    package.done += count
    alive = Package.objects.filter(pk=package.pk, state=WorkState.RUNNING)
    if not alive.update(done=package.done, seen_at=timezone.now()):
        raise Stopped


def _keep(package: Package, target: IO[bytes], packed: Packed, name: str) -> None:
    digest = storing.sha256_of(target)
    path = storing.keep_privately(target, f"packages/{package.project.public_id}", name, digest)
    try:
        _write_down(package, packed, path, name, digest, Path(target.name).stat().st_size)
    except BaseException:
        storing.forget([path])
        raise


@transaction.atomic
def _write_down(package: Package, packed: Packed, path: str, name: str, digest: str, size: int) -> None:
    """Finish the row.

    Raises:
        Stopped: somebody stopped the package.
    """
    package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if package.state != WorkState.RUNNING:
        raise Stopped
    now = timezone.now()
    package.state, package.ended_at, package.expires_at = WorkState.DONE, now, now + KEPT
    package.path, package.name, package.sha256, package.size = path, name, digest, size
    package.count, package.faults, package.done = packed.count, packed.faults, package.total
    package.full_clean()
    package.save()
    record("package.made", by=package.requested_by, subject=package, project_id=package.project_id)
