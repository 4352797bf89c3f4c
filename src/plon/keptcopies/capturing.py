"""Make a copy that is waiting: gather it into an archive, read that back, keep it with two checksums."""

import datetime
import hashlib
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
from plon.jobs import lengthy
from plon.keptcopies.addresses import host_of
from plon.keptcopies.archive import Archive, Damaged, body_at
from plon.keptcopies.gathering import Gathered, gather
from plon.keptcopies.models import KeptCopy, KeptPiece
from plon.keptcopies.queries import MOST_ROOM, room_taken
from plon.keptcopies.refusals import NotKept
from plon.keptcopies.visiting import MOST_BYTES, Visitor
from plon.texts import fold

MOST_NOTES = 200


@dataclass(frozen=True, slots=True)
class _Kept:
    path: str
    name: str
    size: int
    sha256: str
    sha512: str


def run_copy(key: int, *, resolve: Resolve = resolve, sleep: Callable[[float], None] = time.sleep) -> None:
    """Make a copy that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(
        KeptCopy, key, partial(_make, resolve=resolve, sleep=sleep), on_failed=tell_failed, language=_language_of
    )


def tell_failed(copy: KeptCopy, trouble: str = "") -> None:
    """Say why nothing was kept: what the link leads to can't be had, or, without `trouble`, a reason of our own."""
    copy.trouble, copy.size = trouble, 0
    copy.save(update_fields=["trouble", "size"])
    kind = "copy.refused" if trouble else "copy.failed"
    record(kind, by=copy.requested_by, subject=copy, project_id=copy.result.project_id)


def _language_of(copy: KeptCopy) -> str:
    return copy.requested_by.language if copy.requested_by else settings.LANGUAGE_CODE


def _make(copy: KeptCopy, *, resolve: Resolve, sleep: Callable[[float], None]) -> None:
    room = MOST_ROOM - room_taken(copy.result.project)
    visitor = Visitor(resolve=resolve, sleep=sleep, bytes=min(MOST_BYTES, max(room, 0)))
    name = storing.clean_name(f"{slugify(fold(host_of(copy.url)))[:60] or 'copy'}-{copy.public_id}.warc.gz")
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".warc.gz") as out:
        archive = Archive(out, name=name, about=_about(copy))
        try:
            gathered = gather(
                copy.url, visitor, archive, with_neighbours=copy.with_neighbours, advance=partial(_advance, copy)
            )
        except NotKept as refusal:
            lengthy.fail(KeptCopy, copy.pk, on_failed=partial(tell_failed, trouble=refusal.trouble))
        else:
            keep(copy, out, name, gathered)


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
    lengthy.advance(copy, done, total, size=size)


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
    first = gathered.pieces[0]
    row = lengthy.finish(
        copy, trouble="", captured_at=at, found_at=first.url[:2000], media_type=first.media_type[:120],
        title=first.title, total=len(gathered.pieces), left_out=gathered.left_out[:MOST_NOTES],
        path=kept.path, name=kept.name, size=kept.size, sha256=kept.sha256, sha512=kept.sha512,
    )  # fmt: skip
    KeptPiece.objects.bulk_create(
        KeptPiece(
            copy=row, number=number, kind=piece.kind, url=piece.url[:2000], also=list(piece.also),
            media_type=piece.media_type[:120], charset=piece.charset[:40], title=piece.title,
            offset=piece.place.offset, length=piece.place.length, size=piece.size, digest=piece.place.digest,
        )
        for number, piece in enumerate(gathered.pieces, 1)
    )  # fmt: skip
    record("copy.kept", by=row.requested_by, subject=row, project_id=row.result.project_id)
