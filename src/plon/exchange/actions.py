"""What can be done with imports: bring a file, continue, cancel."""

from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.exchange.enums import ImportState
from plon.exchange.importing import checksum
from plon.exchange.models import Import
from plon.history.record import record


class ImportIsOver(DomainError):
    """The run has ended already, or is running at this moment."""


@transaction.atomic
def upload_import(upload: File[bytes], *, by: User) -> Import:
    """Keep an uploaded file in private storage and put its import into the queue."""
    run = Import(file_name=(upload.name or "export")[:255], size=upload.size or 0, by=by)
    run.full_clean(exclude=["file"])
    run.file.save(f"imports/{run.public_id}/{Path(run.file_name).name[-80:]}", upload, save=False)
    run.save()
    record("import.queued", by=by, subject=run)
    _enqueue(run)
    return run


def open_import(path: Path, *, by: User | None = None, restart: bool = False) -> Import:
    """Return the run for a file on this machine: the interrupted one of the same content, else a new one."""
    digest = checksum(path)
    unfinished = Import.objects.exclude(state=ImportState.DONE).filter(sha256=digest, file="")
    run = unfinished.first()
    if run is not None and not restart:
        return run
    run = Import(file_name=path.name[:255], sha256=digest, size=path.stat().st_size, by=by)
    run.full_clean(exclude=["file"])
    run.save()
    return run


@transaction.atomic
def cancel_import(run: Import, *, by: User) -> Import:
    """Stop a run after its current chunk; what it has stored stays, and it can be continued.

    Raises:
        ImportIsOver: it has ended already.
    """
    states = [ImportState.QUEUED, ImportState.RUNNING]
    stopped = Import.objects.filter(pk=run.pk, state__in=states)
    if not stopped.update(state=ImportState.CANCELLED, finished_at=timezone.now(), runner=""):
        raise ImportIsOver(_("This import has already ended."))
    run.refresh_from_db()
    record("import.cancelled", by=by, subject=run)
    return run


@transaction.atomic
def continue_import(run: Import, *, by: User) -> Import:
    """Put a stopped, failed or silent run back into the queue; it goes on after the last stored row.

    Raises:
        ImportIsOver: it is done, its file is gone, or it is running.
    """
    if not run.can_continue:
        raise ImportIsOver(_("This import can't be continued. Upload the file again; nothing is stored twice."))
    run.state, run.finished_at, run.seen_at = ImportState.QUEUED, None, timezone.now()
    run.save(update_fields=["state", "finished_at", "seen_at"])
    record("import.continued", by=by, subject=run)
    _enqueue(run)
    return run


def _enqueue(run: Import) -> None:
    from plon.exchange.tasks import run_queued_import  # tasks import the runner, which imports models

    transaction.on_commit(lambda: run_queued_import.enqueue(run.pk))
