"""Where the bytes of files lie: private until their result is published, checked against their SHA-256."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from plon.results.models import Result, ResultFile
from plon.results.refusals import FileRefused

CHUNK = 1024 * 1024
LONGEST_NAME = 200


def clean_name(name: str) -> str:
    """Return a file name without folders, control characters or tricks; letters of all languages stay."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = re.sub(r'[<>:"|?*]', "-", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME:
        name = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"
    return name or "file"


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        yield chunk


def sha256_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of a stream, read piece by piece."""
    digest = hashlib.sha256()
    for chunk in _chunks(stream):
        digest.update(chunk)
    return digest.hexdigest()


def keep_privately(upload: UploadedFile[bytes], result: Result, name: str, digest: str) -> str:
    """Write an upload to private storage, read it back, and return its path.

    Raises:
        FileRefused: what was read back is not what was sent.
    """
    upload.seek(0)
    storage = storages["default"]
    path = storage.save(f"results/{result.public_id}/{secrets.token_hex(8)}/{name}", upload)
    with storage.open(path, "rb") as written:
        is_whole = sha256_of(written) == digest
    if not is_whole:
        storage.delete(path)
        raise FileRefused(_("The file was damaged on its way. Please send it again."), field="file")
    return path


def make_public(file: ResultFile) -> None:
    """Copy a file to public storage and compare.

    Raises:
        FileRefused: the private copy is missing or damaged.
    """
    public: Storage = storages["public"]
    try:
        with storages["default"].open(file.path, "rb") as private:
            if sha256_of(private) != file.sha256:
                raise FileRefused(_("“%(name)s” is damaged; upload it again."), {"name": file.name})
            private.seek(0)
            if public.exists(file.path):
                public.delete(file.path)
            public.save(file.path, File(private))
    except OSError as missing:
        raise FileRefused(_("“%(name)s” is missing; upload it again."), {"name": file.name}) from missing


def make_private(paths: Iterable[str]) -> None:
    """Take public copies away; the private ones stay."""
    for path in paths:
        storages["public"].delete(path)


def forget(paths: Iterable[str]) -> None:
    """Delete files for good, private and public."""
    for path in paths:
        storages["public"].delete(path)
        storages["default"].delete(path)
