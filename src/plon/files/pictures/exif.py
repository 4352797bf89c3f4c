"""What a camera wrote about a photo. Of all that, Plon keeps which way is up and when it was taken (CIPA DC-008)."""

import datetime
import re
import struct
from dataclasses import dataclass

ORIENTATION, MADE, EXIF_PART, TAKEN, DIGITISED = 0x0112, 0x0132, 0x8769, 0x9003, 0x9004
_ASCII, _SHORT, _LONG = 2, 3, 4
_MOMENT = re.compile(rb"(\d{4}):(\d{2}):(\d{2}) \d{2}:\d{2}:\d{2}\x00?$")
# A directory of a real camera has dozens of entries.
_MOST_ENTRIES = 500
_EARLIEST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class About:
    """What is kept: `orientation` as in the standard (1: as it is), `moment` as the camera wrote it."""

    orientation: int = 1
    moment: bytes = b""

    @property
    def is_turned(self) -> bool:
        """Whether width and height change places when the photo is shown upright."""
        return self.orientation >= 5

    def day(self, today: datetime.date) -> datetime.date | None:
        """Return the day on which the photo was taken, if the camera's clock can be believed."""
        match = _MOMENT.match(self.moment)
        if match is None:
            return None
        try:
            day = datetime.date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
        return day if day.year >= _EARLIEST_YEAR and day <= today + datetime.timedelta(days=1) else None


def read(block: bytes) -> About:
    """Return what is kept of an EXIF block (a TIFF structure); whatever is malformed in it counts as absent."""
    block = block.removeprefix(b"Exif\x00\x00")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(block[:4])
    if order is None or len(block) < 8:
        return About()
    (first,) = struct.unpack_from(f"{order}I", block, 4)
    top = _directory(block, order, first)
    inner = _directory(block, order, part) if isinstance(part := top.get(EXIF_PART), int) else {}
    moments = (inner.get(TAKEN), inner.get(DIGITISED), top.get(MADE))
    moment = next((each for each in moments if isinstance(each, bytes) and _MOMENT.match(each)), b"")
    orientation = top.get(ORIENTATION)
    return About(orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1, moment[:19])


def _directory(block: bytes, order: str, start: int) -> dict[int, int | bytes]:
    """Return the short values of a directory; those that lie outside the block are left out."""
    values: dict[int, int | bytes] = {}
    if start + 2 > len(block):
        return values
    (count,) = struct.unpack_from(f"{order}H", block, start)
    for index in range(min(count, _MOST_ENTRIES)):
        at = start + 2 + index * 12
        if at + 12 > len(block):
            break
        tag, kind, length = struct.unpack_from(f"{order}HHI", block, at)
        if kind == _SHORT and length == 1:
            (values[tag],) = struct.unpack_from(f"{order}H", block, at + 8)
        elif kind == _LONG and length == 1:
            (values[tag],) = struct.unpack_from(f"{order}I", block, at + 8)
        elif kind == _ASCII and 4 < length <= 40:
            (where,) = struct.unpack_from(f"{order}I", block, at + 8)
            values[tag] = block[where : where + length]
    return values


def write(about: About) -> bytes:
    """Return an EXIF block that says no more than `about`; empty if that is nothing."""
    if about.orientation == 1 and not about.moment:
        return b""
    entries = [struct.pack("<HHIHH", ORIENTATION, _SHORT, 1, about.orientation, 0)]
    inner_at = 8 + 2 + 2 * 12 + 4
    if not about.moment:
        return b"II*\x00" + struct.pack("<I", 8) + _packed(entries)
    entries.append(struct.pack("<HHII", EXIF_PART, _LONG, 1, inner_at))
    moment_at = inner_at + 2 + 12 + 4
    inner = _packed([struct.pack("<HHII", TAKEN, _ASCII, 20, moment_at)]) + about.moment + b"\x00"
    return b"II*\x00" + struct.pack("<I", 8) + _packed(entries) + inner


def _packed(entries: list[bytes]) -> bytes:
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", 0)
