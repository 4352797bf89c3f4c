"""Small pictures of photos and screenshots: made from what is kept, deleted without loss."""

import io
import threading

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image, ImageOps

from plon.evidence.models import Evidence

SIDE = 320
_one_at_a_time = threading.Lock()


def has_thumbnail(evidence: Evidence) -> bool:
    """Tell whether there can be a small picture of it."""
    return bool(evidence.path) and evidence.width is not None


def thumbnail_of(evidence: Evidence) -> str:
    """Return where the small picture lies in private storage; it is made now if it is missing.

    Raises:
        FileNotFoundError: it is no picture, or its bytes are missing or damaged.
    """
    if not has_thumbnail(evidence):
        raise FileNotFoundError(evidence.public_id)
    path = f"thumbnails/{evidence.public_id}-{evidence.sha256[:8]}.webp"
    storage = storages["default"]
    if evidence.thumbnail_path == path and storage.exists(path):
        return path
    try:
        with _one_at_a_time, storage.open(evidence.path, "rb") as stored, Image.open(stored) as opened:
            content = _small(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as damaged:
        raise FileNotFoundError(evidence.path) from damaged
    storage.delete(path)
    storage.save(path, ContentFile(content))
    Evidence.objects.filter(pk=evidence.pk).update(thumbnail_path=path)
    return path


def _small(picture: Image.Image) -> bytes:
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "WEBP", quality=75)
    return out.getvalue()
