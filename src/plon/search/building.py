"""Build the whole index, with other processes to read and analyse where there is much.

A batch of keys goes out, documents ready for the engine come back; the process that builds only feeds the engine. The
others stand alone: they read the database themselves, so that nothing but keys and words passes between them.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any

import tantivy

from plon.search import alone, dictionaries, index, vocabulary
from plon.search.registry import source_of, sources

BATCH = 500

# So many batches are made here: other processes take seconds to start, and each learns the words anew.
FIRST_BATCHES = 60
MOST_PROCESSES = 4

# The engine merges less often what is written in larger pieces.
MEMORY = 128_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Keys of one kind; `number` is how many documents come before them."""

    kind: str
    keys: Sequence[int]
    number: int


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of a batch as the engine takes them, and their words as counted."""

    kind: str
    documents: Sequence[dict[str, Any]]
    counted: vocabulary.Counting


def make(batch: Batch) -> Made:
    """Read the documents of a batch and analyse them."""
    source = source_of(batch.kind)
    counted = vocabulary.Counting(seen=batch.number)
    documents = []
    for document in source.documents(batch.keys) if source else ():
        documents.append(index.values_of(document))
        counted.take(document)
    return Made(batch.kind, documents, counted)


def batches() -> Iterator[Batch]:
    """Give all that is public, in pieces."""
    number = 0
    for source in sources():
        keys = source.keys()
        while some := list(islice(keys, BATCH)):
            yield Batch(source.kind, some, number)
            number += len(some)


def build(
    folder: str, progress: Callable[[str, int], None] | None = None, *, set_up: Callable[[], None] = alone.set_up_site
) -> int:
    """Fill the empty `folder` with all that is public; return the number of documents. Only inside `sole_writer`.

    Args:
        folder: its name.
        progress: told the kind and how many documents of it are done, after each batch.
        set_up: what each of the other processes does first.
    """
    coming = batches()
    # A small catalogue is done before another process would have begun.
    first = list(islice(coming, FIRST_BATCHES))
    writing = _Writing(folder, progress)
    for made in map(make, first):
        writing.take(made)
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    path = index.root() / folder / index.VOCABULARY
    following = list(islice(coming, 1))
    if not following or processes == 1:
        for made in map(make, chain(following, coming)):
            writing.take(made)
        writing.finish()
        vocabulary.write(path, writing.counted)
        return writing.total
    with _other_processes(processes, set_up) as others:
        for made in _in_order(others, chain(following, coming), ahead=2 * processes):
            writing.take(made)
        written = others.submit(vocabulary.write, path, writing.counted)
        writing.finish()
        written.result()
    return writing.total


class _Writing:
    """What has reached the engine so far."""

    def __init__(self, folder: str, progress: Callable[[str, int], None] | None) -> None:
        self._writer = index.open_writer(folder, memory=MEMORY)
        self._progress = progress
        self._done: dict[str, int] = {}
        self.counted = vocabulary.Counting()
        self.total = 0

    def take(self, made: Made) -> None:
        schema = index.schema()
        for values in made.documents:
            self._writer.add_document(tantivy.Document.from_dict(values, schema))
        self.counted.add(made.counted)
        count = len(made.documents)
        self.total += count
        self._done[made.kind] = self._done.get(made.kind, 0) + count
        if self._progress:
            self._progress(made.kind, self._done[made.kind])

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


def _other_processes(count: int, set_up: Callable[[], None]) -> Executor:
    # Started anew rather than forked: threads of this process may hold locks in this very moment.
    anew = multiprocessing.get_context("spawn")
    begin = partial(alone.begin, makes_dictionaries=dictionaries.makes_as_met())
    return ProcessPoolExecutor(count, anew, begin, (set_up, dictionaries.folder().parent))


def _in_order(others: Executor, waiting: Iterator[Batch], *, ahead: int) -> Iterator[Made]:
    """Give what the other processes make, in order, never more than a few batches ahead of the engine."""
    made: deque[Future[Made]] = deque(others.submit(make, batch) for batch in islice(waiting, ahead))
    while made:
        done = made.popleft().result()
        made.extend(others.submit(make, batch) for batch in islice(waiting, 1))
        yield done
