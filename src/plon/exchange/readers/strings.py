"""The shared strings of a workbook, kept in a temporary file so that a million of them cost no memory."""

import os
from array import array
from pathlib import Path

# Short strings repeat (country codes, types, statuses); long ones are read once each.
_REMEMBERED = 10_000
_SHORT = 80


class SpilledStrings:
    """A list of strings on disk, written once and then read by index. Memory: 8 bytes a string."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = path.open("wb")
        self._reading: int | None = None
        self._ends = array("Q")
        self._length = 0
        self._remembered: dict[int, str] = {}

    def append(self, text: str) -> None:
        self._length += self._writing.write(text.encode("utf-8", errors="replace"))
        self._ends.append(self._length)

    def freeze(self) -> None:
        """Stop writing; from now on strings are read."""
        self._writing.close()
        self._reading = os.open(self._path, os.O_RDONLY)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:
        remembered = self._remembered.get(index)
        if remembered is not None:
            return remembered
        if self._reading is None or not 0 <= index < len(self._ends):
            raise IndexError(index)
        start = self._ends[index - 1] if index else 0
        text = os.pread(self._reading, self._ends[index] - start, start).decode("utf-8")
        if len(text) <= _SHORT and len(self._remembered) < _REMEMBERED:
            self._remembered[index] = text
        return text

    def close(self) -> None:
        self._writing.close()
        if self._reading is not None:
            os.close(self._reading)
            self._reading = None

    def __del__(self) -> None:
        self.close()
