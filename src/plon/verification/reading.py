"""Reading what is kept of an issued report, and a paper that somebody brings."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.core.files.storage import storages

from plon.files.storing import CHUNK
from plon.typeset.papers.blocks import Paper
from plon.verification.enums import FileKind
from plon.verification.manifest import read_manifest
from plon.verification.models import IssuedFile, IssuedReport
from plon.verification.papers import paper_from_json, sha256_of


def content_of_file(issued: IssuedReport, kind: FileKind) -> bytes:
    """Return the bytes of a file of an issued report, whole or not at all.

    Raises:
        OSError: it is not there, or it is not what was kept.
    """
    file = IssuedFile.objects.filter(issued=issued, kind=kind).first()
    if file is None:
        raise FileNotFoundError(kind)
    with storages["default"].open(file.path, "rb") as stored:
        content: bytes = stored.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise OSError(f"{file.name} is altered")
    return content


def paper_of(issued: IssuedReport) -> Paper:
    """Return the paper of an issued report as it was composed.

    Raises:
        OSError: it is gone, or it is not what was issued.
    """
    try:
        plain = json.loads(content_of_file(issued, FileKind.CONTENT))
        paper = paper_from_json(plain)
    except ValueError as wrong:
        raise OSError("no paper") from wrong
    if sha256_of(plain) != issued.content_sha256:
        raise OSError("another paper")
    return paper


def digest_of(stream: IO[bytes]) -> tuple[str, int]:
    """Return the SHA-256 and the size of a stream, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(CHUNK):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def digests_in(folder: Path) -> dict[str, list[Path]]:
    """Return the files below a folder by their SHA-256; links to elsewhere are not followed."""
    found: dict[str, list[Path]] = {}
    for path in sorted(_files(folder)):
        with path.open("rb") as stream:
            found.setdefault(digest_of(stream)[0], []).append(path)
    return found


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def manifest_in(pdf: Path) -> dict[str, object]:
    """Return the manifest that travels in a PDF.

    Raises:
        ValueError: it is no PDF, or has no manifest of Plon.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        attached = PdfReader(pdf).attachments
        found = next((content for name, contents in attached.items() if name.endswith(".json") for content in contents))
    except StopIteration as nothing:
        raise ValueError("no manifest") from nothing
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise ValueError("no PDF that can be read") from broken
    return read_manifest(found)
