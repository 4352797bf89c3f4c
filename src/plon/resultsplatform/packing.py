"""Make the ZIP: files first, piece by piece, then the pages and tables that say what became of each."""

import datetime
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.resultsplatform.gathering import book_of
from plon.resultsplatform.leaflet import guide_of, page_of, scripts
from plon.resultsplatform.models import PlatformPackage
from plon.resultsplatform.refusals import PlatformRefused
from plon.resultsplatform.sheets import Book, FileLine, as_rows, safe_name
from plon.resultsplatform.table import table_of

KEPT = datetime.timedelta(days=30)
MARK_EVERY = 32 * 1024 * 1024
# From here an archive notes sizes in another way.
LARGE = 2**31 - 1
# Packed in themselves; packing them again only takes time.
_PACKED = frozenset(
    {"webp", "png", "jpg", "jpeg", "gif", "mp3", "mp4", "webm", "mov", "m4a", "ogg", "zip", "docx", "pptx", "xlsx",
     "odt", "odp", "ods", "epub", "h5p", "ggb"}
)  # fmt: skip


def run_platform_package(key: int) -> None:
    """Make a package that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(PlatformPackage, key, _make, on_failed=tell_failed, language=_language_of)


def _language_of(package: PlatformPackage) -> str:
    return package.requested_by.language if package.requested_by else settings.LANGUAGE_CODE


def tell_failed(package: PlatformPackage) -> None:
    """Note in the history that one could not be made."""
    record("platform_package.failed", by=None, subject=package, project_id=package.project_id)


def _make(package: PlatformPackage) -> None:
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".zip") as target:
        book = book_of(package.project)
        if not book.sheets:
            raise PlatformRefused(_("Nothing of this project is public any more."))
        folder = f"results-platform-{timezone.localdate().isoformat()}"
        faults = write_zip(target, book, folder, _Progress(package), _language_of(package))
        target.flush()
        _keep(package, target, book, faults, f"{safe_name(0, 0, '', book.title).removeprefix('00-')}-{folder}.zip")


@dataclass(slots=True)
class _Progress:
    """Says now and then how far it is; a stop is noticed within the file at which it comes."""

    package: PlatformPackage
    done: int = 0
    total: int = 0
    unsaid: int = field(default=0)

    def begin(self, total: int) -> None:
        self.total = total
        lengthy.advance(self.package, 0, total)

    def pieces(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.unsaid += len(piece)
            if self.unsaid > MARK_EVERY:
                self.unsaid = 0
                lengthy.advance(self.package, self.done, self.total)
            yield piece

    def step(self) -> None:
        self.done += 1
        lengthy.advance(self.package, self.done, self.total)


def write_zip(target: IO[bytes], book: Book, folder: str, progress: _Progress, language: str) -> list[str]:
    """Write the whole package, and return the names of files that could not be read whole.

    Raises:
        Stopped: somebody stopped it.
        OSError: the disk is full.
    """
    faults: list[str] = []
    progress.begin(len(book.files) + 1)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in book.files:
            if not _write_file(archive, f"{folder}/files/{file.name}", file, progress):
                faults.append(file.name)
            progress.step()
        papers = {
            "type-from-this.html": page_of(book, faults, language),
            "table.xlsx": table_of(book, language),
            "results.json": json.dumps(as_rows(book), ensure_ascii=False, indent=1).encode(),
            "READ-ME.txt": guide_of(book, faults, language),
            **scripts(),
        }
        for name, content in papers.items():
            archive.writestr(f"{folder}/{name}", content)
    progress.step()
    return faults


def _write_file(archive: zipfile.ZipFile, name: str, file: FileLine, progress: _Progress) -> bool:
    """Write one file piece by piece, and tell whether it was whole; what is damaged or missing is left out.

    A ZIP can't take bytes back, so a file is read twice: first for its checksum.
    """
    try:
        if file.sha256 and _sha256(file, progress) != file.sha256:
            return False
        info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if file.ending in _PACKED else zipfile.ZIP_DEFLATED
        with (
            storages["default"].open(file.path, "rb") as stream,
            archive.open(info, "w", force_zip64=file.size > LARGE) as written,
        ):
            for piece in progress.pieces(_pieces(stream)):
                written.write(piece)
    except FileNotFoundError:
        return False
    return True


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(storing.CHUNK):
        yield piece


def _sha256(file: FileLine, progress: _Progress) -> str:
    digest = hashlib.sha256()
    with storages["default"].open(file.path, "rb") as stream:
        for piece in progress.pieces(_pieces(stream)):
            digest.update(piece)
    return digest.hexdigest()


def _keep(package: PlatformPackage, target: IO[bytes], book: Book, faults: list[str], name: str) -> None:
    digest, size = storing.sha256_of(target), target.seek(0, 2)
    path = storing.keep_made(target, f"platform/{package.project.public_id}", storing.clean_name(name), digest)
    try:
        with transaction.atomic():
            done = lengthy.finish(
                package, name=name, path=path, sha256=digest, size=size, results=len(book.sheets), faults=faults,
                print=book.print, expires_at=timezone.now() + KEPT,
            )  # fmt: skip
            record("platform_package.made", by=done.requested_by, subject=done, project_id=done.project_id)
    except BaseException:
        storing.forget([path])
        raise
