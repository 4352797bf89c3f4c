"""Counts of facets are kept for a while: the same question is asked again for its next page, by the next visitor."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 500

# What took long to count (a question that finds a large part of a large catalogue) may be out by the changes of
# so many seconds; everything else is counted anew after each change.
SLOW, STALE = 0.05, 30.0


@dataclass(slots=True)
class _Kept(Generic[T]):
    value: T
    generation: Hashable
    at: float
    took: float


class Remembered(Generic[T]):
    """The latest answers, each good for one state of the index."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, generation: Hashable, work_out: Callable[[], T]) -> T:
        """Return the answer for `key`, worked out anew if the index has changed since."""
        now = time.monotonic()
        with self._lock:
            kept = self._kept.get(key)
            if kept and (kept.generation == generation or (kept.took >= SLOW and now - kept.at < STALE)):
                self._kept.move_to_end(key)
                return kept.value
        value = work_out()
        with self._lock:
            self._kept[key] = _Kept(value, generation, now, time.monotonic() - now)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return value
