"""Keep previews in step with the public files. Nobody does this: it follows from publishing."""

import datetime
import logging
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, QuerySet

from plon.catalogue.previews.models import FilePreview
from plon.files.limited import GaveUp, answer_of
from plon.files.storing import CHUNK, forget
from plon.results.enums import ResultState
from plon.results.models import ResultFile

log = logging.getLogger("plon.catalogue")

# By media type: how the process calls a kind of file that it can draw.
KINDS = {
    "application/pdf": "pdf",
    "image/jpeg": "picture",
    "image/png": "picture",
    "image/webp": "picture",
    "image/gif": "picture",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}
# Seconds by the clock for one file; so long one round of the sweep may keep the worker from other work.
PATIENCE = 60.0
ROUND = datetime.timedelta(minutes=2)
MOST_PER_ROUND = 500


def make_previews_of(result: int) -> None:
    """Forget the previews of a result's files that are public no more, and make those that are missing."""
    _forget_stale([result])
    for file in _unseen().filter(result=result):
        _make(file)


def make_previews() -> None:
    """Do the same for all results: what was missed while no worker ran, and what an import left."""
    _forget_stale()
    until = time.monotonic() + ROUND.total_seconds()
    for file in _unseen()[:MOST_PER_ROUND]:
        if time.monotonic() > until:
            return
        _make(file)


def _public() -> QuerySet[ResultFile]:
    return ResultFile.objects.filter(is_public=True, result__state=ResultState.PUBLISHED, media_type__in=KINDS)


def _unseen() -> QuerySet[ResultFile]:
    return _public().exclude(preview__sha256=F("sha256")).order_by("id")


@transaction.atomic
def _forget_stale(results: Sequence[int] | None = None) -> None:
    """Delete rows whose file is public no more; their bytes follow (`registering`)."""
    stale = FilePreview.objects.exclude(file__in=_public())
    if results is not None:
        stale = stale.filter(file__result__in=results)
    stale.delete()


def _make(file: ResultFile) -> None:
    with tempfile.TemporaryDirectory(prefix="plon-preview-") as place:
        folder = Path(place)
        drawn = _drawn(file, folder)
        if "problem" in drawn:
            log.info("no preview of file %s: %s", file.public_id, drawn["problem"])
        _keep(file, drawn, folder)


def _drawn(file: ResultFile, folder: Path) -> dict[str, Any]:
    """Let the file be drawn in a process of its own; `folder` then has the pages."""
    path = folder / "source"
    try:
        with storages["public"].open(file.path) as stored, path.open("wb") as copy:
            shutil.copyfileobj(stored, copy, CHUNK)
        answer: dict[str, Any] = answer_of(
            "plon.catalogue.previews.process", KINDS[file.media_type], str(path), str(folder), patience=PATIENCE
        )
    except OSError:
        return {"problem": "missing"}
    except GaveUp as failure:
        return {"problem": failure.code}
    return answer


def _keep(file: ResultFile, drawn: dict[str, Any], folder: Path) -> None:
    """Keep what was drawn, if the file is still public: drawing takes a while."""
    preview = FilePreview.objects.filter(file=file).first() or FilePreview(file=file)
    forget(preview.paths if preview.pk else [])
    preview.sha256 = file.sha256
    preview.page_count = drawn.get("page_count", 0)
    preview.pages, preview.outline = drawn.get("pages", []), drawn.get("outline", [])
    storage = storages["default"]
    for number, path in enumerate(preview.paths, 1):
        with (folder / f"{number}.webp").open("rb") as picture:
            storage.delete(path)
            storage.save(path, File(picture))
    preview.full_clean()
    with transaction.atomic():
        is_public = _public().filter(pk=file.pk, sha256=file.sha256).exists()
        if is_public:
            preview.save()
    if not is_public:
        forget(preview.paths)
