"""Whether a picture can be taken, before anything is decoded that could fill the memory."""

import datetime
import io
import threading
from dataclasses import dataclass
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from plon.files.pictures import heic, jpeg, png, webp
from plon.files.pictures.exif import About
from plon.files.pictures.malformed import Malformed
from plon.files.refusals import FileRefused

# Photos of people are far below; a picture is held in memory as a whole.
MOST_BYTES = 100 * 1024 * 1024
MOST_PIXELS = 60_000_000
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# One at a time: eight threads that each hold a large picture would need gigabytes.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept; width and height as it is shown."""

    content: bytes
    ending: str
    media_type: str
    width: int
    height: int
    dated: datetime.date | None


def _kind_of(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(png.SIGNATURE):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return "HEIC" if head[4:8] == b"ftyp" and head[8:12] in _HEIC else ""


def is_photo(stream: IO[bytes]) -> bool:
    """Tell by its first bytes whether this is a photo that Plon takes; the stream is left at its beginning."""
    stream.seek(0)
    head = stream.read(32)
    stream.seek(0)
    return _kind_of(head) != ""


def prepare_photo(stream: IO[bytes], size: int) -> Photo:
    """Return the photo as it is kept: nothing in it tells where it was taken, and no pixel was recompressed.

    HEIC alone becomes a JPEG.

    Raises:
        FileRefused: it is broken, too large, or has too many pixels.
    """
    if size > MOST_BYTES:
        raise FileRefused(_("This photo is larger than 100 MB. Save it smaller and send it again."), field="file")
    stream.seek(0)
    content = stream.read()
    try:
        with _one_at_a_time:
            return _prepared(content, _kind_of(content[:32]))
    except (Malformed, OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError) as broken:
        raise FileRefused(
            _("This photo is broken: it ends too early or is damaged. Take it from the phone or camera once more."),
            field="file",
        ) from broken


def _prepared(content: bytes, kind: str) -> Photo:
    if kind == "HEIC":
        _refuse_giant(*heic.size_of(content))
        kept, about = heic.as_jpeg(content)
        width, height = heic.size_of(content)
        return _photo(kept, "JPEG", about, width, height)
    kept, about = {"JPEG": jpeg, "PNG": png, "WEBP": webp}[kind].without_private(content)
    width, height = _decoded(kept, kind)
    return _photo(kept, kind, about, width, height)


def _photo(kept: bytes, kind: str, about: About, width: int, height: int) -> Photo:
    ending = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]
    if about.is_turned:
        width, height = height, width
    return Photo(kept, ending, f"image/{kind.lower()}", width, height, about.day(timezone.localdate()))


def _decoded(content: bytes, kind: str) -> tuple[int, int]:
    """Read a picture to its end (a JPEG at an eighth of its size) and return its width and height."""
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
            width, height = picture.size
            _refuse_giant(width, height)
            if kind == "JPEG":
                picture.draft("RGB", (max(width // 8, 1), max(height // 8, 1)))
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _refuse_giant(MOST_PIXELS, 2)
        raise
    return width, height


def _refuse_giant(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise FileRefused(
            _("This picture has more than 60 million pixels. Save it smaller and send it again."), field="file"
        )
