"""Storage that says it has kept what it has damaged."""

import io
from typing import IO

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class FlippingStorage(FileSystemStorage):
    """Gives every file back with its last bit flipped."""

    def open(self, name: str, mode: str = "rb") -> File:
        with super().open(name, mode) as stored:
            whole = stored.read()
        flipped: IO[bytes] = io.BytesIO(whole[:-1] + bytes([whole[-1] ^ 1]))
        return File(flipped, name)
