"""What every page needs and officers change rarely: each process reads it once in `FRESH` seconds.

So a page asks the database rarely, and a change made by one process is seen by all within seconds.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

FRESH = 5.0


class Kept(Generic[T]):
    """One thing that is read from the database, and kept for `FRESH` seconds."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._lock = threading.Lock()
        # When it was read, on the monotonic clock, and what was read.
        self.held: tuple[float, T] | None = None
        _all.append(self)

    def get(self) -> T:
        """Return it, read anew if what is held is old."""
        held = self.held
        if held is not None and time.monotonic() - held[0] < FRESH:
            return held[1]
        # The moment before reading: what is changed meanwhile is seen at the next look.
        at = time.monotonic()
        found = self._read()
        with self._lock:
            self.held = (at, found)
        return found

    def forget(self) -> None:
        """Read anew at the next question: something was changed here."""
        with self._lock:
            self.held = None


_all: list[Kept[Any]] = []


def forget_everything() -> None:
    """Read everything anew at the next question."""
    for each in _all:
        each.forget()
