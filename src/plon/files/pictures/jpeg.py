"""JPEG without what tells where, by whom and with what it was made. Not a pixel changes (ITU T.81, annex B)."""

import re
import struct

from plon.files.pictures import exif
from plon.files.pictures.malformed import Malformed

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JFIF, _EXIF, _ICC, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
_STANDS_ALONE = {0x01, *range(0xD0, 0xD8)}
# The next marker after the data of a scan: neither a stuffed byte nor a restart.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def without_private(content: bytes) -> tuple[bytes, exif.About]:
    """Return the picture with its colour profile and the way up, and what was read of its making.

    Positions, captions, serial numbers, the camera's own notes and previews, comments, pictures within the picture
    and whatever hangs behind its end are left out.

    Raises:
        Malformed: it does not hold together.
    """
    if not content.startswith(b"\xff\xd8"):
        raise Malformed("no start")
    parts: list[bytes] = []
    about = exif.About()
    at, marker = 2, START
    while at < len(content):
        at, marker = _next_marker(content, at)
        if marker == END:
            break
        if marker in _STANDS_ALONE:
            parts.append(bytes((0xFF, marker)))
            continue
        end = _end_of_segment(content, at)
        body = content[at + 2 : end]
        if marker == _EXIF and body.startswith(b"Exif\x00\x00") and about == exif.About():
            about = exif.read(body)
        elif kept := _kept(marker, body):
            parts.append(_segment(marker, kept))
        at = end
        if marker == SCAN:
            match = _MARKER.search(content, at)
            at = match.start() if match else len(content)
            parts.append(content[end:at])
    # One that breaks off in a scan gets no end from us: whoever decodes it has to see that.
    end_mark = b"\xff\xd9" if marker == END else b""
    return b"\xff\xd8" + _written(about) + b"".join(parts) + end_mark, about


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the place behind the next marker, and the marker; fill bytes before it are skipped."""
    if content[at : at + 1] != b"\xff":
        raise Malformed("a marker is missing")
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content):
        raise Malformed("it ends in the middle")
    return at + 1, content[at]


def _end_of_segment(content: bytes, at: int) -> int:
    if at + 2 > len(content):
        raise Malformed("it ends in the middle")
    (length,) = struct.unpack_from(">H", content, at)
    if length < 2 or at + length > len(content):
        raise Malformed("a segment is longer than the picture")
    return at + int(length)


def _kept(marker: int, body: bytes) -> bytes:
    """Return what stays of a segment; empty: nothing."""
    if marker == _JFIF:
        # Without the preview that may hang on it.
        return body[:12] + b"\x00\x00" if body.startswith(b"JFIF\x00") and len(body) >= 14 else b""
    if marker == _ICC:
        return body if body.startswith(b"ICC_PROFILE\x00") else b""
    if marker == _ADOBE:
        return body if body.startswith(b"Adobe") else b""
    return b"" if marker in _APPLICATIONS or marker == COMMENT else body


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _written(about: exif.About) -> bytes:
    block = exif.write(about)
    return _segment(_EXIF, b"Exif\x00\x00" + block) if block else b""
