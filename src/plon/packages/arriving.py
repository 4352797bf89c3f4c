"""A package that somebody brings: taken in as it is, opened by a worker, told what came of it."""

import datetime
import logging
import shutil
import tempfile
import zipfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.files import storing
from plon.history.record import record
from plon.packages.actions import MOST_TRIES
from plon.packages.enums import ENDED, WorkState
from plon.packages.importing import Arrived, import_package
from plon.packages.models import Arrival
from plon.packages.refusals import BagRefused

log = logging.getLogger("plon.packages")

# A package of gigabytes is checked byte by byte before anything is written down.
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
    if Arrival.objects.filter(by=by).exclude(state__in=ENDED).exists():
        raise BagRefused(_("Another package of yours is being opened right now. Wait for it."))
    arrival = Arrival(by=by, publishes=publish, name=name, sha256=digest, path=path, size=size)
    arrival.full_clean()
    arrival.save()
    record("package.brought", by=by, subject=arrival)
    transaction.on_commit(partial(open_arrival.enqueue, arrival.pk))
    return arrival


def run_arrival(key: int) -> None:
    """Open a package that is waiting; what came of it, or why nothing did, is written down. Its ZIP goes."""
    if not Arrival.objects.filter(pk=key, state=WorkState.WAITING).update(
        state=WorkState.RUNNING, seen_at=timezone.now()
    ):
        return
    arrival = Arrival.objects.select_related("by").get(pk=key)
    Arrival.objects.filter(pk=key).update(tries=arrival.tries + 1)
    with translation.override(arrival.by.language):
        try:
            arrived = _open(arrival)
        except DomainError as refusal:
            end_arrival(key, problem=str(refusal), details=getattr(refusal, "details", ()))
        except Exception:
            log.exception("the package %s could not be opened", arrival.public_id)
            end_arrival(key, problem=gettext("Something went wrong on our side. Nothing of the package was kept."))
        else:
            end_arrival(key, arrived=arrived)


def _open(arrival: Arrival) -> Arrived:
    """Bring in from a copy on this machine, wherever private storage is."""
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".zip") as copy:
        with storages["default"].open(arrival.path, "rb") as stored:
            shutil.copyfileobj(stored, copy)
        copy.flush()
        return import_package(
            Path(copy.name), by=arrival.by, publish=arrival.publishes, is_trusted=arrival.by.is_officer
        )


@transaction.atomic
def end_arrival(key: int, *, arrived: Arrived | None = None, problem: str = "", details: tuple[str, ...] = ()) -> None:
    """Write down what came of a package, and delete its ZIP."""
    arrival = Arrival.objects.select_for_update(of=("self",)).filter(pk=key).exclude(state__in=ENDED).first()
    if arrival is None:
        return
    arrival.state = WorkState.DONE if arrived else WorkState.FAILED
    arrival.ended_at = timezone.now()
    arrival.problem, arrival.details = problem[:1000], list(details)
    if arrived:
        arrival.project = arrived.project
        arrival.report = {
            "rows": sum(arrived.counts.values()),
            "results": arrived.counts.get("results.result", 0),
            "files": arrived.counts.get("results.resultfile", 0),
            "renamed": dict(arrived.renamed),
            "skipped": arrived.skipped,
            "waiting": arrived.results_waiting,
        }
    path, arrival.path = arrival.path, ""
    arrival.save()
    transaction.on_commit(partial(storing.forget, [path] if path else []))


def take_up_arrivals() -> None:
    """Open packages anew whose worker died, once. What it had begun was one transaction: nothing of it is there."""
    from plon.packages.tasks import open_arrival  # see above

    for arrival in Arrival.objects.filter(state=WorkState.RUNNING, seen_at__lt=timezone.now() - SILENCE):
        if arrival.tries >= MOST_TRIES:
            with translation.override(arrival.by.language):
                end_arrival(arrival.pk, problem=gettext("It could not be opened. Nothing of the package was kept."))
        elif Arrival.objects.filter(pk=arrival.pk, state=WorkState.RUNNING, seen_at=arrival.seen_at).update(
            state=WorkState.WAITING, seen_at=timezone.now()
        ):
            open_arrival.enqueue(arrival.pk)
