"""What is done with uploads: begin, append a piece, turn the whole into evidence, give up, sweep away."""

import datetime
import shutil
from collections.abc import Callable
from typing import IO

from django.conf import settings
from django.db import transaction
from django.http import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import account_of
from plon.errors import DomainError
from plon.evidence.actions import add_file
from plon.evidence.models import Evidence, Upload
from plon.evidence.receiving import discard, receive, refuse_oversized, refuse_unknown_kind
from plon.evidence.uploads import parts
from plon.evidence.uploads.doors import Door
from plon.evidence.uploads.refusals import OffsetDiffers, SentTooMuch, UploadRefused
from plon.files import storing

PIECE = 256 * 1024
KEPT = datetime.timedelta(days=7)
# Of one person at a time; a hundred photos are sent one after another.
MOST_OPEN = 200
# What must stay free on the disk beside an upload and its copy in private storage.
SPARE = 200 * 1024 * 1024


def begin_upload(door: Door, *, name: str, size: int, fingerprint: str = "") -> Upload:
    """Make room for a file; the same file of the same device again goes on where it was.

    Raises:
        FileRefused: it is too large, or of a kind that is not taken: said before anything is sent.
        UploadRefused: there is no room, or too much is under way.
    """
    name = storing.clean_name(name)
    refuse_oversized(size)
    refuse_unknown_kind(name)
    of_holder = Upload.objects.filter(
        project=door.project, by=account_of(door.by), holder=door.holder, evidence__isnull=True
    )
    fingerprint = fingerprint[:120]
    begun = of_holder.filter(fingerprint=fingerprint, size=size).first() if fingerprint else None
    if begun:
        return begun
    if of_holder.count() >= MOST_OPEN:
        raise UploadRefused(_("Too many files are on their way already. Finish or cancel some of them first."))
    if shutil.disk_usage(parts.folder()).free < 2 * size + SPARE:
        raise UploadRefused(_("There is no room for this file on the server. Tell its operator, or add its link."))
    upload = Upload(
        project=door.project,
        by=account_of(door.by),
        holder=door.holder,
        name=name,
        size=size,
        fingerprint=fingerprint,
    )
    upload.full_clean()
    with parts.opened(upload):
        upload.save()
    return upload


def append(upload: Upload, *, offset: int, length: int, read: Callable[[int], bytes]) -> int:
    """Write a piece behind what is there, and return how much is there for certain.

    What arrived before the connection broke is kept.

    Args:
        upload: the upload.
        offset: where the device goes on.
        length: how much the device says it sends now.
        read: gives at most so many bytes, b"" at the end.

    Raises:
        Busy: another request is writing.
        OffsetDiffers: the device goes on elsewhere than where the server stands.
        SentTooMuch: more would be there than the file has.
    """
    with parts.opened(upload) as part:
        upload.refresh_from_db()
        if upload.evidence_id is not None:
            raise OffsetDiffers(upload.size)
        here = parts.acknowledged(upload)
        if offset != here:
            raise OffsetDiffers(here)
        if length > upload.size - here:
            raise SentTooMuch
        part.truncate(here)
        part.seek(here)
        try:
            while length > 0 and (piece := read(min(PIECE, length))):
                part.write(piece)
                length -= len(piece)
        except UnreadablePostError:
            pass  # the connection broke: the device asks how far we came
        parts.settle(part)
        upload.offset = part.tell()
        Upload.objects.filter(pk=upload.pk).update(offset=upload.offset, touched_at=timezone.now())
    return upload.offset


def finish(upload: Upload, door: Door) -> Evidence | None:
    """Turn a complete upload into evidence; done again, it answers with the same piece. None: it is not complete.

    Raises:
        Busy: another request is at it.
        FileRefused: the file can't be taken; nothing of it is kept.
        ValidationError: its name is malformed.
    """
    with parts.opened(upload) as part:
        upload.refresh_from_db()
        if upload.evidence is None and (not upload.size or parts.acknowledged(upload) == upload.size):
            try:
                upload.evidence = _evidence_from(upload, part, door)
            except DomainError:
                give_up(upload)
                raise
    if upload.evidence is not None:
        parts.forget(upload)
    return upload.evidence


def _evidence_from(upload: Upload, part: IO[bytes], door: Door) -> Evidence:
    received = receive(part, upload.name, folder=f"evidence/{door.project.public_id}")
    try:
        with transaction.atomic():
            evidence = add_file(door.project, by=door.by, received=received, organisation=door.organisation)
            upload.evidence = evidence
            upload.save(update_fields=["evidence", "touched_at"])
    except Exception:
        discard(received)
        raise
    return evidence


def give_up(upload: Upload) -> None:
    """Forget an upload; evidence that it became stays."""
    upload.delete()
    parts.forget(upload)


def sweep_uploads() -> None:
    """Finish what is complete, and forget what nobody went on with for a week."""
    now = timezone.now()
    waiting = Upload.objects.filter(evidence__isnull=True).select_related("project", "by")
    for upload in waiting.filter(touched_at__lt=now - KEPT):
        give_up(upload)
    for upload in Upload.objects.filter(evidence__isnull=False, touched_at__lt=now - KEPT):
        give_up(upload)
    _sweep_folder(now)


def _sweep_folder(now: datetime.datetime) -> None:
    """Delete what belongs to no upload: left behind by a process that was killed."""
    known = set(Upload.objects.values_list("secret", flat=True))
    yesterday = (now - datetime.timedelta(days=1)).timestamp()
    for path in parts.folder().iterdir():
        is_ours = path.suffix == parts.ENDING or ".upload" in path.suffixes
        if is_ours and path.stem not in known and path.is_file() and path.stat().st_mtime < yesterday:
            path.unlink(missing_ok=True)


def largest_upload() -> int:
    return int(settings.MAX_EVIDENCE_BYTES)
