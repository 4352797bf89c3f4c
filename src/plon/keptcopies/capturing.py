"""Make a copy that is waiting: gather it into an archive, read that back, keep it with two checksums."""

import datetime
import hashlib
import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from plon import __version__
from plon.fetching.connecting import Resolve, resolve
from plon.fetching.limits import user_agent
from plon.files import storing
from plon.history.record import record
from plon.keptcopies.addresses import host_of
from plon.keptcopies.archive import Archive, Damaged, body_at
from plon.keptcopies.enums import GOING, CopyState, Trouble
from plon.keptcopies.gathering import Gathered, gather
from plon.keptcopies.models import KeptCopy, KeptPiece
from plon.keptcopies.queries import MOST_ROOM, room_taken
from plon.keptcopies.refusals import NotKept
from plon.keptcopies.visiting import MOST_BYTES, Visitor
from plon.texts import fold

log = logging.getLogger("plon.keptcopies")

MOST_NOTES = 200


class Stopped(Exception):
    """Somebody stopped the copy, or it is not ours to make."""


@dataclass(frozen=True, slots=True)
class _Kept:
    path: str
    name: str
    size: int
    sha256: str
    sha512: str


def run_copy(key: int, *, resolve: Resolve = resolve, sleep: Callable[[float], None] = time.sleep) -> None:
    """Make a copy that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    waiting = KeptCopy.objects.filter(pk=key, state=CopyState.WAITING)
    if not waiting.update(state=CopyState.RUNNING, seen_at=timezone.now()):
        return
    copy = KeptCopy.objects.select_related("result", "result__project").get(pk=key)
    KeptCopy.objects.filter(pk=key).update(tries=copy.tries + 1, done=0, total=0)
    room = MOST_ROOM - room_taken(copy.result.project)
    visitor = Visitor(resolve=resolve, sleep=sleep, bytes=min(MOST_BYTES, max(room, 0)))
    name = storing.clean_name(f"{slugify(fold(host_of(copy.url)))[:60] or 'copy'}-{copy.public_id}.warc.gz")
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".warc.gz") as out:
        try:
            archive = Archive(out, name=name, about=_about(copy))
            gathered = gather(copy.url, visitor, archive, with_neighbours=copy.with_neighbours,
                              advance=partial(_advance, copy))  # fmt: skip
            keep(copy, out, name, gathered)
        except NotKept as refusal:
            refuse_copy(key, refusal.trouble)
        except Stopped:
            log.info("the copy %s was stopped", copy.public_id)


def _about(copy: KeptCopy) -> dict[str, str]:
    """Return what the first record of the archive says: no names of people."""
    return {
        "software": f"Plon/{__version__}",
        "http-header-user-agent": user_agent(),
        "robots": "obey",
        "isPartOf": f"{settings.BASE_URL}{copy.result.get_permanent_url()}",
        "description": f"Copy of {copy.url} for “{copy.result}”; right: {copy.right}",
    }


def _advance(copy: KeptCopy, done: int, total: int, size: int) -> None:
    """Write down that the worker lives and how far it is.

    Raises:
        Stopped: somebody stopped the copy.
    """
    alive = KeptCopy.objects.filter(pk=copy.pk, state=CopyState.RUNNING)
    if not alive.update(done=done, total=total, size=size, seen_at=timezone.now()):
        raise Stopped


def keep(copy: KeptCopy, out: IO[bytes], name: str, gathered: Gathered, *, at: datetime.datetime | None = None) -> None:
    """Keep an archive that is written: store it, read all of it back, then finish the row, captured now or `at`.

    Raises:
        Stopped: somebody stopped the copy meanwhile.
        FileRefused: the storage gives back other bytes than it got.
        Damaged: so it does, and says that they are the same.
    """
    out.flush()
    sha256 = storing.sha256_of(out)
    sha512 = _sha512_of(out)
    path = storing.keep_privately(out, f"copies/{copy.result.project.public_id}", name, sha256)
    try:
        _read_back(path, sha512, gathered)
        kept = _Kept(path, name, Path(out.name).stat().st_size, sha256, sha512)
        _write_down(copy, kept, gathered, at or timezone.now())
    except BaseException:
        storing.forget([path])
        raise


def _sha512_of(stream: IO[bytes]) -> str:
    digest = hashlib.sha512()
    stream.seek(0)
    while chunk := stream.read(storing.CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _read_back(path: str, sha512: str, gathered: Gathered) -> None:
    """Read the stored archive once more, whole and record by record."""
    storage = storages["default"]
    with storage.open(path, "rb") as written:
        if _sha512_of(written) != sha512:
            raise Damaged(path)
    for piece in gathered.pieces:
        body_at(storage, path, piece.place)


@transaction.atomic
def _write_down(copy: KeptCopy, kept: _Kept, gathered: Gathered, at: datetime.datetime) -> None:
    row = KeptCopy.objects.select_for_update(of=("self",)).select_related("result").get(pk=copy.pk)
    if row.state != CopyState.RUNNING:
        raise Stopped
    first = gathered.pieces[0]
    row.state, row.trouble = CopyState.KEPT, ""
    row.captured_at, row.found_at, row.media_type = at, first.url, first.media_type
    row.title = first.title
    row.done = row.total = len(gathered.pieces)
    row.left_out = gathered.left_out[:MOST_NOTES]
    row.path, row.name, row.size, row.sha256, row.sha512 = kept.path, kept.name, kept.size, kept.sha256, kept.sha512
    row.full_clean()
    row.save()
    KeptPiece.objects.bulk_create(
        KeptPiece(
            copy=row, number=number, kind=piece.kind, url=piece.url[:2000], also=list(piece.also),
            media_type=piece.media_type[:120], charset=piece.charset[:40], title=piece.title,
            offset=piece.place.offset, length=piece.place.length, size=piece.size, digest=piece.place.digest,
        )
        for number, piece in enumerate(gathered.pieces, 1)
    )  # fmt: skip
    record("copy.kept", by=row.requested_by, subject=row, project_id=row.result.project_id)


@transaction.atomic
def refuse_copy(key: int, trouble: Trouble) -> None:
    """Say why nothing was kept: what the link leads to can't be had, or is not what was linked."""
    _end(key, CopyState.REFUSED, trouble)


@transaction.atomic
def fail_copy(key: int) -> None:
    """Say that a copy could not be made for a reason of our own."""
    _end(key, CopyState.FAILED, "")


def _end(key: int, state: CopyState, trouble: str) -> None:
    row = KeptCopy.objects.select_for_update(of=("self",)).select_related("result").filter(pk=key).first()
    if row is None or row.state not in GOING:
        return
    row.state, row.trouble, row.size = state, trouble, 0
    row.full_clean()
    row.save(update_fields=["state", "trouble", "size"])
    kind = "copy.refused" if state == CopyState.REFUSED else "copy.failed"
    record(kind, by=row.requested_by, subject=row, project_id=row.result.project_id)
