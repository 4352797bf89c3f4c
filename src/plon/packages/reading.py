"""Open a package that nobody vouches for: unpack it within limits, then check it as a bag, byte for byte.

The order is that of harm: what the archive would do to the disk, where its names would lead, and only then whether it
is a sound BagIt bag (`bagit` does that) and one of Plon's.
"""

import contextlib
import logging
import re
import shutil
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plon.files import filetypes
from plon.packages.refusals import BagRefused

# What it finds is told to the person; the log need not hear it, too.
logging.getLogger("bagit").setLevel(logging.CRITICAL)
PIECE = 1024 * 1024
LONGEST_PATH, LONGEST_NAME = 1000, 255
# So many findings are told; a bag with a thousand wrong files has one fault.
MOST_TOLD = 20
# A file of the bag's own papers, unlike those of its payload, is read whole.
LARGEST_PAPER = 64 * 1024 * 1024
DECLARATION = re.compile(rb"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: [^\s]+\s*")
# What `zipfile` raises about an archive that is none, is damaged, is encrypted, or packed in a way it does not know.
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error)
# Where a name would lead outside of the bag on some computer: drives, shares, variables, other users' homes.
_ELSEWHERE = re.compile(r"[A-Za-z]:|\\|%[^%/]+%|~|/")


# Told how many steps are done, of how many: a package is unpacked in the first half of them, kept in the second.
Advance = Callable[[int, int], None]


def no_matter(done: int, total: int) -> None:
    """Nobody waits to hear how far it is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may become when it is unpacked.

    Attributes:
        entries: files and folders.
        size: all of them, in bytes.
        ratio: unpacked to packed, from `ratio_from` bytes on.
    """

    entries: int
    size: int
    ratio: int = filetypes.HIGHEST_RATIO
    ratio_from: int = filetypes.RATIO_FROM


UPLOADED = Limits(filetypes.MOST_ENTRIES, filetypes.MOST_UNPACKED)
# Whoever runs commands on the machine knows what they bring; the disk is asked before it is filled all the same.
BY_COMMAND = Limits(1_000_000, 1024 * 1024 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class OpenedBag:
    """A sound bag in a folder of ours.

    Attributes:
        folder: where it lies.
        info: what bag-info.txt says; the last of several values.
        sha256: {name of a payload file: its checksum}, as checked.
    """

    folder: Path
    info: Mapping[str, str]
    sha256: Mapping[str, str]


@contextlib.contextmanager
def opened_package(place: Path, limits: Limits = UPLOADED, advance: Advance = no_matter) -> Iterator[OpenedBag]:
    """Give a package, a ZIP or a folder, as a sound bag; what was unpacked is deleted afterwards.

    `advance` is told after each file; what it raises stops the work.

    Raises:
        BagRefused: it would harm, or is no sound bag.
    """
    if place.is_dir():
        yield checked_bag(place)
        return
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="package-") as made:
        unpack(place, Path(made), limits, advance)
        yield checked_bag(_root_of(Path(made)))


def unpack(place: Path, into: Path, limits: Limits, advance: Advance = no_matter) -> None:
    """Unpack a ZIP into a folder, unless it would harm.

    Raises:
        BagRefused: it is no ZIP, or too large, or its names lead elsewhere.
    """
    try:
        with zipfile.ZipFile(place) as archive:
            entries = archive.infolist()
            _refuse_too_much(entries, place.stat().st_size, limits)
            _refuse_names(entries)
            for done, entry in enumerate(entries):
                advance(done, 2 * len(entries))
                _take_out(archive, entry, into)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        zipfile.LargeZipFile,
    ) as broken:
        raise BagRefused(_("This is no ZIP file, or it is damaged. Download the package once more.")) from broken


def _refuse_too_much(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        raise BagRefused(
            _("There are %(count)d files in it; %(limit)d can be taken."),
            {"count": len(entries), "limit": limits.entries},
        )
    if unpacked > limits.size or (unpacked > limits.ratio_from and unpacked > packed * limits.ratio):
        raise BagRefused(_("This package unpacks to far more than it should. It was not opened."))
    if unpacked > shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free:
        raise BagRefused(_("There is not enough room on this computer to unpack the package."))


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not is_safe(name.rstrip("/")) or stat.S_ISLNK(entry.external_attr >> 16):
            raise BagRefused(
                _("The name of a file in it leads outside of the package (%(name)s). It was not opened."),
                {"name": name[-100:]},
            )
        # Two names that are one on other computers: whichever came last would win.
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise BagRefused(_("Two files in it have the same name (%(name)s)."), {"name": name[-100:]})
        seen.add(folded)


def is_safe(name: str) -> bool:
    """Tell whether a name stays within the bag on every computer."""
    if not name or len(name) > LONGEST_PATH or _ELSEWHERE.match(name) or "\\" in name:
        return False
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name):
        return False
    parts = name.split("/")
    return all(part not in {"", ".", ".."} and len(part.encode()) <= LONGEST_NAME for part in parts)


