"""Which files Plon takes, and whether a file is what its name says. Decided by content."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import filetype
from django.utils.translation import gettext_lazy as _
from PIL import Image

from plon.files.drawings import is_harmless_svg
from plon.files.refusals import FileRefused

MB = 1024 * 1024
HEAD = 8192
# Limits of an archive: real sets of materials stay far below, bombs far above.
MOST_ENTRIES, MOST_UNPACKED, HIGHEST_RATIO, RATIO_FROM = 20_000, 4096 * MB, 200, 50 * MB
# Archives within an archive: how deep, how many, and how much of them is looked into.
DEEPEST, MOST_INNER, MOST_LOOKED_INTO = 2, 200, 64 * MB
# What starts a program when it is opened on somebody's computer.
PROGRAMS = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".pif", ".ps1", ".vbs", ".vbe", ".wsf", ".hta", ".jar", ".lnk",
     ".apk", ".app", ".dmg", ".reg", ".dll", ".cpl"}
)  # fmt: skip
# What makes an archive more than an archive.
_HEARTS = {"h5p": "h5p.json", "ggb": "geogebra.xml"}


@dataclass(frozen=True, slots=True)
class FileType:
    media_type: str
    family: str
    is_editable: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
TYPES: dict[str, FileType] = {
    "pdf": FileType("application/pdf", "pdf"),
    "docx": FileType(f"{_OOXML}.wordprocessingml.document", "word/", is_editable=True),
    "pptx": FileType(f"{_OOXML}.presentationml.presentation", "ppt/", is_editable=True),
    "xlsx": FileType(f"{_OOXML}.spreadsheetml.sheet", "xl/", is_editable=True),
    "odt": FileType(f"{_ODF}.text", "odf", is_editable=True),
    "odp": FileType(f"{_ODF}.presentation", "odf", is_editable=True),
    "ods": FileType(f"{_ODF}.spreadsheet", "odf", is_editable=True),
    "odg": FileType(f"{_ODF}.graphics", "odf", is_editable=True),
    "epub": FileType("application/epub+zip", "odf"),
    "zip": FileType("application/zip", "zip"),
    "h5p": FileType("application/zip", "zip", is_editable=True),
    "ggb": FileType("application/zip", "zip", is_editable=True),
    "txt": FileType("text/plain", "text", is_editable=True),
    "md": FileType("text/plain", "text", is_editable=True),
    "csv": FileType("text/csv", "text", is_editable=True),
    "srt": FileType("text/plain", "text", is_editable=True),
    "vtt": FileType("text/vtt", "text", is_editable=True),
    "rtf": FileType("application/rtf", "binary", is_editable=True),
    "svg": FileType("image/svg+xml", "svg", is_editable=True),
    "png": FileType("image/png", "picture"),
    "jpg": FileType("image/jpeg", "picture"),
    "jpeg": FileType("image/jpeg", "picture"),
    "gif": FileType("image/gif", "picture"),
    "webp": FileType("image/webp", "picture"),
    "mp3": FileType("audio/mpeg", "binary"),
    "ogg": FileType("audio/ogg", "binary"),
    "wav": FileType("audio/x-wav", "binary"),
    "m4a": FileType("audio/mp4", "binary"),
    "mp4": FileType("video/mp4", "binary"),
    "mov": FileType("video/quicktime", "binary"),
    "webm": FileType("video/webm", "binary"),
}
# How the signature library names what we call otherwise.
_SAME = {
    "audio/wav": "audio/x-wav",
    "audio/x-m4a": "audio/mp4",
    "video/x-m4v": "video/mp4",
    "application/ogg": "audio/ogg",
}


def identify(stream: IO[bytes], name: str) -> FileType:
    """Return the type of an upload, whose name and content agree.

    Args:
        stream: seekable; left at its beginning.
        name: as the person's device calls it.

    Raises:
        FileRefused: the kind is not taken, or the content is not what the name says, or it could harm.
    """
    extension = _ending_of(name)
    kind = kind_of(name)
    head = _head_of(stream)
    if not head:
        raise FileRefused(_("The file is empty."), field="file")
    if not _agrees(extension, kind, head, stream):
        raise FileRefused(
            _("“%(name)s” is not what its ending says (%(extension)s). Save it again in that format, or rename it."),
            {"name": name, "extension": extension},
            field="file",
        )
    stream.seek(0)
    return kind


def _ending_of(name: str) -> str:
    return PurePosixPath(name.lower()).suffix.lstrip(".")


def kind_of(name: str) -> FileType:
    """Return the type that a name promises.

    Raises:
        FileRefused: files of this kind are not taken.
    """
    extension = _ending_of(name)
    kind = TYPES.get(extension)
    if kind is None:
        raise FileRefused(
            _("Files of the kind “%(extension)s” can't be taken. Taken are: %(kinds)s."),
            {"extension": extension or "?", "kinds": ", ".join(sorted(TYPES))},
            field="file",
        )
    return kind


def _head_of(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    return head


def _agrees(extension: str, kind: FileType, head: bytes, stream: IO[bytes]) -> bool:
    match kind.family:
        case "pdf":
            # Readers take what stands before it; a page or a program may hide there.
            return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-") and not _hides_archive(stream)
        case "text":
            return _is_text(head)
        case "svg":
            return is_harmless_svg(stream, _size_of(stream))
        case "picture":
            return _is_picture(kind, stream)
        case "binary":
            guessed = filetype.guess(head)
            found = guessed.mime if guessed else ""
            return _SAME.get(found, found) == kind.media_type
        case family:
            return head.startswith(b"PK") and _is_archive(extension, kind, family, stream)


def _is_picture(kind: FileType, stream: IO[bytes]) -> bool:
    """Tell whether it begins as a picture of this kind does, with a size; its pixels are not read."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=(kind.media_type.rpartition("/")[2].upper(),)) as picture:
            return picture.width > 0
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError, SyntaxError):
        return False


