"""Lists as files: asked for, made, taken up again, erased after a day. No history: nobody's things change."""

import datetime
import io
from functools import partial

from django.db import transaction
from django.utils import timezone, translation

from plon.catalogue.exporting import AT_ONCE, FORMATS, MOST, records_of
from plon.catalogue.models import ExportState, ListExport
from plon.files import storing

KEPT = datetime.timedelta(days=1)

# A worker that has not been heard of for so long is dead; what waits for so long is taken up again.
SILENCE = datetime.timedelta(minutes=5)


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
    waiting = ListExport.objects.filter(pk=key, state=ExportState.WAITING)
    if not waiting.update(state=ExportState.RUNNING, seen_at=timezone.now()):
        return
    export = ListExport.objects.get(pk=key)
    with translation.override(export.language):
        found = []
        for record in records_of(export.of, export.question, export.language):
            found.append(record)
            if len(found) % AT_ONCE == 0:
                ListExport.objects.filter(pk=key).update(done=len(found), seen_at=timezone.now())
        made = io.BytesIO(FORMATS[export.ending].write(found, export.language))
    digest = storing.sha256_of(made)
    path = storing.keep_privately(made, "lists", f"plon.{export.ending}", digest)
    ListExport.objects.filter(pk=key).update(
        state=ExportState.DONE, done=len(found), total=len(found), path=path, sha256=digest,
        size=made.getbuffer().nbytes,
    )  # fmt: skip


def fail_export(key: int) -> None:
    """Say that a file could not be made."""
    ListExport.objects.filter(pk=key).exclude(state=ExportState.DONE).update(state=ExportState.FAILED)


def sweep_exports() -> None:
    """Erase files after a day, and take up those whose worker died."""
    from plon.catalogue.tasks import make_export  # see above

    now = timezone.now()
    for export in ListExport.objects.filter(requested_at__lt=now - KEPT):
        path = export.path
        export.delete()
        storing.forget([path] if path else [])
    for export in ListExport.objects.filter(state=ExportState.RUNNING, seen_at__lt=now - SILENCE):
        ListExport.objects.filter(pk=export.pk).update(state=ExportState.WAITING, seen_at=now)
        make_export.enqueue(export.pk)
