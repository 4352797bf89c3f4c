"""The file of refused rows: the original columns, the row and the reason, to be corrected and imported again."""

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from plon.exchange.rows import Remark
from plon.exchange.wordings import remark_text

OWN_COLUMNS = ("Plon: row", "Plon: reason")
# A cell that begins so would run as a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class RefusedRows:
    """A CSV (UTF-8 with BOM, so that Excel shows its letters) written as refusals come; no file without one."""

    def __init__(self, heading: Sequence[str]) -> None:
        kept = [index for index, name in enumerate(heading) if name not in OWN_COLUMNS]
        self._kept = kept
        self._heading = [heading[index] for index in kept]
        self._file: IO[str] | None = None
        self.count = 0

    def add(self, number: int, cells: list[str], reasons: Sequence[Remark]) -> None:
        self.count += 1
        if self._file is None:
            self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115  lives until `close`
                "w+", encoding="utf-8-sig", newline="", prefix="plon-refused-", suffix=".csv"
            )
            csv.writer(self._file).writerow([*self._heading, *OWN_COLUMNS])
        words = " ".join(remark_text({"code": r.code, "field": r.field, "value": r.value}) for r in reasons)
        own = [cells[index] if index < len(cells) else "" for index in self._kept]
        csv.writer(self._file).writerow([*(defused(cell) for cell in own), str(number), words])

    @property
    def path(self) -> Path | None:
        """Return where the rows stand until `close`; None if there are none."""
        if self._file is None:
            return None
        self._file.flush()
        return Path(self._file.name)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def defused(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def armed_again(cell: str) -> str:
    """Undo `defused` when a corrected file comes back."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
