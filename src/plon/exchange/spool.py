"""The rows of a file, set aside on disk once the whole file has proved readable: nothing is half-written."""

import hashlib
import itertools
import marshal
import tempfile
from array import array
from collections.abc import Iterator
from typing import IO

from plon.exchange.finding import FoundTable
from plon.exchange.readers import Row
from plon.exchange.rows import number_cell
from plon.programme.numbers import normalise_number


class Spool:
    """All rows of a table in a temporary file, and which projects stand in it more than once.

    Memory: 8 bytes a row.
    """

    def __init__(self, found: FoundTable) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="plon-rows-")  # noqa: SIM115  lives until `close`
        self._found = found
        self._last: dict[int, int] = {}
        self.total = 0
        try:
            self._fill()
        except BaseException:
            self._file.close()
            raise

    def _fill(self) -> None:
        """Read the table to its end.

        Raises:
            RefusedFile: the file is damaged somewhere; no row has been used yet.
        """
        prints = array("Q")
        for number, cells in self._found.table.rows():
            if number <= self._found.heading_row:
                continue
            self.total += 1
            prints.append(_print(number_cell(cells, self._found.layout)))
            kept = len(cells)
            while kept and not cells[kept - 1]:
                kept -= 1
            marshal.dump((number, cells[:kept]), self._file)
        repeated = _repeated(prints)
        if repeated:
            self._last = {value: place for place, value in enumerate(prints, 1) if value in repeated}

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Yield (place in the table from 1, row)."""
        self._file.seek(0)
        for place in range(1, self.total + 1):
            yield place, marshal.load(self._file)  # noqa: S302  we wrote it ourselves a moment ago

    def later_place(self, place: int, number: str) -> int | None:
        """Return where the same project stands again further down; that row counts, not this one."""
        last = self._last.get(_print(number)) if self._last else None
        return last if last is not None and last > place else None

    def close(self) -> None:
        self._file.close()


def _print(number: str) -> int:
    key = normalise_number(number)
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()) if key else 0


def _repeated(prints: "array[int]") -> set[int]:
    ordered = sorted(prints)
    return {a for a, b in itertools.pairwise(ordered) if a == b and a}
