"""The shared strings of a workbook, kept in a temporary file so that a million of them cost no memory."""

import mmap
from array import array
from pathlib import Path
from typing import BinaryIO

# Short strings repeat (country codes, types, statuses); long ones are read once each.
_REMEMBERED = 20_000
_SHORT = 120


class SpilledStrings:
    """A list of strings on disk, written once and then read by index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing: BinaryIO = path.open("wb")
        self._ends = array("Q")
        self._length = 0
        self._map: mmap.mmap | None = None
        self._remembered: dict[int, str] = {}

    def append(self, text: str) -> None:
        self._length += self._writing.write(text.encode("utf-8", errors="replace"))
        self._ends.append(self._length)

    def freeze(self) -> None:
        """Stop writing; from now on strings are read."""
        self._writing.close()
        if self._length:
            with self._path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:
        remembered = self._remembered.get(index)
        if remembered is not None:
            return remembered
        if not 0 <= index < len(self._ends):
            raise IndexError(index)
        start = self._ends[index - 1] if index else 0
        text = "" if self._map is None else self._map[start : self._ends[index]].decode("utf-8")
        if len(text) <= _SHORT and len(self._remembered) < _REMEMBERED:
            self._remembered[index] = text
        return text

    def close(self) -> None:
        if self._map is not None:
            self._map.close()
            self._map = None
