"""Read a stored file to its end once: its checksums, and what in it makes it useless one day."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.core.files.storage import storages

from plon.files.storing import CHUNK
from plon.fixity.enums import FileState, Risk

# The mark of a PDF that is locked stands in plain bytes (ISO 32000-1, 7.5.5 and 7.5.8).
_LOCK = b"/Encrypt"
_PACKED = frozenset({".zip", ".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods", ".odg", ".epub", ".h5p", ".ggb"})
_ENCRYPTED = 0x1
# How office files begin that are old, or new and locked (MS-OFFCRYPTO, 2.3).
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading: how many bytes, their checksums (hexadecimal), risks found in them."""

    size: int
    sha256: str
    sha512: str
    risks: tuple[Risk, ...]


class NotRead(Exception):
    """The bytes could not be had; `state` is "missing" or "unreadable"."""

    def __init__(self, state: FileState) -> None:
        super().__init__(state)
        self.state = state


def read_back(place: str, path: str) -> Read:
    """Read a file from storage, piece by piece.

    Args:
        place: name of the storage.
        path: where it lies in it.

    Raises:
        NotRead: it is not there, or the storage does not give it.
    """
    try:
        with storages[place].open(path, "rb") as stored:
            return _read(stored, PurePosixPath(path.lower()).suffix)
    except FileNotFoundError as error:
        raise NotRead(FileState.MISSING) from error
    except OSError as error:
        raise NotRead(FileState.UNREADABLE) from error


def _read(stored: IO[bytes], ending: str) -> Read:
    first, second = hashlib.sha256(), hashlib.sha512()
    size, is_locked, before, head = 0, False, b"", b""
    while piece := stored.read(CHUNK):
        first.update(piece)
        second.update(piece)
        size += len(piece)
        head = head or piece[: len(_OLE)]
        # The mark may lie across two pieces.
        is_locked = is_locked or (ending == ".pdf" and _LOCK in before + piece)
        before = piece[-len(_LOCK) :]
    risks = {Risk.LOCKED} if is_locked else set()
    if ending in _PACKED:
        risks |= {Risk.LOCKED} if head == _OLE else _risks_in_archive(stored)
    return Read(size, first.hexdigest(), second.hexdigest(), tuple(sorted(risks)))


def _risks_in_archive(stored: IO[bytes]) -> set[Risk]:
    """Look at the list of an archive's entries; what is not an archive has no such risks."""
    stored.seek(0)
    try:
        with zipfile.ZipFile(stored) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return set()
    risks = set()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        risks.add(Risk.LOCKED)
    if any(entry.filename.endswith("vbaProject.bin") or entry.filename.startswith("Basic/") for entry in entries):
        risks.add(Risk.MACROS)
    return risks
