"""Imports in the background."""

from pathlib import Path

from django_tasks import task

from plon.exchange.enums import ImportState
from plon.exchange.importing import checksum, run_import
from plon.exchange.models import Import


@task()
def run_queued_import(import_id: int) -> None:
    """Run an import that waits; one that was cancelled meanwhile, or is gone, is left alone."""
    run = Import.objects.filter(pk=import_id, state=ImportState.QUEUED).first()
    if run is None or not run.file:
        return
    path = Path(run.file.path)
    if not run.sha256:
        run.sha256 = checksum(path)
        run.save(update_fields=["sha256"])
    run_import(run, path)
