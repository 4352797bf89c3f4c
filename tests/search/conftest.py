"""A shelf of documents that tests fill; the index reads it like any room's."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from plon.search import registry
from plon.search.changes import mark_changed
from plon.search.dictionaries import notice_new_dictionaries, prepare
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source
from plon.search.updating import apply_changes


class Shelf:
    """Documents of kind "book", indexed by the real index."""

    def __init__(self) -> None:
        self.books: dict[int, IndexDocument] = {}
        self.source = Source(
            kind="book",
            documents=lambda keys: [self.books[key] for key in keys if key in self.books],
            keys=lambda: iter(sorted(self.books)),
        )

    def put(self, key: int, title: str, body: str = "", language: str = "en", **rest: Any) -> None:
        more = rest.pop("more_texts", ())
        texts = (DocumentText(language, title, body), *more)
        self.books[key] = IndexDocument("book", key, f"b{key}", texts, **rest)
        mark_changed("book", [key])

    def remove(self, key: int) -> None:
        del self.books[key]
        mark_changed("book", [key])

    def index(self) -> int:
        return apply_changes()


@pytest.fixture
def shelf(db: None, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf()
    monkeypatch.setattr(registry, "_sources", {"book": shelf.source})
    return shelf


@pytest.fixture(autouse=True)
def _kept_dictionaries(settings: Any) -> None:
    """Dictionaries are made once per machine, not once per run."""
    settings.SEARCH_DICTIONARIES = Path(tempfile.gettempdir()) / "plon-test-dictionaries"


@pytest.fixture
def german(_kept_dictionaries: None) -> None:
    """The dictionary of German, made if this machine has none yet."""
    prepare(["de"])
    notice_new_dictionaries()
