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
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.utils import timezone

from plon.search import columns
from plon.search.analysis import analyse, forms_of, join
from plon.search.dictionaries import notice_new_dictionaries, ready
from plon.search.documents import FACETS, IndexDocument
from plon.search.models import IndexChange
from plon.texts import INTERFACE_LANGUAGES, best_language

# Raise it with any change of the schema or of the way words are analysed: older indexes are then rebuilt.
SHAPE = f"10 tantivy-{metadata.version('tantivy')}"

# Folded beginnings of the words of a title, so that half a word finds it at once.
EDGES = range(1, 8)
WRITER_MEMORY = 64_000_000
LONGEST_WHOLE = 300

# Fields whose length matters for the order; the engine keeps it for each document.
RANKED = frozenset({"words", "title", "body"})

# Stands among the languages of a document whose files were read.
ATTACHED = "+files"

# Folder of the words of the documents inside the folder of the index.
VOCABULARY = "vocabulary"

# The engine multiplies the score by log2(2 + weight): the best document counts a fifth more than the worst, so
# that quality orders what answers the question alike and never lifts what answers it less.
MOST_WEIGHT = 0.3

# Separators of information that no title holds.
PACK_MIDDLE, PACK_END = "\x1f", "\x1e"


@functools.cache
def schema() -> tantivy.Schema:
    """Return the fields of the index.

    ``words`` holds every word of a document and decides whether it is found; ``title`` and ``body`` (with their
    positions) decide where it stands in the list. Each holds the words as written, then the base forms that
    differ from them.
    """
    builder = tantivy.SchemaBuilder()
    raw: dict[str, Any] = {"tokenizer_name": "raw", "index_option": "basic"}
    builder.add_text_field("id", **raw)
    builder.add_text_field("kind", stored=True, fast=True, **raw)
    builder.add_unsigned_field("key", stored=True, fast=True)
    builder.add_text_field("public_id", stored=True, **raw)
    builder.add_text_field("titles", stored=True, **raw)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("whole_title", **raw)
    builder.add_text_field("edges", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("text_language", **raw)
    for name in FACETS:
        builder.add_text_field(name, **raw)
    counted = [*columns.all_columns(), *(f"sort_title_{language}" for language in INTERFACE_LANGUAGES)]
    for name in counted:
        builder.add_text_field(name, fast=True, **raw)
    builder.add_unsigned_field("appeared", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_boolean_field("is_example", fast=True, indexed=True)
    return _without_lists(builder.build(), {"public_id", "titles", *counted})


def _without_lists(schema: tantivy.Schema, names: AbstractSet[str]) -> tantivy.Schema:
    """Return `schema` without lists of documents for the fields `names`, and with lengths for those alone that rank.

    The engine knows text that is only stored or counted, its Python builder does not; a tenth of the index was lists
    that nobody asks. What is changed is the form in which a schema is pickled.
    """
    pickled: Any = schema.__reduce__()
    make, (form,) = pickled
    for field in form["inner"]:
        options = field["options"]
        if field["name"] in names:
            del options["indexing"]
        elif "indexing" in options:
            options["indexing"]["fieldnorms"] = field["name"] in RANKED
    changed: tantivy.Schema = make(form)
    return changed


def identity(kind: str, key: int) -> str:
    return f"{kind}:{key}"


def document_of(source: IndexDocument) -> tantivy.Document:
    """Return the engine's form of a document."""
    return tantivy.Document.from_dict(values_of(source), schema())


def values_of(source: IndexDocument) -> dict[str, Any]:
    """Return the fields of a document as the engine takes them, its words analysed each in its own language."""
    titles: dict[str, str] = {}
    wholes: dict[str, str] = {}
    title: list[str] = []
    title_more: list[str] = []
    body: list[str] = []
    body_more: list[str] = []
    attached: list[str] = []
    for text in source.texts:
        language = text.language
        ready(language)
        if text.title:
            forms, more = analyse(text.title, language)
            titles[language] = text.title
            wholes[language] = forms
            title.append(forms)
            title_more.append(more)
        if text.body:
            forms, more = analyse(text.body, language)
            body.append(forms)
            body_more.append(more)
        if text.attached:
            attached += analyse(text.attached, language)
    body.append(forms_of(source.names))
    title_words = join([*title, *title_more])
    body_words = join([*body, *body_more])
    shown = best_language(wholes, "en")
    values: dict[str, Any] = {
        **columns.empty(),
        "id": identity(source.kind, source.key),
        "kind": source.kind,
        "key": source.key,
        "public_id": source.public_id,
        "titles": pack(titles),
        "title": title_words,
        "body": body_words,
        "words": " ".join((title_words, body_words, *attached)),
        "whole_title": [whole[:LONGEST_WHOLE] for whole in dict.fromkeys(wholes.values())],
        "edges": _edges(title),
        "text_language": [
            *dict.fromkeys(text.language for text in source.texts),
            *([ATTACHED] if attached else []),
        ],
        "appeared": max(source.appeared, 0),
        "weight": MOST_WEIGHT * min(max(source.quality, 0.0), 1.0),
        "is_example": source.is_example,
    }
    for language in INTERFACE_LANGUAGES:
        values[f"sort_title_{language}"] = wholes.get(language, wholes[shown] if shown else "")[:120]
    for name, given in source.facets.items():
        values |= columns.held(name, given)
    return values


def _edges(titles: list[str]) -> str:
    beginnings = {word[:length] for forms in titles for word in forms.split() for length in EDGES}
    # "^" marks the beginning of the whole title: it is offered before titles with the word in their middle.
    firsts = {f"^{forms[:length]}" for forms in titles for length in EDGES}
    return " ".join((*beginnings, *(first for first in firsts if " " not in first)))


def pack(titles: Mapping[str, str]) -> str:
    """Write titles by language in one string; quicker to read and write than JSON."""
    return PACK_END.join(f"{language}{PACK_MIDDLE}{title}" for language, title in titles.items())


def unpack(packed: str) -> dict[str, str]:
    pairs = (each.partition(PACK_MIDDLE) for each in packed.split(PACK_END))
    return {language: title for language, _, title in pairs if language}


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
    path = root() / "current.json"
    try:
        status = path.stat()
        found = _told(path, status.st_ino, status.st_mtime_ns)
    except (OSError, ValueError, TypeError):
        return None
    return found if found.shape == SHAPE and (root() / found.folder / "meta.json").exists() else None


@functools.lru_cache(maxsize=4)
def _told(path: Path, _inode: int, _modified: int) -> Current:
    """Read which index is in use; every question asks, so what the file says is kept until it changes."""
    return Current(**json.loads(path.read_text()))


@contextlib.contextmanager
def sole_writer() -> Iterator[None]:
    """Wait until no other thread or process writes, and keep the others out meanwhile."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def new_folder() -> str:
    """Make an empty folder for a rebuild and return its name. Only inside `sole_writer`."""
    # What an earlier rebuild could not finish would fill the disk in time.
    now = current()
    _remove_all_but(now.folder if now else "")
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
    _remove_all_but(folder)


def _remove_all_but(folder: str) -> None:
    for other in root().glob("index-*"):
        if other.name != folder:
            shutil.rmtree(other, ignore_errors=True)


@dataclass(slots=True)
class _Reader:
    index: tantivy.Index
    stamp: tuple[int, int]


_readers: dict[Path, _Reader] = {}
_readers_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class State:
    """One committed state of the index, and when the whole was built."""

    searcher: tantivy.Searcher
    built_at: datetime.datetime
    generation: tuple[int, int]


def state() -> State | None:
    """Return the newest committed state, or None before the first build."""
    now = current()
    read = _read(root() / now.folder) if now else None
    return State(read.index.searcher(), now.moment, read.stamp) if now and read else None


def searcher() -> tantivy.Searcher | None:
    """Return a view of the newest committed state, or None before the first build."""
    found = state()
    return found.searcher if found else None


def vocabulary_searcher() -> tantivy.Searcher | None:
    """Return a view of the words of the documents (vocabulary.py), or None before the first build."""
    now = current()
    read = _read(root() / now.folder / VOCABULARY) if now else None
    return read.index.searcher() if read else None


def _read(path: Path) -> _Reader | None:
    try:
        with _readers_lock:
            status = (path / "meta.json").stat()
            stamp = (status.st_ino, status.st_mtime_ns)
            reader = _readers.get(path)
            if reader is None or reader.stamp != stamp:
                notice_new_dictionaries()
            if reader is None:
                for old in [old for old in _readers if not old.exists()]:
                    del _readers[old]
                index = tantivy.Index.open(str(path))
                index.config_reader(reload_policy="manual")
                index.reload()
                reader = _readers[path] = _Reader(index, stamp)
            elif reader.stamp != stamp:
                reader.index.reload()
                reader.stamp = stamp
            return reader
    except (OSError, ValueError):
        # A rebuild took the folder away in this very moment; the next request finds the new one.
        return None
