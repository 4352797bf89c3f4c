"""Books on disk that any process can index. Imported before the site is set up, so nothing here needs it."""

import os
import pickle
import signal
from collections.abc import Iterable, Sequence
from pathlib import Path

from plon.search import alone, registry
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source


def lend(shelf: Path) -> None:
    """Let this process index the books on the shelf."""

    def read(keys: Sequence[int]) -> Iterable[IndexDocument]:
        for key in keys:
            yield pickle.loads((shelf / str(key)).read_bytes())  # noqa: S301  written by the tests

    registry._sources.clear()
    registry.register_source(Source("book", read, lambda: iter(sorted(int(book.name) for book in shelf.iterdir()))))


def help_build(shelf: Path) -> None:
    alone.set_up_site()
    lend(shelf)


def lose_a_book(shelf: Path) -> None:
    help_build(shelf)
    (shelf / "9").unlink(missing_ok=True)


def die(shelf: Path) -> None:
    """Help until the first document is wanted; then be killed, as by a system without memory."""
    help_build(shelf)

    def read(_keys: Sequence[int]) -> Iterable[IndexDocument]:
        os.kill(os.getpid(), signal.SIGKILL)
        return ()

    registry.register_source(Source("book", read, lambda: iter(())))


def put(shelf: Path, key: int, title: str, body: str = "") -> None:
    book = IndexDocument("book", key, f"b{key}", (DocumentText("pl", title, body),))
    (shelf / str(key)).write_bytes(pickle.dumps(book))
