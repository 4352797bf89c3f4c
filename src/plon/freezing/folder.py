"""A frozen site as a folder: written beside, checked, and put in its place whole; whatever happens, never half."""

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from plon.freezing import layout
from plon.freezing.refusals import FreezeRefused

# In the mark of every frozen site.
FORMAT = "plon frozen project 1"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Folder:
    """A folder in the making, with the SHA-256 of all that lies in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sums: dict[str, str] = {}
        self.size = 0

    def write(self, file: str, pieces: Iterable[bytes]) -> None:
        """Write a file; `file` is its path from the top.

        Raises:
            OSError: the disk is full, or a name is too long for it.
        """
        path = self._place(file)
        digest = hashlib.sha256()
        with path.open("wb") as written:
            for piece in pieces:
                digest.update(piece)
                self.size += written.write(piece)
        self.sums[file] = digest.hexdigest()

    @contextlib.contextmanager
    def writing(self, file: str) -> Iterator[IO[bytes]]:
        """Give a file to somebody who writes it in an order of their own.

        Raises:
            OSError: see `write`.
        """
        path = self._place(file)
        with path.open("w+b") as written:
            yield written
        with path.open("rb") as whole:
            self.sums[file] = hashlib.file_digest(whole, "sha256").hexdigest()
        self.size += path.stat().st_size

    def forget(self, files: Iterable[str]) -> None:
        """Delete files that were written."""
        for file in files:
            del self.sums[file]
            self.size -= (self.root / file).stat().st_size
            (self.root / file).unlink()

    def read(self, file: str) -> bytes:
        return (self.root / file).read_bytes()

    def seal(self) -> None:
        """Write down the checksums of all files, as `sha256sum --check` reads them."""
        lines = "".join(f"{digest}  {file}\n" for file, digest in sorted(self.sums.items()))
        self.write(layout.SUMS, [lines.encode()])

    def _place(self, file: str) -> Path:
        path = (self.root / file).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise ValueError(f"{file} would lie outside of the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def is_frozen_site(path: Path) -> bool:
    """Tell whether a folder holds a frozen site, whose place a new one may take."""
    try:
        return bool(json.loads((path / layout.MARK).read_text("utf-8")).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


@contextlib.contextmanager
def made_beside(target: Path) -> Iterator[Folder]:
    """Give a folder to write into; when all is well it takes the place of `target`, otherwise nothing is left of it.

    Args:
        target: where the site will lie: nothing yet, an empty folder, or an earlier frozen site.

    Raises:
        FreezeRefused: something else lies there, or the disk is full or can't be written to.
    """
    target = target.expanduser().resolve()
    _check(target)
    with _in_words(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        making = target.with_name(f".{target.name}.{secrets.token_hex(4)}.freezing")
        making.mkdir()
        try:
            folder = Folder(making)
            yield folder
            # What a power cut finds is the old site or the new one, not the names of files that are empty.
            os.sync()
            _check(target)
            _put_in_place(making, target)
        finally:
            shutil.rmtree(making, ignore_errors=True)


def _check(target: Path) -> None:
    if target.is_dir():
        if any(target.iterdir()) and not is_frozen_site(target):
            raise FreezeRefused(
                _("The folder %(folder)s is not empty, and it is no frozen project. Name another one."),
                {"folder": target},
            )
    elif target.exists():
        raise FreezeRefused(_("%(folder)s is a file. Name a folder."), {"folder": target})


@contextlib.contextmanager
def _in_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        if trouble.errno in _FULL:
            raise FreezeRefused(
                _("The disk is full: the frozen project needs more room in %(folder)s. Nothing was left there."),
                {"folder": target.parent},
            ) from trouble
        raise FreezeRefused(
            _("%(folder)s can't be written: %(why)s. Nothing was left there."),
            {"folder": target, "why": trouble.strerror or trouble},
        ) from trouble


def _put_in_place(making: Path, target: Path) -> None:
    if not target.exists():
        making.rename(target)
        return
    before = making.with_suffix(".before")
    target.rename(before)
    try:
        making.rename(target)
    except OSError:
        before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)
