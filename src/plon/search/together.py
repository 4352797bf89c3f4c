"""Several questions to the engine at the same time: it leaves the interpreter's lock while it works."""

import functools
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


@functools.cache
def _threads() -> ThreadPoolExecutor:
    # Whoever waits for the answers works, too.
    return ThreadPoolExecutor(max(1, (os.cpu_count() or 1) - 1), thread_name_prefix="search")


class Begun(Generic[T]):
    """Work that has begun on other processors while the caller does something else.

    Args:
        works: may run in any order and in any thread.
    """

    def __init__(self, works: Sequence[Callable[[], T]]) -> None:
        self._sent = [(work, _threads().submit(work)) for work in works]

    def results(self) -> list[T]:
        """Return what the works gave, in their order; what nobody has begun is done here, from the end."""
        own = {at: work() for at, (work, sent) in reversed(list(enumerate(self._sent))) if sent.cancel()}
        return [own[at] if at in own else sent.result() for at, (_work, sent) in enumerate(self._sent)]

    def drop(self) -> None:
        """Leave undone what nobody has begun; nobody asks for the results."""
        for _work, sent in self._sent:
            sent.cancel()
