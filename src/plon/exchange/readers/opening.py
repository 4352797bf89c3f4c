"""Tell by its content what a file is, unpack it if it is packed, and hand it to its reader."""

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from plon.exchange.readers import delimited, legacy, workbook
from plon.exchange.readers.package import TOO_MUCH
from plon.exchange.readers.tables import BLOCK, Limits, RefusedFile, Table

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg", b"<table")


@contextmanager
def open_tables(path: Path, limits: Limits | None = None) -> Iterator[list[Table]]:
    """Open `path` and give its tables; temporary files are gone when the block is left.

    Raises:
        RefusedFile: the file is no table, is cut off or damaged, or unfolds to too much.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="plon-import-") as folder:
        plain = _unpacked(path, Path(folder), limits)
        yield _tables(plain, path.name, Path(folder), limits)


def _unpacked(path: Path, folder: Path, limits: Limits) -> Path:
    if _head(path)[:2] != _GZIP:
        return path
    packed, unpacked = path.stat().st_size, folder / "unpacked"
    try:
        with gzip.open(path, "rb") as source, unpacked.open("wb") as target:
            _copy_bounded(source, target, packed, limits)
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise RefusedFile(
            "truncated",
            _("The packed file is cut off or damaged, so its end is missing. Download it again and try once more."),
        ) from problem
    if _head(unpacked)[:2] == _GZIP:
        raise RefusedFile("packed-twice", _("This file is packed twice. Unpack it once and try again."))
    return unpacked


def _copy_bounded(source: gzip.GzipFile, target: BinaryIO, packed: int, limits: Limits) -> None:
    unpacked = 0
    while block := source.read(BLOCK):
        unpacked += len(block)
        if limits.are_exceeded(unpacked, packed):
            raise RefusedFile("bomb", TOO_MUCH)
        target.write(block)


def _tables(path: Path, name: str, folder: Path, limits: Limits) -> list[Table]:
    head = _head(path)
    if not head.strip():
        raise RefusedFile("empty", _("The file is empty."))
    if head.startswith(_ZIP):
        return workbook.tables(path, folder, limits)
    if head.startswith(_OLE):
        return legacy.tables(path, limits)
    for magic, kind in _OTHERS:
        if head.startswith(magic):
            raise RefusedFile("wrong-type", _WRONG_TYPE, {"kind": kind})
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise RefusedFile("wrong-type", _WRONG_TYPE, {"kind": "HTML/XML"})
    return [delimited.table(path, name, limits)]


_WRONG_TYPE = _(
    "This is a %(kind)s file. Plon imports tables: Excel (.xlsx, .xls) or CSV, each also packed with gzip (.gz)."
)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)
