"""Which files Plon takes, and whether a file is what its name says. Decided by content."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import filetype
from django.utils.translation import gettext_lazy as _

from plon.files.drawings import is_harmless_svg
from plon.files.refusals import FileRefused

MB = 1024 * 1024
HEAD = 8192
# Limits of an archive: real sets of materials stay far below, bombs far above.
MOST_ENTRIES, MOST_UNPACKED, HIGHEST_RATIO, RATIO_FROM = 20_000, 4096 * MB, 200, 50 * MB
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
    "png": FileType("image/png", "binary"),
    "jpg": FileType("image/jpeg", "binary"),
    "jpeg": FileType("image/jpeg", "binary"),
    "gif": FileType("image/gif", "binary"),
    "webp": FileType("image/webp", "binary"),
    "mp3": FileType("audio/mpeg", "binary"),
    "ogg": FileType("audio/ogg", "binary"),
    "wav": FileType("audio/x-wav", "binary"),
    "m4a": FileType("audio/mp4", "binary"),
    "mp4": FileType("video/mp4", "binary"),
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
            return b"%PDF-" in head[:1024]
        case "text":
            return _is_text(head)
        case "svg":
            return is_harmless_svg(stream, _size_of(stream))
        case "binary":
            guessed = filetype.guess(head)
            found = guessed.mime if guessed else ""
            return _SAME.get(found, found) == kind.media_type
        case family:
            return _is_archive(extension, kind, family, stream)


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
