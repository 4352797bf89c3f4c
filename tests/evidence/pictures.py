"""Photos as phones make them, made in the test: with a position, a caption, the camera's own notes."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

GPS, EXIF = 0x8825, 0x8769
SECRET = b"PLON-SECRET"


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """A picture in which every pixel differs from its neighbours, so that no pixel can change unseen."""
    made = Image.new("RGB", (width, height))
    made.putdata([(x * 4 % 256, y * 5 % 256, (x * y) % 256) for y in range(height) for x in range(width)])
    return made


def told_by_camera(*, taken: str = "2025:03:14 09:26:53", orientation: int = 1) -> Image.Exif:
    """What a phone writes: when, where, by which device, for whom."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = "Maker", "Model"
    exif[0x013B] = SECRET.decode()
    exif[0x010E] = "<script>alert(1)</script>"
    inner = exif.get_ifd(EXIF)
    inner[0x9003] = taken
    inner[0x927C] = SECRET * 5
    inner[0x9286] = b"ASCII\x00\x00\x00" + SECRET
    gps = exif.get_ifd(GPS)
    gps[1], gps[2], gps[3], gps[4] = "N", (50.0, 40.0, 12.0), "E", (17.0, 55.0, 30.0)
    return exif


def jpeg(image: Image.Image | None = None, *, exif: Image.Exif | None = None, **more: Any) -> bytes:
    out = io.BytesIO()
    (image or picture()).save(out, "JPEG", quality=90, exif=exif or told_by_camera(), **more)
    return out.getvalue()


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(image: Image.Image | None = None) -> bytes:
    """A PNG with a position, a comment and a part that nobody knows."""
    out = io.BytesIO()
    (image or picture()).save(out, "PNG", exif=told_by_camera())
    content = out.getvalue()
    extra = png_chunk(b"tEXt", b"Comment\x00" + SECRET) + png_chunk(b"prVt", SECRET)
    return content[:33] + extra + content[33:]


def webp(image: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    (image or picture()).save(out, "WEBP", lossless=True, exif=told_by_camera(), xmp=xmp)
    return out.getvalue()


def bomb_png(width: int, height: int) -> bytes:
    """A PNG that says it is huge, and is a few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + png_chunk(b"IEND", b"")
    )


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGB").tobytes()
