"""An index that several processes write: each fills a part of its own, and the parts become one without being read.

A part is a whole index beside the others. The engine's index is a list of segments, each of which stands in files
of its own; so the parts are put together by moving their files and joining their lists. That saves sending
every document from one process to another (docs/decisions/0028-an-index-in-parts.md).
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from plon.search import index

# The engine's list of segments, and its list of all files that it may remove one day.
_SEGMENTS, _FILES = "meta.json", ".managed.json"


class Part:
    """One part while it is filled.

    Args:
        path: a folder; it is made if it is not there.
        memory: bytes of documents that are gathered before they are written as a segment.
    """

    def __init__(self, path: Path, memory: int = index.WRITER_MEMORY) -> None:
        path.mkdir(exist_ok=True)
        self._schema = index.schema()
        self._writer = tantivy.Index(self._schema, path=str(path)).writer(heap_size=memory, num_threads=1)

    def add(self, values: dict[str, Any]) -> None:
        """Add a document as `index.values_of` gives it."""
        self._writer.add_document(tantivy.Document.from_dict(values, self._schema))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


def put_together(folder: Path, parts: Iterable[Path], *, documents: int) -> None:
    """Make one index of finished `parts` in the empty `folder`; the parts are gone afterwards.

    Args:
        folder: becomes the index.
        parts: folders on the same disk.
        documents: how many there must be in all.

    Raises:
        RuntimeError: the engine finds another number of documents in what came out.
    """
    tantivy.Index(index.schema(), path=str(folder))
    whole, files = _read(folder / _SEGMENTS), set(_read(folder / _FILES))
    for part in parts:
        told = _read(part / _SEGMENTS)
        whole["segments"] += told["segments"]
        whole["opstamp"] = max(whole["opstamp"], told["opstamp"])
        for segment in told["segments"]:
            for file in part.glob(f"{segment['segment_id'].replace('-', '')}.*"):
                file.rename(folder / file.name)
                files.add(file.name)
        for left in part.iterdir():
            left.unlink()
        part.rmdir()
    _write(folder / _FILES, sorted(files))
    _write(folder / _SEGMENTS, whole)
    _keep_names(folder)
    found = tantivy.Index.open(str(folder)).searcher().num_docs
    if found != documents:
        raise RuntimeError(f"The parts of the index hold {documents} documents, the whole {found}")


def _read(path: Path) -> Any:
    return json.loads(path.read_text())


def _write(path: Path, content: object) -> None:
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w") as written:
        json.dump(content, written)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(path)


def _keep_names(folder: Path) -> None:
    """Let the names of moved files survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
