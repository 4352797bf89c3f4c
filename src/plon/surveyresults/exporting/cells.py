"""Cells and pieces of files that are sent while they are made, so that no file lies in memory whole."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from plon.tables import harmless

_PIECE = 64 * 1024
BOM = b"\xef\xbb\xbf"


def csv_pieces(head: Sequence[str], rows: Iterable[Sequence[Any]], *, mark: bytes = BOM) -> Iterator[bytes]:
    """Yield a CSV in UTF-8; spreadsheets recognise the encoding by the mark at its beginning."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([harmless(cell) for cell in head])
    yield mark
    for row in rows:
        writer.writerow(["" if cell is None else harmless(cell) for cell in row])
        if made.tell() > _PIECE:
            yield _taken(made)
    yield _taken(made)


def _taken(made: io.StringIO) -> bytes:
    piece = made.getvalue().encode("utf-8", "replace")
    made.seek(0)
    made.truncate()
    return piece


class _Sink(io.RawIOBase):
    """What an archive writes into, and what is sent on from it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        made, self._pieces = b"".join(self._pieces), []
        return made


def zip_pieces(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield an archive of files, each made while it is packed."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            about = zipfile.ZipInfo(name)
            about.compress_type = zipfile.ZIP_DEFLATED
            # Without ZIP64, which some unpackers do not take in sent archives; 2 GB are some ten million rows.
            with archive.open(about, "w") as member:
                for piece in pieces:
                    member.write(piece)
                    if packed := sink.taken():
                        yield packed
    yield sink.taken()
