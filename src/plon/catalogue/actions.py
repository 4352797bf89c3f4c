"""Lists as files: asked for, made, erased after a day. No history: nobody's things change."""

import datetime
import io
from functools import partial

from django.db import transaction
from django.utils import timezone

from plon.catalogue.exporting import AT_ONCE, FORMATS, MOST, records_of
from plon.catalogue.models import ListExport
from plon.files import storing
from plon.jobs import lengthy

KEPT = datetime.timedelta(days=1)


@transaction.atomic
def request_export(*, of: str, question: str, language: str, ending: str, total: int) -> ListExport:
    """Ask for a list as a file; a worker makes it.

    Raises:
        ValidationError: a value is malformed.
    """
    from plon.catalogue.tasks import make_export  # tasks import this

    export = ListExport(of=of, question=question, language=language, ending=ending, total=min(total, MOST))
    export.full_clean()
    export.save()
    transaction.on_commit(partial(make_export.enqueue, export.pk))
    return export


def run_export(key: int) -> None:
    """Make a file that waits; one that somebody else makes, or that is erased, is left alone."""
    lengthy.run(ListExport, key, _make, language=_language_of)


def _language_of(export: ListExport) -> str:
    return export.language


def _make(export: ListExport) -> None:
    found = []
    for record in records_of(export.of, export.question, export.language):
        found.append(record)
        if len(found) % AT_ONCE == 0:
            # More may have been published since somebody asked.
            lengthy.advance(export, len(found), max(export.total, len(found)))
    _keep(export, FORMATS[export.ending].write(found, export.language), len(found))


def _keep(export: ListExport, content: bytes, count: int) -> None:
    """Keep the bytes and finish the row; they go if the row was erased meanwhile."""
    made = io.BytesIO(content)
    digest = storing.sha256_of(made)
    path = storing.keep_made(made, "lists", f"plon.{export.ending}", digest)
    try:
        lengthy.finish(export, total=count, path=path, sha256=digest, size=len(content))
    except BaseException:
        storing.forget([path])
        raise


def sweep_exports() -> None:
    """Erase files after a day."""
    for export in ListExport.objects.filter(requested_at__lt=timezone.now() - KEPT):
        path = export.path
        export.delete()
        storing.forget([path] if path else [])
