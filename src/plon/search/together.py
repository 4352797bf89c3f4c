"""Several questions to the engine at the same time: it leaves the interpreter's lock while it works."""

import functools
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Self, TypeVar

T = TypeVar("T")


@functools.cache
def _threads() -> ThreadPoolExecutor:
    # Whoever waits for the answers works, too.
    return ThreadPoolExecutor(max(1, (os.cpu_count() or 1) - 1), thread_name_prefix="search")


class Begun(Generic[T]):
    """Work that has begun on other processors while the caller does something else; what is left is dropped at the end.

    Args:
        works: may run in any order and in any thread.
    """

    def __init__(self, works: Sequence[Callable[[], T]]) -> None:
        self._sent = [(work, _send(work)) for work in works]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        for _work, sent in self._sent:
            sent.cancel()

    def results(self) -> list[T]:
        """Return what the works gave, in their order; what nobody has begun is done here, from the end."""
        own = {at: work() for at, (work, sent) in reversed(list(enumerate(self._sent))) if sent.cancel()}
        return [own[at] if at in own else sent.result() for at, (_work, sent) in enumerate(self._sent)]


def _send(work: Callable[[], T]) -> Future[T]:
    try:
        return _threads().submit(work)
    except RuntimeError:
        # This process ends and takes no more threads: whoever asked does it.
        return Future()