def _hides_archive(stream: IO[bytes]) -> bool:
    """Tell whether an archive hangs behind the end of a PDF: it would be two kinds of files at once."""
    size = _size_of(stream)
    stream.seek(max(size - 128 * 1024, 0))
    tail = stream.read()
    return tail.rfind(b"PK\x05\x06") > tail.rfind(b"%%EOF")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: HEAD // 2 * 2].decode("utf-16", "replace").encode()
    if b"\x00" in head or filetype.guess(head) is not None:
        return False
    return not head.lstrip()[:100].lower().startswith((b"<!doctype html", b"<html", b"<script", b"#!", b"mz"))


def _is_archive(extension: str, kind: FileType, family: str, stream: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, _size_of(stream))
            _refuse_inner_bombs(archive, [MOST_INNER, MOST_LOOKED_INTO])
            names = {entry.filename for entry in entries}
            _refuse_programs(names)
            if family == "zip":
                return _HEARTS.get(extension, "") in {"", *names}
            if family == "odf":
                return "mimetype" in names and _beginning_of(archive, "mimetype") == kind.media_type
            return "[Content_Types].xml" in names and any(name.startswith(family) for name in names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return False


def _refuse_programs(names: set[str]) -> None:
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise FileRefused(_("The file contains macros (programs). Save it without macros."), field="file")
    programs = sorted(name for name in names if PurePosixPath(name.lower()).suffix in PROGRAMS)
    if programs:
        raise FileRefused(
            _("There is a program in this archive (%(name)s). Take it out and pack again."),
            {"name": programs[0][-100:]},
            field="file",
        )


def _beginning_of(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as entry:
        return entry.read(200).decode("ascii", "replace").strip()


def _size_of(stream: IO[bytes]) -> int:
    stream.seek(0, io.SEEK_END)
    return stream.tell()


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > RATIO_FROM and unpacked > size * HIGHEST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_bomb:
        raise FileRefused(
            _("This archive unpacks to far more than it should. Pack it again, or upload its parts."), field="file"
        )


def _refuse_inner_bombs(archive: zipfile.ZipFile, left: list[int], depth: int = 1) -> None:
    """Look into archives within the archive; `left` says how many more, and how many bytes of them."""
    for entry in archive.infolist():
        if not entry.filename.lower().endswith(".zip"):
            continue
        left[0] -= 1
        left[1] -= entry.file_size
        if depth >= DEEPEST or left[0] < 0:
            raise FileRefused(_("Archives within archives within archives can't be taken. Unpack them."), field="file")
        if left[1] < 0:
            return
        with archive.open(entry) as inner:
            content = io.BytesIO(inner.read(entry.file_size))
        if not zipfile.is_zipfile(content):
            continue
        with zipfile.ZipFile(content) as within:
            _refuse_bomb(within.infolist(), _size_of(content))
            _refuse_programs({each.filename for each in within.infolist()})
            _refuse_inner_bombs(within, left, depth + 1)
