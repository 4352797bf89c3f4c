"""Starts the process that reads, and takes what it answers."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

from plon.files.limited import GaveUp, answer_of
from plon.files.storing import CHUNK
from plon.filetexts.models import TextState
from plon.filetexts.process import LARGEST
from plon.results.models import ResultFile

_PROCESS = "plon.filetexts.process"
PATIENCE = 60
_WITHOUT_WORDS = ("image/", "audio/", "video/", "font/")
_STATES = {
    "encrypted": TextState.LOCKED,
    "old-or-locked": TextState.LOCKED,
    "damaged": TextState.BROKEN,
    "gone": TextState.BROKEN,
    "empty": TextState.EMPTY,
    "not-taken": TextState.OTHER,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file; a file that can't be read has no text, and a state that says why."""

    state: TextState
    text: str = ""
    language: str = ""


def read_public_file(file: ResultFile) -> Reading:
    """Read the public copy of a file. Never raises for a bad file."""
    if file.media_type.startswith(_WITHOUT_WORDS):
        return Reading(TextState.OTHER)
    if file.size > LARGEST:
        return Reading(TextState.TOO_MUCH)
    storage = storages["public"]
    try:
        if isinstance(storage, FileSystemStorage):
            return read_path(Path(storage.path(file.path)))
        with tempfile.TemporaryDirectory(prefix="plon-text-") as folder:
            path = Path(folder) / "file"
            with storage.open(file.path, "rb") as source, path.open("wb") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
            return read_path(path)
    except OSError:
        return Reading(TextState.BROKEN)


def read_path(path: Path) -> Reading:
    """Read a file on this machine in a process of its own, with limits on memory and time.

    Raises:
        OSError: it is not there.
    """
    if path.stat().st_size > LARGEST:
        return Reading(TextState.TOO_MUCH)
    try:
        answer = answer_of(_PROCESS, str(path), patience=PATIENCE)
    except GaveUp:
        return Reading(TextState.TOO_MUCH)
    if "problem" in answer:
        return Reading(_STATES.get(answer["problem"], TextState.TOO_MUCH))
    if not answer["text"]:
        return Reading(TextState.EMPTY)
    state = TextState.CUT if answer["is_cut"] else TextState.READ
    return Reading(state, answer["text"], answer["language"][:5])
