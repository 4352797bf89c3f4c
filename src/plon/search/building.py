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

# Bytes that each of those processes gathers before it writes a segment. Smaller segments would have to be merged, which
# takes a third of the whole work.
MEMORY_OF_PROCESS = 320_000_000

# So many batches wait for each process, so that none stands still while another is slow.
WAITING = 4

Progress = Callable[[str, int], None]


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
    """
    coming = batches()
    first = list(islice(coming, FEW_BATCHES + 1))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    path, told = index.root() / folder, _Telling(progress)
    everything = chain(first, coming)
    if len(first) <= FEW_BATCHES or processes == 1:
        whole = Filling(Part(path))
        for batch in everything:
            told.add(batch, whole.take(batch))
        whole.finish()
        vocabulary.write(path / index.VOCABULARY, whole.counted)
    else:
        with ExitStack() as stack:
            helpers = [_Helper(stack, path / f"part-{number}", set_up) for number in range(processes)]
            for batch, count in _taken(helpers, everything):
                told.add(batch, count)
            _finish_all(helpers, path / index.VOCABULARY)
        put_together(path, [helper.path for helper in helpers], documents=told.total)
    return told.total


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
    """Another process, which fills the part at `path`."""

    def __init__(self, stack: ExitStack, path: Path, set_up: Callable[[], None]) -> None:
        # Started anew rather than forked: threads of this process may hold locks in this very moment.
        anew = multiprocessing.get_context("spawn")
        begin = partial(alone.begin, makes_dictionaries=dictionaries.makes_as_met())
        self.path = path
        self._process = stack.enter_context(ProcessPoolExecutor(1, anew, begin, (set_up, dictionaries.folder().parent)))

    def take(self, batch: Batch) -> Future[int]:
        return self._process.submit(_take, self.path, batch)

    def counted(self) -> Future[vocabulary.Counting]:
        return self._process.submit(_counted, self.path)

    def write_words(self, path: Path, counted: vocabulary.Counting) -> Future[None]:
        return self._process.submit(vocabulary.write, path, counted)

    def finish(self) -> Future[None]:
        return self._process.submit(_finish, self.path)


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
def _own(path: Path) -> Filling:
    """Return what this process fills."""
    # What was imported stays for good, and hardly anything that is made here goes round in circles.
    gc.freeze()
    gc.set_threshold(20_000)
    return Filling(Part(path, MEMORY_OF_PROCESS))


def _take(path: Path, batch: Batch) -> int:
    return _own(path).take(batch)


def _counted(path: Path) -> vocabulary.Counting:
    return _own(path).counted


def _finish(path: Path) -> None:
    _own(path).finish()