def _take_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path) -> None:
    """Unpack one entry; it may not become larger than it says."""
    target = into.joinpath(*PurePosixPath(entry.filename).parts)
    if entry.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with archive.open(entry) as packed, target.open("xb") as unpacked:
        while piece := packed.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise BagRefused(_("This package unpacks to far more than it should. It was not opened."))
            unpacked.write(piece)


def _root_of(folder: Path) -> Path:
    """Return the folder in which the bag lies: the ZIP's own, or the only one in it."""
    if (folder / "bagit.txt").is_file():
        return folder
    inside = [each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("__MACOSX")]
    return inside[0] if len(inside) == 1 else folder


def checked_bag(folder: Path) -> OpenedBag:
    """Check that a folder is a sound bag: complete, nothing beside, every checksum right, nothing elsewhere.

    Raises:
        BagRefused: it is not; `details` names the files.
    """
    import bagit  # type: ignore[import-untyped]  # slow to import, and needed here alone

    declaration = folder / "bagit.txt"
    if not declaration.is_file():
        raise BagRefused(_("This is not a package: it has no file “bagit.txt”."))
    if any(paper.stat().st_size > LARGEST_PAPER for paper in folder.glob("*.txt")):
        raise BagRefused(_("This package unpacks to far more than it should. It was not opened."))
    if any(path.is_symlink() for path in folder.rglob("*")):
        raise BagRefused(_("There are links to other files in it. It was not opened."))
    try:
        bag = bagit.Bag(str(folder))
        _refuse_declaration(declaration, bag)
        _refuse_manifests(bag)
        _refuse_fetching(bag, folder)
        bag.validate(processes=1)
    except bagit.BagValidationError as wrong:
        raise _told(wrong, folder) from wrong
    except (bagit.BagError, UnicodeError, OSError, ValueError, LookupError) as wrong:
        detail = str(wrong).replace(str(folder), "")[:300]
        raise BagRefused(_("This is no sound bag: %(detail)s"), {"detail": detail}) from wrong
    sha256 = {name: hashes["sha256"].lower() for name, hashes in bag.entries.items() if "sha256" in hashes}
    return OpenedBag(folder, {name: _last(value) for name, value in bag.info.items()}, sha256)


def _last(value: Any) -> str:
    return str(value[-1] if isinstance(value, list) else value)


def _refuse_declaration(declaration: Path, bag: Any) -> None:
    """From version 1.0 on the declaration has its exact form (RFC 8493, 2.1.1)."""
    if bag.version_info >= (1, 0) and not DECLARATION.fullmatch(declaration.read_bytes()):
        raise BagRefused(_("“bagit.txt” is not written as the standard asks for."))


def _refuse_manifests(bag: Any) -> None:
    for name in bag.entries:
        if not is_safe(name):
            raise BagRefused(
                _("The name of a file in it leads outside of the package (%(name)s). It was not opened."),
                {"name": name[-100:]},
            )


def _refuse_fetching(bag: Any, folder: Path) -> None:
    """Nothing is fetched from other servers: a bag that names files elsewhere must have them here."""
    for _address, _size, name in bag.fetch_entries():
        if not is_safe(name) or not (folder / name).is_file():
            raise BagRefused(
                _("The package names a file that lies on another server (%(name)s). Pack it with all its files."),
                {"name": name[-100:]},
            )


def _told(wrong: Any, folder: Path) -> BagRefused:
    """Say what `bagit` found, the first of it in a sentence, the rest as a list."""
    import bagit

    details = [str(each).replace(str(folder), "") for each in wrong.details or ()]
    names = {"name": getattr(wrong.details[0], "path", "")[-200:], "count": len(details)} if details else {}
    for kind, words in (
        (bagit.FileMissing, _("A file is missing from the package: %(name)s (%(count)d found in all).")),
        (bagit.UnexpectedFile, _("A file lies in the package that it does not know: %(name)s (%(count)d in all).")),
        (bagit.ChecksumMismatch, _("A file was changed or damaged on its way: %(name)s (%(count)d in all).")),
    ):
        if details and isinstance(wrong.details[0], kind):
            return BagRefused(words, names, details=details[:MOST_TOLD])
    if "Payload-Oxum" in str(wrong):
        return BagRefused(_("The files in the package are more or fewer, larger or smaller than it says."))
    return BagRefused(_("This is no sound bag: %(detail)s"), {"detail": str(wrong).replace(str(folder), "")[:300]})
