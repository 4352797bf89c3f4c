"""WebP without positions, captions and unknown parts; not a pixel changes (RFC 9649)."""

import struct

from plon.files.pictures import exif
from plon.files.pictures.malformed import Malformed

_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def without_private(content: bytes) -> tuple[bytes, exif.About]:
    """Return the picture without what tells of its making, and what was read of that.

    Raises:
        Malformed: it does not hold together.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise Malformed("no signature")
    (length,) = struct.unpack_from("<I", content, 4)
    stop = min(length + 8, len(content))
    about, parts, at = exif.About(), [], 12
    while at + 8 <= stop:
        kind, size = struct.unpack_from("<4sI", content, at)
        body = content[at + 8 : at + 8 + size]
        if len(body) < size:
            raise Malformed("a part is longer than the picture")
        if kind == b"EXIF":
            about = exif.read(body)
        elif kind in _KEPT:
            parts.append((kind, body))
        at += 8 + size + size % 2
    if not parts:
        raise Malformed("there is no picture in it")
    block = exif.write(about) if parts[0][0] == b"VP8X" else b""
    written = b"".join(_chunk(kind, _told(body, block) if kind == b"VP8X" else body) for kind, body in parts)
    written += _chunk(b"EXIF", block) if block else b""
    return b"RIFF" + struct.pack("<I", len(written) + 4) + b"WEBP" + written, about


def _told(header: bytes, block: bytes) -> bytes:
    """Return the extended header, which tells what is in the file."""
    flags = header[0] & ~(_EXIF_FLAG | _XMP_FLAG) if header else 0
    return bytes((flags | (_EXIF_FLAG if block else 0),)) + header[1:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
