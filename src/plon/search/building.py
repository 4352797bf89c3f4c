"""Build the whole index, by several processes where there is much.

A batch of keys goes to a process; it reads the documents itself, analyses them and writes them to its part of
the index, so that nothing but keys and counted words passes between the processes.
"""

import functools
import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path

from plon.search import alone, dictionaries, index, vocabulary
from plon.search.parts import Part, put_together
from plon.search.registry import source_of, sources

BATCH = 500

# What has no more batches is done here: other processes take seconds to start, and each learns the words anew.
FEW_BATCHES = 60
MOST_PROCESSES = 4

# So many batches wait for each process, so that none stands still while another is slow.
WAITING = 4

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Keys of one kind; `number` is how many documents come before them."""

    kind: str
    keys: Sequence[int]
    number: int


@dataclass(frozen=True, slots=True)
class Taken:
    """How many documents of a batch are in the index, and their words as counted."""

    kind: str
    count: int
    counted: vocabulary.Counting


def take(part: Part, batch: Batch) -> Taken:
    """Read the documents of a batch, analyse them and add them to a part of the index."""
    source = source_of(batch.kind)
    counted = vocabulary.Counting(seen=batch.number)
    count = 0
    for document in source.documents(batch.keys) if source else ():
        part.add(index.values_of(document))
        counted.take(document)
        count += 1
    return Taken(batch.kind, count, counted)


def batches() -> Iterator[Batch]:
    """Give all that is public, in pieces."""
    number = 0
    for source in sources():
        keys = source.keys()
        while some := list(islice(keys, BATCH)):
            yield Batch(source.kind, some, number)
            number += len(some)


def build(folder: str, progress: Progress | None = None, *, set_up: Callable[[], None] = alone.set_up_site) -> int:
    """Fill the empty `folder` with all that is public; return the number of documents. Only inside `sole_writer`.

    Args:
        folder: its name.
        progress: told the kind and how many documents of it are done, after each batch.
        set_up: what each of the other processes does first.
    """
    coming = batches()
    first = list(islice(coming, FEW_BATCHES + 1))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    path, summing = index.root() / folder, _Summing(progress)
    if len(first) <= FEW_BATCHES or processes == 1:
        whole = Part(path)
        summing.add(take(whole, batch) for batch in chain(first, coming))
        whole.finish()
        vocabulary.write(path / index.VOCABULARY, summing.counted)
    else:
        with ExitStack() as stack:
            helpers = [_Helper(stack, path / f"part-{number}", set_up) for number in range(processes)]
            summing.add(_taken(helpers, chain(first, coming)))
            words = helpers[0].write_words(path / index.VOCABULARY, summing.counted)
            for finished in [helper.finish() for helper in helpers]:
                finished.result()
            words.result()
        put_together(path, [helper.path for helper in helpers], documents=summing.total)
    return summing.total


class _Summing:
    """What is in the index so far."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done: dict[str, int] = {}
        self.counted = vocabulary.Counting()

    @property
    def total(self) -> int:
        return sum(self._done.values())

    def add(self, all_taken: Iterable[Taken]) -> None:
        for taken in all_taken:
            self.counted.add(taken.counted)
            self._done[taken.kind] = self._done.get(taken.kind, 0) + taken.count
            if self._progress:
                self._progress(taken.kind, self._done[taken.kind])


class _Helper:
    """Another process, which fills the part at `path`."""

    def __init__(self, stack: ExitStack, path: Path, set_up: Callable[[], None]) -> None:
        # Started anew rather than forked: threads of this process may hold locks in this very moment.
        anew = multiprocessing.get_context("spawn")
        begin = partial(alone.begin, makes_dictionaries=dictionaries.makes_as_met())
        self.path = path
        self._process = stack.enter_context(
            ProcessPoolExecutor(1, anew, begin, (set_up, dictionaries.folder().parent))
        )

    def take(self, batch: Batch) -> Future[Taken]:
        return self._process.submit(_take, self.path, batch)

    def finish(self) -> Future[None]:
        return self._process.submit(_finish, self.path)

    def write_words(self, path: Path, counted: vocabulary.Counting) -> Future[None]:
        return self._process.submit(vocabulary.write, path, counted)


def _taken(helpers: Sequence[_Helper], waiting: Iterator[Batch]) -> Iterator[Taken]:
    """Give what the helpers took, in the order of the batches, handing out no more than a few at a time."""
    turns = cycle(helpers)
    sent = deque(next(turns).take(batch) for batch in islice(waiting, WAITING * len(helpers)))
    while sent:
        taken = sent.popleft().result()
        sent.extend(next(turns).take(batch) for batch in islice(waiting, 1))
        yield taken


@functools.cache
def _own(path: Path) -> Part:
    """Return the part that this process fills."""
    # What was imported stays for good; the collector need not look through it again and again.
    gc.freeze()
    return Part(path)


def _take(path: Path, batch: Batch) -> Taken:
    return take(_own(path), batch)


def _finish(path: Path) -> None:
    _own(path).finish()
