"""PNG without texts, positions and unknown parts; not a pixel changes (W3C PNG, third edition)."""

import struct
import zlib

from plon.files.pictures import exif
from plon.files.pictures.malformed import Malformed

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What makes the picture look as it does, animation included.
_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
     b"cLLI", b"bKGD", b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip


def without_private(content: bytes) -> tuple[bytes, exif.About]:
    """Return the picture without what tells of its making, and what was read of that.

    Raises:
        Malformed: it does not hold together.
    """
    if not content.startswith(SIGNATURE):
        raise Malformed("no signature")
    parts = [SIGNATURE]
    about = exif.About()
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise Malformed("it ends in the middle")
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise Malformed("a part is longer than the picture")
        if kind == b"eXIf":
            about = exif.read(content[at + 8 : end - 4])
            parts.append(_written(about))
        elif kind in _KEPT:
            parts.append(content[at:end])
        at = end
    return b"".join(parts), about


def _written(about: exif.About) -> bytes:
    block = exif.write(about)
    if not block:
        return b""
    return struct.pack(">I", len(block)) + b"eXIf" + block + struct.pack(">I", zlib.crc32(b"eXIf" + block))
