"""Build the whole index, by several processes where there is much.

A batch of keys goes to a process; it reads the documents itself, analyses them and writes them to its part of
the index, so that nothing but keys and counted words passes between the processes.
"""

import functools
import gc
import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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

# Bytes of documents that each of those processes gathers before it writes a segment, if the machine has as much:
# smaller segments have to be merged, while the index is built (a third of the whole work) or at the first change.
MOST_MEMORY = 900_000_000

# The part of the machine's memory that they may fill together.
SHARE_OF_MEMORY = 4

# So many batches wait for each process, so that none stands still while another is slow.
WAITING = 4

Progress = Callable[[str, int], None]


class HelperLost(Exception):
    """A process that helped was stopped from outside, probably by a system without memory left."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Keys of one kind; `number` is how many documents come before them."""

    kind: str
    keys: Sequence[int]
    number: int


class Filling:
    """A part of the index while documents are added to it, and their words as counted."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self.counted = vocabulary.Counting()

    def take(self, batch: Batch) -> int:
        """Read the documents of a batch, analyse and add them; return how many there are."""
        source = source_of(batch.kind)
        self.counted.seen = batch.number
        count = 0
        for document in source.documents(batch.keys) if source else ():
            self._part.add(index.values_of(document))
            self.counted.take(document)
            count += 1
        return count

    def finish(self) -> None:
        self._part.finish()


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

    Raises:
        HelperLost: one of those processes was stopped from outside.
    """
    coming = batches()
    first = list(islice(coming, FEW_BATCHES + 1))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    path, told = index.root() / folder, _Telling(progress)
    everything = chain(first, coming)
    if len(first) <= FEW_BATCHES or processes == 1:
        _build_here(path, everything, told)
    else:
        try:
            _build_together(path, everything, told, processes, set_up)
        except BrokenProcessPool as broken:
            raise HelperLost("A process that helped to build the index was stopped from outside") from broken
    return told.total


def _build_here(path: Path, everything: Iterator[Batch], told: "_Telling") -> None:
    whole = Filling(Part(path))
    for batch in everything:
        told.add(batch, whole.take(batch))
    whole.finish()
    vocabulary.write(path / index.VOCABULARY, whole.counted)


def _build_together(
    path: Path, everything: Iterator[Batch], told: "_Telling", processes: int, set_up: Callable[[], None]
) -> None:
    parts = [path / f"part-{number}" for number in range(processes)]
    with ExitStack() as stack:
        helpers = [_Helper(stack, part, _memory_of_one(processes), set_up) for part in parts]
        for batch, count in _taken(helpers, everything):
            told.add(batch, count)
        _finish_all(helpers, path / index.VOCABULARY)
    put_together(path, parts, documents=told.total)


def _memory_of_one(processes: int) -> int:
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(index.WRITER_MEMORY, min(MOST_MEMORY, whole // SHARE_OF_MEMORY // processes))


class _Telling:
    """How much is in the index so far."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done: Counter[str] = Counter()

    @property
    def total(self) -> int:
        return self._done.total()

    def add(self, batch: Batch, count: int) -> None:
        self._done[batch.kind] += count
        if self._progress:
            self._progress(batch.kind, self._done[batch.kind])


class _Helper:
    """Another process, which fills the part at `path` and gathers so many bytes of documents meanwhile."""

    def __init__(self, stack: ExitStack, path: Path, memory: int, set_up: Callable[[], None]) -> None:
        # Started anew rather than forked: threads of this process may hold locks in this very moment.
        anew = multiprocessing.get_context("spawn")
        begin = partial(alone.begin, makes_dictionaries=dictionaries.makes_as_met())
        self._path, self._memory = path, memory
        self._process = stack.enter_context(ProcessPoolExecutor(1, anew, begin, (set_up, dictionaries.folder().parent)))

    def take(self, batch: Batch) -> Future[int]:
        return self._process.submit(_take, self._path, self._memory, batch)

    def counted(self) -> Future[vocabulary.Counting]:
        return self._process.submit(_counted, self._path, self._memory)

    def write_words(self, path: Path, counted: vocabulary.Counting) -> Future[None]:
        return self._process.submit(vocabulary.write, path, counted)

    def finish(self) -> Future[None]:
        return self._process.submit(_finish, self._path, self._memory)


def _taken(helpers: Sequence[_Helper], waiting: Iterator[Batch]) -> Iterator[tuple[Batch, int]]:
    """Give the batches in their order with how many documents the helpers found, handing out only a few at a time."""
    turns = cycle(helpers)
    sent = deque((batch, next(turns).take(batch)) for batch in islice(waiting, WAITING * len(helpers)))
    while sent:
        batch, count = sent.popleft()
        found = count.result()
        sent.extend((batch, next(turns).take(batch)) for batch in islice(waiting, 1))
        yield batch, found


def _finish_all(helpers: Sequence[_Helper], words: Path) -> None:
    counted = vocabulary.Counting()
    for counting in [helper.counted() for helper in helpers]:
        counted.add(counting.result())
    finishing = [helpers[0].write_words(words, counted), *(helper.finish() for helper in helpers)]
    for each in finishing:
        each.result()


@functools.cache
def _own(path: Path, memory: int) -> Filling:
    """Return what this process fills."""
    # What was imported stays for good, and hardly anything that is made here goes round in circles.
    gc.freeze()
    gc.set_threshold(20_000)
    return Filling(Part(path, memory))


def _take(path: Path, memory: int, batch: Batch) -> int:
    return _own(path, memory).take(batch)


def _counted(path: Path, memory: int) -> vocabulary.Counting:
    return _own(path, memory).counted


def _finish(path: Path, memory: int) -> None:
    _own(path, memory).finish()
