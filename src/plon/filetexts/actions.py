"""Keep the texts of public files in step with the files. Nobody does this: it follows from publishing."""

import datetime
import time
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from plon.filetexts.models import FileText
from plon.filetexts.queries import public_files
from plon.filetexts.reading import Reading, read_public_file
from plon.results.models import ResultFile
from plon.search.changes import mark_changed

# So long one round of the sweep may keep the worker from other work; what is left waits for the next.
ROUND = datetime.timedelta(minutes=2)
MOST_PER_ROUND = 500


def keep_texts_of(result: int) -> None:
    """Forget the texts of a result's files that are public no more, and read those that nobody has read."""
    _forget_stale([result])
    for file in _unread().filter(result=result):
        _keep(file, read_public_file(file))


def keep_texts() -> None:
    """Do the same for all results: what was missed while no worker ran, and what the import or a restored copy left."""
    _forget_stale()
    until = time.monotonic() + ROUND.total_seconds()
    for file in _unread()[:MOST_PER_ROUND]:
        if time.monotonic() > until:
            return
        _keep(file, read_public_file(file))


def _unread() -> QuerySet[ResultFile]:
    return public_files().exclude(text__sha256=F("sha256")).order_by("id")


@transaction.atomic
def _forget_stale(results: Sequence[int] | None = None) -> None:
    stale = FileText.objects.exclude(file__in=public_files())
    if results is not None:
        stale = stale.filter(file__result__in=results)
    found = dict(stale.values_list("pk", "file__result_id"))
    if found:
        FileText.objects.filter(pk__in=found).delete()
        mark_changed("result", set(found.values()))


@transaction.atomic
def _keep(file: ResultFile, reading: Reading) -> None:
    """Keep what was read, if the file is still public: reading takes a while."""
    if not public_files().filter(pk=file.pk, sha256=file.sha256).exists():
        return
    text = FileText.objects.select_for_update().filter(file=file).first() or FileText(file=file)
    text.sha256, text.state, text.text, text.language = file.sha256, reading.state, reading.text, reading.language
    text.full_clean()
    text.save()
    mark_changed("result", [file.result_id])
