"""The index on disk: a disposable copy of what is public, rebuilt whenever its shape changes.

Layout of ``settings.SEARCH_INDEX``: ``current.json`` names the folder in use and the shape it was built
with, ``writer.lock`` lets one writer in at a time, across processes. A rebuild fills a new folder beside the
old one and then changes the name, so that searching goes on meanwhile.
"""

import contextlib
import datetime
import fcntl
import functools
import json
import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import tantivy
from django.conf import settings
from django.utils import timezone

from plon.search.analysis import analyse, forms_of, join
from plon.search.documents import FACETS, IndexDocument
from plon.search.models import IndexChange
from plon.texts import INTERFACE_LANGUAGES

# Raise it with any change of the schema or of the way words are analysed: older indexes are then rebuilt.
SHAPE = f"3 tantivy-{metadata.version('tantivy')}"

WORD_FIELDS = ("title_form", "title_lemma", "body_form", "body_lemma")
ATTACHED_FIELDS = ("attached_form", "attached_lemma")
WRITER_MEMORY = 64_000_000


@functools.cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", stored=True, fast=True)
    builder.add_text_field("public_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("titles", stored=True, tokenizer_name="raw", index_option="basic")
    for name in WORD_FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="position")
    for name in ATTACHED_FIELDS:
        # Without positions: half the room for the longest texts.
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    for name in FACETS:
        builder.add_text_field(name, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
    for language in INTERFACE_LANGUAGES:
        builder.add_text_field(
            f"sort_title_{language}", stored=False, fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_unsigned_field("appeared", stored=False, fast=True)
    builder.add_unsigned_field("quality_points", stored=False, fast=True)
    builder.add_boolean_field("is_example", stored=False, fast=True, indexed=True)
    return builder.build()


def identity(kind: str, key: int) -> str:
    return f"{kind}:{key}"


def document_of(source: IndexDocument) -> tantivy.Document:
    """Return the engine's form of a document, its words analysed each in its own language."""
    document = tantivy.Document()
    document.add_text("id", identity(source.kind, source.key))
    document.add_text("kind", source.kind)
    document.add_unsigned("key", source.key)
    document.add_text("public_id", source.public_id)
    document.add_text("titles", json.dumps({text.language: text.title for text in source.texts if text.title}))
    titles = [analyse(text.title, text.language) for text in source.texts]
    bodies = [analyse(text.body, text.language) for text in source.texts]
    names = forms_of(source.names)
    document.add_text("title_form", join(forms for forms, _ in titles))
    document.add_text("title_lemma", join(lemmas for _, lemmas in titles))
    document.add_text("body_form", join([*(forms for forms, _ in bodies), names]))
    document.add_text("body_lemma", join([*(lemmas for _, lemmas in bodies), names]))
    attached = [analyse(text.attached, text.language) for text in source.texts if text.attached]
    if attached:
        document.add_text("attached_form", join(forms for forms, _ in attached))
        document.add_text("attached_lemma", join(lemmas for _, lemmas in attached))
    for name, values in source.facets.items():
        for value in dict.fromkeys(values):
            if value:
                document.add_text(name, value)
    for language in INTERFACE_LANGUAGES:
        document.add_text(f"sort_title_{language}", forms_of(source.title_in(language))[:120])
    document.add_unsigned("appeared", max(source.appeared, 0))
    document.add_unsigned("quality_points", round(100 * min(max(source.quality, 0.0), 1.0)))
    document.add_boolean("is_example", source.is_example)
    return document


@dataclass(frozen=True, slots=True)
class Current:
    """Which folder is in use, and since when."""

    folder: str
    shape: str
    built_at: str

    @property
    def moment(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.built_at)


@dataclass(frozen=True, slots=True)
class Age:
    """How old the index is: built whole at `built_at`, follows the database up to `newest_change`.

    Args:
        built_at: when it was built whole.
        newest_change: when the newest change it knows was made; None if nothing changed since it was built.
        waiting: changes that it does not know yet.
    """

    built_at: datetime.datetime
    newest_change: datetime.datetime | None
    waiting: int

    @property
    def is_behind(self) -> bool:
        return self.waiting > 0


def age() -> Age | None:
    """Return how old the index in use is, or None before the first build. Asks the database."""
    now = current()
    if now is None:
        return None
    return Age(now.moment, _newest_change(now.folder), IndexChange.objects.count())


def _newest_change(folder: str) -> datetime.datetime | None:
    try:
        told = json.loads((root() / "taken.json").read_text())
        return datetime.datetime.fromisoformat(told["newest"]) if told["folder"] == folder else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def note_newest_change(folder: str, moment: datetime.datetime) -> None:
    """Write down up to when the index follows the database. Only inside `sole_writer`."""
    draft = root() / "taken.json.new"
    draft.write_text(json.dumps({"folder": folder, "newest": moment.isoformat()}))
    draft.replace(root() / "taken.json")


def root() -> Path:
    return Path(settings.SEARCH_INDEX)


def current() -> Current | None:
    """Return the index in use, or None if there is none of today's shape."""
    try:
        found = Current(**json.loads((root() / "current.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.shape == SHAPE and (root() / found.folder / "meta.json").exists() else None


def built_at() -> datetime.datetime | None:
    now = current()
    return now.moment if now else None


@contextlib.contextmanager
def sole_writer() -> Iterator[None]:
    """Wait until no other thread or process writes, and keep the others out meanwhile."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def new_folder() -> str:
    """Make an empty folder for a rebuild and return its name. Only inside `sole_writer`."""
    name = f"index-{secrets.token_hex(4)}"
    (root() / name).mkdir()
    return name


def open_writer(folder: str) -> tantivy.IndexWriter:
    """Open the index anew for each batch: a writer kept open would not see what another process wrote."""
    return tantivy.Index(schema(), path=str(root() / folder)).writer(heap_size=WRITER_MEMORY, num_threads=1)


def put_in_use(folder: str) -> None:
    """Let readers use `folder` from now on and remove all others. Only inside `sole_writer`."""
    draft = root() / "current.json.new"
    draft.write_text(json.dumps({"folder": folder, "shape": SHAPE, "built_at": timezone.now().isoformat()}))
    with draft.open() as written:
        os.fsync(written.fileno())
    draft.replace(root() / "current.json")
    for other in root().glob("index-*"):
        if other.name != folder:
            shutil.rmtree(other, ignore_errors=True)


@dataclass(slots=True)
class _Reader:
    index: tantivy.Index
    stamp: tuple[int, int]


_readers: dict[Path, _Reader] = {}
_readers_lock = threading.Lock()


def searcher() -> tantivy.Searcher | None:
    """Return a view of the newest committed state, or None before the first build."""
    now = current()
    if now is None:
        return None
    path = root() / now.folder
    try:
        with _readers_lock:
            status = (path / "meta.json").stat()
            stamp = (status.st_ino, status.st_mtime_ns)
            reader = _readers.get(path)
            if reader is None:
                index = tantivy.Index.open(str(path))
                index.config_reader(reload_policy="manual")
                index.reload()
                _readers.clear()
                reader = _readers[path] = _Reader(index, stamp)
            elif reader.stamp != stamp:
                reader.index.reload()
                reader.stamp = stamp
            return reader.index.searcher()
    except (OSError, ValueError):
        # A rebuild took the folder away in this very moment; the next request finds the new one.
        return None
