"""Storages that fail as real ones do: each is Django's own with one fault."""

import errno
import time
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class Loses(FileSystemStorage):
    """Acknowledges what it gets, and keeps nothing."""

    def _save(self, name: str, content: Any) -> str:
        saved = super()._save(name, content)
        Path(self.path(saved)).unlink()
        return saved


class FlipsABit(FileSystemStorage):
    """Keeps all but one bit."""

    def _save(self, name: str, content: Any) -> str:
        saved = super()._save(name, content)
        flip_a_bit(Path(self.path(saved)))
        return saved


class Full(FileSystemStorage):
    """Has room for half of what it gets."""

    def _save(self, name: str, content: Any) -> str:
        where = Path(self.path(name))
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content.read()[: content.size // 2])
        raise OSError(errno.ENOSPC, "No space left on device", str(where))


class Slow(FileSystemStorage):
    """Takes its time."""

    def _save(self, name: str, content: Any) -> str:
        time.sleep(0.2)
        return super()._save(name, content)


class DoesNotAnswer(FileSystemStorage):
    """Is there, but hands nothing out."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        raise OSError(errno.EIO, "Input/output error", name)


def flip_a_bit(where: Path) -> None:
    content = bytearray(where.read_bytes())
    content[len(content) // 2] ^= 0b100
    where.write_bytes(bytes(content))
