"""What every reader gives, the bounds they keep, and how they refuse."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from plon.errors import DomainError

# Number of the row as a spreadsheet shows it (the first is 1), and its cells as text.
Row = tuple[int, list[str]]

MEGABYTE = 1024 * 1024
BLOCK = 256 * 1024


class RefusedFile(DomainError):
    """The file as a whole cannot be imported; nothing of it was written."""

    def __init__(
        self, code: str, message: str | Promise, params: Mapping[str, object] | None = None, *, field: str | None = None
    ) -> None:
        super().__init__(message, params, field=field)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may unfold to. What a file promises about itself is never believed; bytes are counted."""

    unpacked: int = 4096 * MEGABYTE
    # Nothing an office exports packs better than this; bombs do. Small files may.
    ratio: int = 300
    ratio_from: int = 64 * MEGABYTE
    # The legacy reader holds the whole workbook in memory.
    legacy: int = 64 * MEGABYTE
    columns: int = 16_384
    cell: int = 2_000_000

    def are_exceeded(self, unpacked: int, packed: int) -> bool:
        """Tell whether `unpacked` bytes out of `packed` ones are more than an honest file gives."""
        return unpacked > self.unpacked or (unpacked > self.ratio_from and unpacked > packed * self.ratio)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook, or a whole CSV file. `rows` starts anew with every call."""

    name: str
    kind: str
    rows: Callable[[], Iterator[Row]]
    notes: tuple[str, ...] = ()
