"""A package that somebody brings: taken in as it is, opened by a worker, told what came of it."""

import datetime
import shutil
import tempfile
import zipfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.packages.importing import Arrived, import_package
from plon.packages.models import Arrival
from plon.packages.refusals import BagRefused

# A package of gigabytes is checked byte by byte in one go.
SILENCE = datetime.timedelta(minutes=30)
FOLDER = "arrivals"


def bring_package(upload: UploadedFile[bytes], *, by: User, publish: bool = False) -> Arrival:
    """Take a package in, to be opened by a worker.

    Raises:
        BagRefused: it is too large for a page, or no ZIP.
    """
    if (upload.size or 0) > settings.MAX_EVIDENCE_BYTES:
        limit = settings.MAX_EVIDENCE_BYTES // (1024 * 1024)
        raise BagRefused(
            _("The package is larger than %(limit)d MB. Ask who runs Plon to bring it in with “plon import bag”."),
            {"limit": limit},
        )
    if not zipfile.is_zipfile(upload):
        raise BagRefused(_("This is no ZIP file, or it is damaged. Download the package once more."))
    name = storing.clean_name(upload.name or "package.zip")
    digest = storing.sha256_of(upload)
    path = storing.keep_privately(upload, FOLDER, name, digest)
    try:
        return _queue(by, publish, name, digest, path, upload.size or 0)
    except BaseException:
        storing.forget([path])
        raise


@transaction.atomic
def _queue(by: User, publish: bool, name: str, digest: str, path: str, size: int) -> Arrival:  # noqa: FBT001  private
    from plon.packages.tasks import open_arrival  # tasks import the opener, which is this

    User.objects.select_for_update().get(pk=by.pk)
    if Arrival.objects.filter(by=by, state__in=GOING).exists():
        raise BagRefused(_("Another package of yours is being opened right now. Wait for it."))
    arrival = Arrival(by=by, publishes=publish, name=name, sha256=digest, path=path, size=size)
    arrival.full_clean()
    arrival.save()
    record("package.brought", by=by, subject=arrival)
    transaction.on_commit(partial(open_arrival.enqueue, arrival.pk))
    return arrival


def run_arrival(key: int) -> None:
    """Open a package that is waiting; what came of it, or why nothing did, is written down. Its ZIP goes."""
    lengthy.run(Arrival, key, _open, on_failed=let_go, language=lambda arrival: arrival.by.language)


def let_go(arrival: Arrival) -> None:
    """Delete the ZIP of a package that is over, one way or the other; runs in the transaction that says so."""
    path, arrival.path = arrival.path, ""
    arrival.save(update_fields=["path"])
    transaction.on_commit(partial(storing.forget, [path] if path else []))


def _open(arrival: Arrival) -> None:
    """Bring in from a copy on this machine, wherever private storage is."""
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".zip") as copy:
        with storages["default"].open(arrival.path, "rb") as stored:
            shutil.copyfileobj(stored, copy)
        copy.flush()
        try:
            import_package(
                Path(copy.name), by=arrival.by, publish=arrival.publishes, is_trusted=arrival.by.is_officer,
                advance=partial(lengthy.advance, arrival), on_arrived=partial(_write_down, arrival),
            )  # fmt: skip
        except BagRefused as refusal:
            Arrival.objects.filter(pk=arrival.pk).update(details=list(refusal.details))
            raise


def _write_down(arrival: Arrival, arrived: Arrived) -> None:
    report = {
        "rows": sum(arrived.counts.values()),
        "results": arrived.counts.get("results.result", 0),
        "files": arrived.counts.get("results.resultfile", 0),
        "renamed": dict(arrived.renamed),
        "skipped": arrived.skipped,
        "waiting": arrived.results_waiting,
    }
    let_go(lengthy.finish(arrival, project=arrived.project, report=report))
