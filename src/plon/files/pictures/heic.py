"""HEIC, the format of iPhones, which few programs open: it becomes a JPEG."""

import io

import pillow_heif
from PIL import Image

from plon.files.pictures import exif
from plon.files.pictures.malformed import Malformed

QUALITY = 92


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height, without decoding.

    Raises:
        Malformed: it can't be read.
    """
    try:
        width, height = pillow_heif.open_heif(io.BytesIO(content)).size
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as broken:
        raise Malformed("it can't be read") from broken
    return int(width), int(height)


def as_jpeg(content: bytes) -> tuple[bytes, exif.About]:
    """Return the picture upright, as JPEG with its colour profile and the moment in which it was taken.

    Raises:
        Malformed: it can't be read.
    """
    try:
        picture = pillow_heif.open_heif(io.BytesIO(content)).to_pillow()
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as broken:
        raise Malformed("it can't be read") from broken
    told = picture.info.get("original_orientation"), picture.info.get("exif") or b""
    about = exif.About(moment=exif.read(told[1]).moment)
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    out = io.BytesIO()
    profile = picture.info.get("icc_profile")
    block = exif.write(about)
    flat.save(out, "JPEG", quality=QUALITY, icc_profile=profile, exif=b"Exif\x00\x00" + block if block else b"")
    return out.getvalue(), about
