"""Where the bytes of files lie: private until they are published, checked against their SHA-256."""

import contextlib
import hashlib
import logging
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol, runtime_checkable

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.translation import gettext_lazy as _

from plon.files.refusals import FileRefused

log = logging.getLogger("plon.files")

CHUNK = 1024 * 1024
PIECE = 256 * 1024
# Letters, and bytes: file systems count these.
LONGEST_NAME, LONGEST_BYTES = 200, 240
LONGEST_ENDING = 12


@runtime_checkable
class ReadsParts(Protocol):
    """A storage far away, of which a part can be had without the whole."""

    def read_part(self, name: str, start: int, length: int, piece: int) -> Iterator[bytes]: ...


def clean_name(name: str) -> str:
    """Return a file name without folders, control characters or tricks; letters of all languages stay."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = re.sub(r'[<>:"|?*]', "-", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    while len(stem) > LONGEST_NAME - len(dot + ending) or len(f"{stem}{dot}{ending}".encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    name = f"{stem}{dot}{ending}"
    return name or "file"


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        yield chunk


def sha256_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of a stream, read piece by piece."""
    digest = hashlib.sha256()
    for chunk in _chunks(stream):
        digest.update(chunk)
    return digest.hexdigest()


def settle(storage: Storage, path: str) -> None:
    """Let a file that was just written outlast a power cut, if it lies on this machine."""
    if isinstance(storage, FileSystemStorage):
        with Path(storage.path(path)).open("rb") as written:
            os.fsync(written.fileno())


def keep_privately(stream: IO[bytes], folder: str, name: str, digest: str) -> str:
    """Write a stream to private storage, read it back, and return its path: nothing counts as kept before.

    Args:
        stream: the bytes; read from their beginning.
        folder: whose they are, e.g. "results/r7k2mq4"; each file gets a folder of its own in it.
        name: as `clean_name` gave it.
        digest: the SHA-256 that was taken when the bytes came in.

    Raises:
        FileRefused: what was read back is not what was sent, or the storage is full or does not answer.
    """
    stream.seek(0)
    storage = storages["default"]
    wanted = f"{folder}/{secrets.token_hex(8)}/{name}"
    try:
        path = storage.save(wanted, File(stream, name))
        settle(storage, path)
        with storage.open(path, "rb") as written:
            is_whole = sha256_of(written) == digest
    except FileNotFoundError as lost:
        raise FileRefused(_("The file was damaged on its way. Please send it again."), field="file") from lost
    except OSError as refusal:
        log.exception("Files can't be kept")
        with contextlib.suppress(OSError):
            storage.delete(wanted)
        raise FileRefused(
            _("The file can’t be kept right now: there may be no room left. Keep it, and try again later."),
            field="file",
        ) from refusal
    if not is_whole:
        storage.delete(path)
        raise FileRefused(_("The file was damaged on its way. Please send it again."), field="file")
    return path


def keep_made(stream: IO[bytes], folder: str, name: str, digest: str) -> str:
    """Keep bytes that were made here, as `keep_privately` does: nobody is asked to send them again.

    Raises:
        FileRefused: as there, in words for who waits for the file.
    """
    try:
        return keep_privately(stream, folder, name, digest)
    except FileRefused as refusal:
        raise FileRefused(
            _("The file was made, but it can’t be kept right now: there may be no room left. Try again later.")
        ) from refusal


def read_part(storage: Storage, path: str, start: int, length: int) -> Iterator[bytes]:
    """Yield `length` bytes of a file from `start`, in small pieces, wherever it lies.

    Raises:
        FileNotFoundError: it is not there.
    """
    if isinstance(storage, ReadsParts):
        yield from storage.read_part(path, start, length, PIECE)
        return
    with storage.open(path, "rb") as stored:
        stored.seek(start)
        while length > 0 and (piece := stored.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def make_public(path: str, digest: str, name: str) -> None:
    """Copy a file to public storage and compare.

    Args:
        path: where it lies in private storage, and will lie in public storage.
        digest: its SHA-256.
        name: how it is called in a refusal.

    Raises:
        FileRefused: the private copy is missing or damaged, or the public one can't be written.
    """
    copy_over(path, digest, source="default", target="public", name=name)


def copy_over(path: str, digest: str, *, source: str, target: str, name: str = "") -> None:
    """Write a file of one storage into another, over what may lie there, and read it back.

    Args:
        path: where it lies in both.
        digest: its SHA-256.
        source: name of the storage that has it whole.
        target: name of the storage that gets it.
        name: how it is called in a refusal; "" takes its path's.

    Raises:
        FileRefused: it is missing or damaged at its source (the target is left as it was), or can't be written.
    """
    about = {"name": name or path.rpartition("/")[2]}
    try:
        with storages[source].open(path, "rb") as whole:
            if sha256_of(whole) != digest:
                raise FileRefused(_("“%(name)s” is damaged; upload it again."), about)
            whole.seek(0)
            _write_over(storages[target], path, File(whole))
    except FileNotFoundError as missing:
        raise FileRefused(_("“%(name)s” is missing; upload it again."), about) from missing
    except OSError as refusal:
        log.exception("A file can't be copied")
        raise FileRefused(_("“%(name)s” can’t be written right now. Try again later."), about) from refusal
    if not _is_whole(storages[target], path, digest):
        raise FileRefused(_("“%(name)s” was damaged while it was written. Try again."), about)


def _write_over(storage: Storage, path: str, content: File[bytes]) -> None:
    if storage.exists(path):
        storage.delete(path)
    storage.save(path, content)
    settle(storage, path)


def _is_whole(storage: Storage, path: str, digest: str) -> bool:
    try:
        with storage.open(path, "rb") as written:
            return sha256_of(written) == digest
    except OSError:
        return False


def make_private(paths: Iterable[str]) -> None:
    """Take public copies away; the private ones stay."""
    for path in paths:
        storages["public"].delete(path)


def forget(paths: Iterable[str]) -> None:
    """Delete files for good, private and public."""
    for path in paths:
        storages["public"].delete(path)
        storages["default"].delete(path)
