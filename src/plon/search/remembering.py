"""Counts of facets are kept for a while: the same question is asked again for its next page, by the next visitor.

Each facet is kept by itself, so that what one page has counted serves the next question, too: opening one more
filter counts that one alone, and choosing a value leaves the other values of its filter as they were.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", bound=Sized)

# So many values of facets in all, some 6 MB.
MOST = 40_000

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
    """The latest counts, each good for one state of the index."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self._lock = threading.Lock()
        self._most = most
        self._size = 0

    def get(
        self,
        question: Hashable,
        names: Sequence[str],
        generation: Hashable,
        work_out: Callable[[Sequence[str]], Mapping[str, T]],
    ) -> dict[str, T]:
        """Return what is known by each of `names` about `question`.

        Args:
            question: what was asked.
            names: facets.
            generation: the state of the index; what is kept of another one is worked out anew.
            work_out: gives the values of those names that are not known, all at once.
        """
        now = time.monotonic()
        with self._lock:
            found = {name: kept.value for name in names if (kept := self._good((question, name), generation, now))}
        missing = [name for name in names if name not in found]
        if missing:
            made = work_out(missing)
            took = time.monotonic() - now
            with self._lock:
                for name in missing:
                    self._keep((question, name), _Kept(made[name], generation, now, took))
            found |= made
        return found

    def _good(self, key: Hashable, generation: Hashable, now: float) -> _Kept[T] | None:
        kept = self._kept.get(key)
        if kept is None or (kept.generation != generation and (kept.took < SLOW or now - kept.at >= STALE)):
            return None
        self._kept.move_to_end(key)
        return kept

    def _keep(self, key: Hashable, kept: _Kept[T]) -> None:
        before = self._kept.pop(key, None)
        self._size += _size(kept) - (_size(before) if before else 0)
        self._kept[key] = kept
        while self._size > self._most:
            _key, oldest = self._kept.popitem(last=False)
            self._size -= _size(oldest)

    def __len__(self) -> int:
        """Return how much is kept: all values, and one more for each facet."""
        return self._size


def _size(kept: _Kept[T]) -> int:
    return len(kept.value) + 1
