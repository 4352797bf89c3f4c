"""The file in which the pieces of an upload are collected. What is acknowledged is on the disk."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from plon.evidence.models import Upload
from plon.evidence.uploads.refusals import Busy

ENDING = ".part"


def folder() -> Path:
    return Path(settings.FILE_UPLOAD_TEMP_DIR)


def path_of(upload: Upload) -> Path:
    return folder() / f"{upload.secret}{ENDING}"


def acknowledged(upload: Upload) -> int:
    """Return up to which byte the upload is here for certain: never beyond what is on the disk."""
    try:
        return min(upload.offset, path_of(upload).stat().st_size)
    except FileNotFoundError:
        return 0


@contextlib.contextmanager
def opened(upload: Upload) -> Iterator[IO[bytes]]:
    """Open the file of an upload for this request alone; the lock goes when the process does.

    Raises:
        Busy: another request has it.
    """
    descriptor = os.open(path_of(upload), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Busy from taken
        yield part


def settle(part: IO[bytes]) -> None:
    """Let what was written outlast a power cut."""
    part.flush()
    os.fsync(part.fileno())


def forget(upload: Upload) -> None:
    path_of(upload).unlink(missing_ok=True)
