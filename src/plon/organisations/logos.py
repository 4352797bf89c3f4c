"""Logos: made smaller, with their transparency, without anything that a camera or a program wrote beside."""

import io
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from plon.errors import DomainError

LARGEST = 2 * 1024 * 1024
LONG_SIDE = 800
MOST_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class LogoRefused(DomainError):
    """An upload that can't be a logo."""


def prepare_logo(stream: IO[bytes], size: int) -> ContentFile[bytes]:
    """Return an uploaded logo as PNG of at most 800 pixels.

    Raises:
        LogoRefused: it is too large, or no picture that we take.
    """
    if size > LARGEST:
        raise LogoRefused(_("The file is too large: at most 2 MB."), field="logo")
    try:
        with Image.open(stream, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise LogoRefused(_("The picture is too large: at most 25 million pixels."), field="logo")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as refusal:
        raise LogoRefused(_("This is not a picture that can be a logo. Take a PNG, JPEG or WebP."), field="logo") from (
            refusal
        )
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    made = io.BytesIO()
    clean.save(made, "PNG", optimize=True)
    return ContentFile(made.getvalue())
