"""Covers: made smaller, upright, and without anything that tells where or by whom they were taken."""

import io
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from plon.files.refusals import FileRefused

LONG_SIDE = 2000
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def prepare_cover(stream: IO[bytes]) -> ContentFile[bytes]:
    """Return an uploaded picture as JPEG of at most 2,000 pixels, upright, without EXIF.

    Raises:
        FileRefused: it is no picture that we take, or has more than 40 million pixels.
    """
    try:
        with Image.open(stream, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused(_("The picture is too large: at most 40 million pixels."), field="cover")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
    ) as refusal:
        raise FileRefused(
            _("This is not a picture that can be a cover. Take a JPEG, PNG or WebP."), field="cover"
        ) from refusal
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85, optimize=True)
    return ContentFile(out.getvalue())
