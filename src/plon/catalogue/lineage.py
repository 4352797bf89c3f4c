"""Where a file comes from: its earlier versions, as far as visitors have ever seen them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from plon.results.models import Result, ResultFile


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file that visitors see or have seen."""

    number: int
    uploaded_at: datetime.datetime
    size: int
    note: str


@dataclass(frozen=True, slots=True)
class VersionedFile:
    """A file in its newest version, with the versions before it, the newest first."""

    file: ResultFile
    earlier: tuple[Version, ...] = ()
    # Of its first version: a file keeps its place in the list when a newer version comes.
    first: int = 0


def with_versions(result: Result, files: Iterable[ResultFile], replaced: Iterable[ResultFile]) -> list[VersionedFile]:
    """Put to each file the versions before it.

    Args:
        result: whose files they are.
        files: the newest versions, public.
        replaced: all versions that another one replaced. One that was replaced before the result was published was a
            draft, and nobody's business.
    """
    by_key: dict[int | None, ResultFile] = {file.pk: file for file in replaced}
    found = []
    for file in files:
        earlier, newer = [], file
        while (older := by_key.pop(newer.replaces_id, None)) is not None:
            if result.published_at and newer.uploaded_at > result.published_at:
                earlier.append(Version(older.number, older.uploaded_at, older.size, older.change_note))
            newer = older
        found.append(VersionedFile(file, tuple(earlier), newer.pk))
    return found
