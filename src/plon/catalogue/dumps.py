"""The whole public catalogue in three files: written every night, so that nobody needs to read it page by page.

A file's name says all about it (kind, moment, number of things, SHA-256), so that a new one replaces the old at the
moment at which it is there whole; the one before stays for who is taking it. They lie in public storage.
"""

import contextlib
import datetime
import gzip
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import storages
from django.utils import timezone

from plon.catalogue import dump_lines
from plon.files.storing import sha256_of

FOLDER = "dumps"
KINDS: dict[str, Callable[[], Iterator[dump_lines.Line]]] = {
    "results": dump_lines.result_lines,
    "projects": dump_lines.project_lines,
    "organisations": dump_lines.organisation_lines,
}
# The hour after which the night's dump is made, in the installation's time zone.
HOUR = 2
KEEP = 2
# After so many lines the process breathes, for pages may wait for it.
_BREATHE_EVERY, _BREATH = 200, 0.005
_NAME = re.compile(r"(results|projects|organisations)\.(\d{8}T\d{6}Z)\.(\d+)\.([0-9a-f]{64})\.jsonl\.gz")
_MOMENT = "%Y%m%dT%H%M%SZ"
_CACHE_KEY, _CACHE_SECONDS = "catalogue.dumps", 60


@dataclass(frozen=True, slots=True)
class Dump:
    """One file that is there, whole."""

    kind: str
    made_at: datetime.datetime
    count: int
    sha256: str
    size: int

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.kind}.{self.made_at.strftime(_MOMENT)}.{self.count}.{self.sha256}.jsonl.gz"


def newest_dumps() -> dict[str, Dump]:
    """Return the newest dump of each kind; asked of the storage once a minute."""
    known = cache.get(_CACHE_KEY)
    if known is None:
        known = {}
        for dump in all_dumps():
            known.setdefault(dump.kind, dump)
        cache.set(_CACHE_KEY, known, _CACHE_SECONDS)
    return {kind: known[kind] for kind in KINDS if kind in known}


def all_dumps() -> list[Dump]:
    """Return every dump that is there, the newest first."""
    storage = storages["public"]
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return []
    matches = [match for name in names if (match := _NAME.fullmatch(name))]
    found = [_read(match, storage.size(f"{FOLDER}/{match[0]}")) for match in matches]
    return sorted(found, key=lambda dump: dump.made_at, reverse=True)


def _read(match: re.Match[str], size: int) -> Dump:
    kind, moment, count, digest = match.groups()
    made_at = datetime.datetime.strptime(moment, _MOMENT).replace(tzinfo=datetime.UTC)
    return Dump(kind, made_at, int(count), digest, size)


def make_dumps() -> list[Dump]:
    """Write all three files anew, and delete those of earlier nights."""
    made = [make_dump(kind) for kind in KINDS]
    forget_old()
    cache.delete(_CACHE_KEY)
    return made


def make_dump(kind: str) -> Dump:
    """Write one file beside the others, and put it in its place when it is whole."""
    made_at = timezone.now().astimezone(datetime.UTC).replace(microsecond=0)
    with _written_aside() as (path, stream):
        count = _write(KINDS[kind](), stream)
        stream.flush()
        os.fsync(stream.fileno())
        digest = sha256_of(stream)
        dump = Dump(kind, made_at, count, digest, stream.seek(0, os.SEEK_END))
        stream.seek(0)
        storages["public"].save(dump.path, _Whole(stream, path))
    return dump


def _write(lines: Iterator[dump_lines.Line], stream: IO[bytes]) -> int:
    """Write lines, and return how many. The same lines give the same bytes: no name and no time stand in them."""
    count = 0
    with gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=6, mtime=0) as packed:
        for line in lines:
            packed.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
            if count % _BREATHE_EVERY == 0:
                time.sleep(_BREATH)
    return count


@contextlib.contextmanager
def _written_aside() -> Iterator[tuple[str, IO[bytes]]]:
    handle, path = tempfile.mkstemp(prefix="dump-", dir=settings.FILE_UPLOAD_TEMP_DIR)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield path, stream
    finally:
        Path(path).unlink(missing_ok=True)


class _Whole(File):  # type: ignore[type-arg]  # Django's File takes no argument when it runs
    """A finished file: storage in a folder moves it into place at once, other storage takes its bytes."""

    def __init__(self, stream: IO[bytes], path: str) -> None:
        super().__init__(stream, path)
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path


def forget_old() -> None:
    """Delete all but the newest of each kind and the one before."""
    seen: dict[str, int] = {}
    for dump in all_dumps():
        seen[dump.kind] = seen.get(dump.kind, 0) + 1
        if seen[dump.kind] > KEEP:
            storages["public"].delete(dump.path)


def is_due(now: datetime.datetime) -> bool:
    """Tell whether the night's dump is still to be made."""
    dumps = newest_dumps()
    if len(dumps) < len(KINDS):
        return True
    local = timezone.localtime(now, timezone.get_default_timezone())
    tonight = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    begun = tonight if local >= tonight else tonight - datetime.timedelta(days=1)
    return min(dump.made_at for dump in dumps.values()) < begun


def make_if_due() -> None:
    """Let the worker make the dumps, if it is time."""
    from plon.catalogue.tasks import make_all_dumps  # tasks are loaded when models are

    if is_due(timezone.now()):
        make_all_dumps.enqueue()
