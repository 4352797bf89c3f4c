"""The bytes behind what is public: photos in two sizes without anything about their making, files as they are."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.files import storing
from plon.files.refusals import FileRefused

# Pixels. The smaller one for lists, the larger for looking; the photo as it came in is never public.
WIDTHS = (480, 1280)


def size_path(evidence: Evidence, width: int) -> str:
    """Return where a size of a photo lies in public storage."""
    return f"{evidence.path}.{width}.webp"


def copies_of(evidence: Evidence) -> list[str]:
    """Return the paths in public storage that belong to a piece of evidence."""
    if not evidence.path:
        return []
    if evidence.kind == EvidenceKind.PHOTO:
        return [size_path(evidence, width) for width in WIDTHS]
    return [evidence.path]


def make_copies(evidence: Evidence) -> None:
    """Put into public storage what visitors will get.

    Raises:
        FileRefused: the private bytes are missing or damaged, or are no picture that can be read.
    """
    if not evidence.path:
        return
    if evidence.kind != EvidenceKind.PHOTO:
        storing.make_public(evidence.path, evidence.sha256, str(evidence))
        return
    try:
        with storages["default"].open(evidence.path, "rb") as stored, Image.open(stored) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as damaged:
        raise FileRefused(_("“%(name)s” is missing or damaged; upload it again."), {"name": evidence}) from damaged
    for width in WIDTHS:
        _keep(size_path(evidence, width), _narrowed(upright, width))


def _narrowed(picture: Image.Image, width: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((width, width * 3))
    written = io.BytesIO()
    smaller.save(written, "WEBP", quality=80)
    return written.getvalue()


def _keep(path: str, content: bytes) -> None:
    public = storages["public"]
    if public.exists(path):
        public.delete(path)
    public.save(path, ContentFile(content))
