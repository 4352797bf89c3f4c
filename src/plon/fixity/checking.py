"""Read stored files back and keep what was found; mend a copy from its sound twin."""

import datetime
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from plon.files import storing
from plon.files.refusals import FileRefused
from plon.fixity.enums import FAULTS, FileState, Place
from plon.fixity.models import StoredFile
from plon.fixity.reading import NotRead, Read, read_back
from plon.fixity.taking_up import is_kept
from plon.history.record import record

log = logging.getLogger("plon.fixity")

# Every file is read back once in a sweep; a sample every night finds a failing disk before the sweep comes to it.
SWEEP, SAMPLE = datetime.timedelta(days=30), 200
EVERY, SAMPLE_EVERY = datetime.timedelta(minutes=30), datetime.timedelta(days=1)
# One run takes little, so that other work by the clock does not wait; what is left comes next time.
SECONDS = 60.0


@dataclass(slots=True)
class Tally:
    """What a run did: files and bytes read, and how many copies are in which state; `faults` are those lost."""

    files: int = 0
    bytes: int = 0
    mended: int = 0
    found: dict[str, int] = field(default_factory=dict)

    @property
    def faults(self) -> int:
        return sum(self.found.get(state, 0) for state in FAULTS)


def sweep(*, seconds: float | None = SECONDS, clock: Callable[[], float] = time.monotonic) -> Tally:
    """Read back what was not read for a month, those first that wait longest; may be stopped anywhere."""
    due = StoredFile.objects.exclude(checked_at__gt=timezone.now() - SWEEP)
    return check_files(due.order_by(F("checked_at").asc(nulls_first=True), "pk"), seconds=seconds, clock=clock)


def sample(*, most: int = SAMPLE, seconds: float | None = SECONDS) -> Tally:
    """Read back some files by chance, and all that were in trouble: a storage may have come back."""
    troubled = list(StoredFile.objects.exclude(state__in=(FileState.SOUND, FileState.UNCHECKED))[:most])
    chosen = list(StoredFile.objects.filter(state=FileState.SOUND).order_by("?")[:most])
    return check_files([*troubled, *chosen], seconds=seconds)


def check_all(*, seconds: float | None = None, say: Callable[[Tally], None] | None = None) -> Tally:
    """Read back everything, whenever it was read last."""
    return check_files(StoredFile.objects.order_by("pk"), seconds=seconds, say=say)


def check_files(
    files: QuerySet[StoredFile] | Iterable[StoredFile],
    *,
    seconds: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    say: Callable[[Tally], None] | None = None,
) -> Tally:
    """Read files back one after the other, each noted before the next; stop after so many seconds."""
    tally, until = Tally(), clock() + seconds if seconds is not None else None
    for file in files.iterator(chunk_size=200) if isinstance(files, QuerySet) else files:
        if until is not None and clock() > until:
            break
        state = check_file(file, tally)
        if state is not None:
            tally.files += 1
            tally.found[state.value] = tally.found.get(state.value, 0) + 1
            if say:
                say(tally)
    return tally


def check_file(file: StoredFile, tally: Tally | None = None) -> FileState | None:
    """Read one copy back and keep what was found; None if its room deleted it meanwhile.

    A copy that is damaged or missing is written anew from its twin (private from public or the other way round) if that
    one is whole; what was found stands in the history either way.
    """
    state, read = _look(file)
    if tally and read:
        tally.bytes += read.size
    if state in FAULTS and not is_kept(file):
        file.delete()
        return None
    _note(file, state, read)
    if state in FAULTS and _mend(file):
        if tally:
            tally.mended += 1
        return FileState.SOUND
    return state


def _look(file: StoredFile) -> tuple[FileState, Read | None]:
    try:
        read = read_back(file.place, file.path)
    except NotRead as failure:
        return failure.state, None
    is_whole = read.sha256 == file.sha256 and (not file.sha512 or read.sha512 == file.sha512)
    return FileState.SOUND if is_whole else FileState.DAMAGED, read


@transaction.atomic
def _note(file: StoredFile, state: FileState, read: Read | None) -> None:
    now, before = timezone.now(), file.state
    file.state, file.checked_at = state, now
    if state == FileState.SOUND and read:
        file.sha512, file.risks, file.faulty_since = read.sha512, list(read.risks), None
    elif state in FAULTS:
        file.faulty_since = file.faulty_since or now
    file.full_clean(exclude=["path"])
    file.save()
    if state in FAULTS and before != state:
        log.error("%s: %s (%s) is %s", file.store, file.path, file.place, state)
        record(f"stored_file.{state}", by=None, subject=file, project_id=file.project_id)


def _mend(file: StoredFile) -> bool:
    """Write a copy anew from its twin; return whether it is whole now."""
    other = Place.PUBLIC if file.place == Place.PRIVATE else Place.PRIVATE
    try:
        storing.copy_over(file.path, file.sha256, source=other, target=file.place)
    except FileRefused:
        return False
    state, read = _look(file)
    if state != FileState.SOUND:
        return False
    file.mended_at = timezone.now()
    _note(file, state, read)
    log.warning("%s: %s (%s) was written anew from its other copy", file.store, file.path, file.place)
    record("stored_file.mended", by=None, subject=file, project_id=file.project_id)
    return True
