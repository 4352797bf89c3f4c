"""Take a file that somebody brings only to know its checksum: it is hashed as it comes, and nothing of it is kept."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT = 100 * 1024 * 1024
_HEAD = 8
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"


class HashedFile(UploadedFile[bytes]):
    """A file that came and went: its checksum, its size, how it begins."""

    def __init__(self, name: str, size: int, sha256: str, head: bytes) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256, self.head = sha256, head

    @property
    def can_be_a_report(self) -> bool:
        """Whether it begins as a PDF, a Word file or a manifest does; judged by its bytes, not by its name."""
        return self.head.startswith((_PDF, _ZIP, b"{"))


class HashingUpload(FileUploadHandler):
    """Hashes each piece and lets it go; a file that is too large ends the request's reading, not the process."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._digest, self._size, self._first = hashlib.sha256(), 0, b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece; nobody after this one gets it."""
        self._size += len(raw_data)
        if self._size > LIMIT:
            self.is_too_large = True
            raise StopUpload(connection_reset=False)
        self._first = self._first or raw_data[:_HEAD]
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """Return what is known of the file."""
        name = self.file_name or ""
        return HashedFile(name, self._size, self._digest.hexdigest(), self._first)
