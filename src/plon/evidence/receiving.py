"""Files on their way in: judged by content, without positions, written to private storage, read back."""

import datetime
import io
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plon.evidence.models import Evidence
from plon.files import filetypes, storing
from plon.files.pictures import is_photo, prepare_photo
from plon.files.refusals import FileRefused

# Names under which photos come: the content says which of them it is.
_PHOTO_ENDINGS = frozenset({"jpg", "jpeg", "png", "webp", "heic", "heif", "jfif", "hif", ""})


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was judged and lies in private storage, but belongs to nothing yet.

    Attributes:
        name: without tricks, with the ending that its content has.
        media_type: of what is kept.
        size: of what is kept.
        sha256: of what is kept.
        received_sha256: of what came in; another one where something private was taken out.
        path: where it lies in private storage.
        width: of a photo, as it is shown.
        height: of a photo, as it is shown.
        dated: the day on which a photo was taken, if its camera says so.
        is_photo: whether it is shown as a picture.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    received_sha256: str
    path: str
    width: int | None = None
    height: int | None = None
    dated: datetime.date | None = None
    is_photo: bool = False


def refuse_oversized(size: int) -> None:
    """Refuse what is larger than the operator lets in.

    Raises:
        FileRefused: it is.
    """
    if size > settings.MAX_EVIDENCE_BYTES:
        limit = settings.MAX_EVIDENCE_BYTES // filetypes.MB
        message = _("The file is larger than %(limit)d MB. Keep it elsewhere and add its link.")
        raise FileRefused(message, {"limit": limit}, field="file")


def refuse_unknown_kind(name: str) -> None:
    """Refuse by its name what would be refused anyway, before a gigabyte of it was sent.

    Raises:
        FileRefused: files of this kind are not taken.
    """
    if ending_of(name) not in _PHOTO_ENDINGS:
        filetypes.kind_of(name)


def ending_of(name: str) -> str:
    """Return the ending of a file name, lower case, without its dot; "" for none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def receive(stream: IO[bytes], name: str, *, folder: str) -> Received:
    """Judge a file and write it to private storage. Long files take long, so call it outside of transactions.

    Args:
        stream: seekable; read from its beginning.
        name: as the person's device calls it.
        folder: whose it is, e.g. "evidence/r7k2mq4".

    Raises:
        FileRefused: empty, too large, of a kind that is not taken, broken, or it could harm. Nothing is kept then.
    """
    name = storing.clean_name(name)
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    refuse_oversized(size)
    if not size:
        message = _("The file is empty. Choose it once more; perhaps it was still being written.")
        raise FileRefused(message, field="file")
    if ending_of(name) in _PHOTO_ENDINGS and is_photo(stream):
        return _receive_photo(stream, size, name, folder)
    kind = filetypes.identify(stream, name)
    digest = storing.sha256_of(stream)
    path = storing.keep_privately(stream, folder, f"file.{ending_of(name)}", digest)
    return Received(name, kind.media_type, size, digest, digest, path)


def _receive_photo(stream: IO[bytes], size: int, name: str, folder: str) -> Received:
    received = storing.sha256_of(stream)
    photo = prepare_photo(stream, size)
    kept = io.BytesIO(photo.content)
    digest = storing.sha256_of(kept)
    path = storing.keep_privately(kept, folder, f"photo.{photo.ending}", digest)
    return Received(
        name=_with_ending(name, photo.ending),
        media_type=photo.media_type,
        size=len(photo.content),
        sha256=digest,
        received_sha256=received,
        path=path,
        width=photo.width,
        height=photo.height,
        dated=photo.dated,
        is_photo=True,
    )


def _with_ending(name: str, ending: str) -> str:
    old = ending_of(name)
    if old == ending or (old == "jpeg" and ending == "jpg"):
        return name
    stem = name[: -len(old) - 1] if old else name
    return storing.clean_name(f"{stem}.{ending}")


def discard(received: Received) -> None:
    """Delete the bytes of a file that no record took (a refused form, the second of a double click)."""
    if not Evidence.objects.filter(path=received.path).exists():
        storing.forget([received.path])
