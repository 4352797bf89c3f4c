"""The zip folder inside an .xlsx file, opened with suspicion: what it says about sizes is not believed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from plon.exchange.readers.tables import MEGABYTE, Limits, RefusedFile

# No honest row or string comes near it; whatever is between two of them would pile up in memory.
_LARGEST_PIECE = 48 * MEGABYTE
_MOST_PARTS = 10_000
_PIECES = ("}row", "}si")


class Package:
    """The parts of a workbook, each read as a bounded stream of XML elements."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._packed = path.stat().st_size
        self._unpacked = 0
        self._since_last_piece = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as problem:
            raise RefusedFile("truncated", TRUNCATED) from problem
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise RefusedFile("bomb", TOO_MUCH)
        self.names = frozenset(self._zip.namelist())

    def close(self) -> None:
        self._zip.close()

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements `tags` of the part `name` as they end; the caller empties what it has used.

        Entities stay unresolved, nothing outside the file is read, and a document type is refused.
        """
        self._since_last_piece = 0
        try:
            with self._zip.open(name) as raw:
                stream = self._guarded(raw)
                events = etree.iterparse(
                    stream,
                    events=("end",),
                    tag=[f"{{*}}{tag}" for tag in tags],
                    resolve_entities=False,
                    huge_tree=False,
                    no_network=True,
                    load_dtd=False,
                    remove_comments=True,
                    remove_pis=True,
                )
                for _event, element in events:
                    yield element
                    if element.tag.endswith(_PIECES):
                        self._since_last_piece = 0
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, etree.XMLSyntaxError) as problem:
            raise RefusedFile("truncated", TRUNCATED) from problem
        except (KeyError, RuntimeError, NotImplementedError) as problem:  # no such part, or a password on it
            raise RefusedFile("damaged", TRUNCATED) from problem

    def tree(self, name: str) -> etree._Element:
        """Return a small part as a whole."""
        if name not in self.names:
            raise RefusedFile("damaged", TRUNCATED)
        root: etree._Element | None = None
        for element in self.elements(name, "*"):
            root = element
        if root is None:
            raise RefusedFile("damaged", TRUNCATED)
        return root

    def _guarded(self, raw: IO[bytes]) -> "CountedStream":
        head = raw.read(4096)
        # An Office file has no document type; one that declares entities means harm.
        if b"<!DOCTYPE" in head.replace(b"\x00", b"") or b"<!ENTITY" in head.replace(b"\x00", b""):
            raise RefusedFile(
                "hostile-xml", _("This Excel file holds instructions that no table needs; it was not opened.")
            )
        return CountedStream(head, raw, self)

    def count(self, size: int) -> None:
        """Note `size` more unpacked bytes of the workbook."""
        self._unpacked += size
        self._since_last_piece += size
        if self._since_last_piece > _LARGEST_PIECE or self._limits.are_exceeded(self._unpacked, self._packed):
            raise RefusedFile("bomb", TOO_MUCH)


class CountedStream(io.RawIOBase):
    """A part that counts the bytes it really gives."""

    def __init__(self, head: bytes, raw: IO[bytes], package: Package) -> None:
        super().__init__()
        self._head = head
        self._raw = raw
        self._package = package

    def read(self, size: int = -1, /) -> Any:
        block, self._head = (self._head, b"") if self._head else (self._raw.read(max(size, 32_768)), b"")
        self._package.count(len(block))
        return block


TRUNCATED = _(
    "This Excel file is cut off or damaged: part of it is missing. Download it again, or open it in Excel or "
    "LibreOffice, save it as .xlsx or CSV and try once more."
)
TOO_MUCH = _(
    "This file unfolds to far more than any export holds, so it was not opened. "
    "If it is really an export, save it as CSV and split it into parts."
)
