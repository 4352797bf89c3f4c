# ruff: noqa: S608  SQL is put together from constants; what is asked for is always given apart
"""The peers of Plon's search: the bare engine on Plon's own index, SQLite FTS5 and PostgreSQL with facets in SQL.

Each answers the same question: the first page of hits by relevance, how many there are, and the counts of the filters
that stand open, each under the others. All get the words folded alike; none of the databases knows inflected forms or
typing errors.
"""

import contextlib
import marshal
import os
import socket
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from plon.search import alone, columns
from plon.search.analysis import form, forms_of, question_lemmas
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source

ROOT = Path(__file__).resolve().parents[1]
SIZE = 20
# So many documents a rebuild reads at once.
BATCH = 500
KIND = "result"
FIELDS = ("title", "body")


@dataclass(frozen=True)
class Ask:
    """A question: words that must all be there, a phrase, or none; filters; the page; which filters are counted."""

    words: tuple[str, ...] = ()
    language: str = "en"
    is_phrase: bool = False
    is_misspelt: bool = False
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    page: int = 1
    is_all_open: bool = False

    @property
    def counted(self) -> list[str]:
        """The filters that stand open beside the list of results, or all of them."""
        from plon.catalogue.listing import RESULTS
        from plon.catalogue.opening import opening_of

        opening = opening_of((), RESULTS.facets, RESULTS.open, self.filters)
        return [name for name in RESULTS.facets if self.is_all_open or opening.holds(name)]

    @property
    def typed(self) -> str:
        return f'"{" ".join(self.words)}"' if self.is_phrase else " ".join(self.words)


class Shelf:
    """Documents that lie ready on disk, from where a rebuild reads them as it reads rows of a database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._full = folder / "full"
        self.count = int(self._full.read_text()) if self._full.exists() else 0

    def fill(self, documents: Iterable[IndexDocument]) -> None:
        """Put documents on the empty shelf, so many at once as a rebuild takes; they are numbered from 1."""
        coming = iter(documents)
        while some := list(islice(coming, BATCH)):
            self._piece(self.count).write_bytes(marshal.dumps(list(map(astuple, some))))
            self.count += len(some)
        self._full.write_text(str(self.count))

    def _piece(self, number: int) -> Path:
        return self._folder / str(number // BATCH)

    def source(self) -> Source:
        return Source("any", self._read, lambda: iter(range(1, self.count + 1)))

    def _read(self, keys: Sequence[int]) -> list[IndexDocument]:
        return list(map(_document, marshal.loads(self._piece(keys[0] - 1).read_bytes())))  # noqa: S302  written here

    def batches(self) -> Iterator[list[IndexDocument]]:
        for first in range(1, self.count + 1, BATCH):
            yield self._read([first])

    def document(self, key: int) -> IndexDocument:
        return self._read([key])[(key - 1) % BATCH]

    def lend(self) -> None:
        """Let this process index what lies here, and nothing else; also one that is started to help."""
        from plon.search import registry

        registry._sources.clear()
        registry.register_source(self.source())

    def set_up(self) -> None:
        """Begin a process that helps to build."""
        alone.set_up_site()
        self.lend()


def _document(told: Sequence[Any]) -> IndexDocument:
    kind, key, public_id, texts, *rest = told
    return IndexDocument(kind, key, public_id, tuple(DocumentText(*text) for text in texts), *rest)


class Plon:
    """The search of the catalogue as its pages call it, snippets of what was found included."""

    name = "Plon"

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._texts: dict[int, tuple[str, str]] = {}

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Reading what lies on the shelf is a part of building."""

    def finish(self) -> None:
        """Build as `plon reindex` does."""
        from plon.search.updating import rebuild

        self._shelf.lend()
        rebuild(set_up=self._shelf.set_up)

    def prepare(self, ask: Ask) -> None:
        """Bring the texts of what will be found, which a page has from the database anyway."""
        for hit in self._page(ask).hits:
            if hit.key not in self._texts:
                text = self._shelf.document(hit.key).texts[0]
                self._texts[hit.key] = text.language, text.body

    def forget(self) -> None:
        """Let no counts of a question be kept: everybody asks for the first time, of a catalogue that was counted."""
        from plon.search import querying
        from plon.search.remembering import Remembered

        querying._counts = Remembered()

    def ask(self, ask: Ask) -> int:
        """Answer with hits, snippets and counts; return how many there are in all."""
        from plon.search.snippets import snippet

        page = self._page(ask)
        for hit in page.hits:
            language, text = self._texts.get(hit.key, ("en", ""))
            snippet(text, ask.typed, text_language=language, language=ask.language)
        return page.total

    def _page(self, ask: Ask) -> Any:
        from plon.search.querying import search

        about: dict[str, Any] = {"filters": ask.filters, "page": ask.page, "size": SIZE, "facets": ask.counted}
        return search(ask.typed, language=ask.language, kind=KIND, **about)


class BareTantivy:
    """The engine itself on the same index: terms worked out beforehand, the same hits and the same counts."""

    name = "bare tantivy"

    def forget(self) -> None:
        """Nothing is kept."""

    def __init__(self) -> None:
        from plon.search import index

        searcher = index.searcher()
        assert searcher is not None
        self._searcher, self._schema = searcher, index.schema()
        self._terms: dict[tuple[str, str], Any] = {}

    def prepare(self, ask: Ask) -> None:
        """Words to terms: analysis is not the engine's."""
        for word in ask.words:
            self._terms[word, ask.language] = self._word(word, ask.language, is_misspelt=ask.is_misspelt)

    def _word(self, word: str, language: str, *, is_misspelt: bool) -> Any:
        from tantivy import Occur, Query

        if is_misspelt:
            return Query.fuzzy_term_query(self._schema, "words", form(word), distance=2)
        terms = dict.fromkeys((form(word), *question_lemmas(word, language)))
        return Query.boolean_query(
            [(Occur.Should, Query.term_query(self._schema, name, term)) for name in FIELDS for term in terms]
        )

    def ask(self, ask: Ask) -> int:
        from tantivy import Occur, Order, Query

        from plon.search.querying import MOST_COMBINATIONS

        parts = [(Occur.Must, self._terms[word, ask.language]) for word in ask.words if not ask.is_phrase]
        if ask.is_phrase:
            words = [form(word) for word in ask.words]
            ways = [(Occur.Should, Query.phrase_query(self._schema, name, list(words))) for name in FIELDS]
            parts.append((Occur.Must, Query.boolean_query(ways)))
        parts = parts or [(Occur.Must, Query.all_query())]
        parts.append((Occur.Must, Query.term_query(self._schema, "kind", KIND)))
        order: dict[str, Any] = {} if ask.words else {"order_by_field": "appeared", "order": Order.Desc}
        query = self._narrowed(parts, ask.filters)
        found: Any = self._searcher.search(query, limit=SIZE, offset=(ask.page - 1) * SIZE, **order)
        for _score, address in found.hits:
            self._searcher.doc(address)
        for without, names in _groups(ask):
            others = {name: values for name, values in ask.filters.items() if name != without}
            asked = self._narrowed(parts, others) if without else query
            self._searcher.aggregate(asked, columns.request(names, MOST_COMBINATIONS))
        return int(found.count)

    def _narrowed(self, parts: list[Any], filters: Mapping[str, Sequence[str]]) -> Any:
        from tantivy import Occur, Query

        chosen = [
            (Occur.Must, Query.const_score_query(Query.term_set_query(self._schema, name, list(values)), 0.0))
            for name, values in filters.items()
        ]
        return Query.boolean_query([*parts, *chosen])


class Sqlite:
    """A table of FTS5 over folded words, and a table of filters that is counted by SQL."""

    name = "SQLite FTS5"

    def forget(self) -> None:
        """What the database keeps in its cache stays, as in life."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(
            """
            PRAGMA journal_mode = off;
            PRAGMA synchronous = off;
            PRAGMA cache_size = -200000;
            PRAGMA temp_store = memory;
            CREATE TABLE doc (id INTEGER PRIMARY KEY, kind TEXT, public_id TEXT, title TEXT, appeared INTEGER);
            CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2');
            CREATE TABLE filter (name TEXT, value TEXT, doc INTEGER);
            """
        )

    def add(self, documents: Iterable[IndexDocument]) -> None:
        database = self._database
        for each in documents:
            title, body = flat(each)
            row = (each.key, each.kind, each.public_id, each.texts[0].title, each.appeared)
            database.execute("INSERT INTO doc VALUES (?, ?, ?, ?, ?)", row)
            database.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (each.key, title, body))
            rows = [(name, value, each.key) for name, value in filters_of(each)]
            database.executemany("INSERT INTO filter VALUES (?, ?, ?)", rows)

    def finish(self) -> None:
        self._database.executescript(
            """
            INSERT INTO words (words) VALUES ('optimize');
            CREATE INDEX filter_by_value ON filter (name, value, doc);
            CREATE INDEX filter_by_doc ON filter (doc, name, value);
            CREATE INDEX doc_newest ON doc (kind, appeared);
            ANALYZE;
            """
        )

    def ask(self, ask: Ask) -> int:
        run = self._database.execute
        narrowed, given = _narrowed(ask.filters, "d.id", "?")
        if ask.words:
            words = [form(word) for word in ask.words]
            asked = f'"{" ".join(words)}"' if ask.is_phrase else " AND ".join(f'"{word}"' for word in words)
            source, where, first = (
                "words JOIN doc d ON d.id = words.rowid",
                "words MATCH ? AND d.kind = ?",
                [asked, KIND],
            )
            order = "bm25(words, 6.0, 1.0)"
        else:
            source, first = "doc d", [KIND]
            where, order = "d.kind = ?", "d.appeared DESC"
        hits = (
            f"SELECT d.id, d.public_id, d.title FROM {source} WHERE {where}{narrowed} ORDER BY {order} LIMIT ? OFFSET ?"
        )
        run(hits, (*first, *given, SIZE, (ask.page - 1) * SIZE)).fetchall()
        total = 0
        for without, names in _groups(ask):
            others = {name: values for name, values in ask.filters.items() if name != without}
            narrowed, given = _narrowed(others, "d.id", "?")
            matched, marks = f"SELECT d.id FROM {source} WHERE {where}{narrowed}", ", ".join("?" * len(names))
            counts = _COUNTS.format(matched=matched, marks=marks, join="CROSS JOIN", plain="+")
            rows = run(counts, (*first, *given, *names)).fetchall()
            total = total if without else next(count for name, _value, count in rows if not name)
        return int(total)


# SQLite is told by CROSS and + to begin with what was found and look its values up; PostgreSQL finds that by itself.
_COUNTS = """
    WITH found AS MATERIALIZED ({matched})
    SELECT '', '', count(*) FROM found
    UNION ALL
    SELECT f.name, f.value, count(*) FROM found {join} filter f ON f.doc = found.id
    WHERE {plain}f.name IN ({marks}) GROUP BY f.name, f.value
"""
_COLUMNS = "kind text, public_id text, title text, appeared bigint"
_FILL = """
    INSERT INTO doc SELECT id, kind, public_id, title, appeared,
        setweight(to_tsvector('simple', names), 'A') || setweight(to_tsvector('simple', body), 'D') FROM draft
"""


class Postgres:
    """A tsvector of PostgreSQL (configuration "simple") with a GIN index, and the same table of filters."""

    name = "PostgreSQL"

    def forget(self) -> None:
        """What the database keeps in its cache stays, as in life."""

    def __init__(self, address: str) -> None:
        import psycopg

        self._database = psycopg.connect(address, autocommit=True)
        for line in (
            "SET work_mem = '64MB'",
            "SET maintenance_work_mem = '256MB'",
            f"CREATE TABLE doc (id int PRIMARY KEY, {_COLUMNS}, words tsvector)",
            f"CREATE TABLE draft (id int, {_COLUMNS}, names text, body text)",
            "CREATE TABLE filter (name text, value text, doc int)",
        ):
            self._run(line)

    def _run(self, statement: str, given: Sequence[object] = ()) -> Any:
        return self._database.execute(statement, given)  # type: ignore[call-overload]

    def add(self, documents: Iterable[IndexDocument]) -> None:
        some = list(documents)
        with self._database.cursor() as cursor:
            with cursor.copy("COPY draft FROM STDIN") as rows:
                for each in some:
                    title, body = flat(each)
                    shown = each.texts[0].title.replace("\x00", "")
                    rows.write_row((each.key, each.kind, each.public_id, shown, each.appeared, title, body))
            with cursor.copy("COPY filter FROM STDIN") as rows:
                for each in some:
                    for name, value in filters_of(each):
                        rows.write_row((name, value, each.key))

    def finish(self) -> None:
        for line in (
            _FILL,
            "DROP TABLE draft",
            "CREATE INDEX ON doc USING gin (words)",
            "CREATE INDEX ON doc (kind, appeared)",
            "CREATE INDEX ON filter (name, value, doc)",
            "CREATE INDEX ON filter (doc)",
            "VACUUM ANALYZE doc",
            "VACUUM ANALYZE filter",
        ):
            self._run(line)

    def ask(self, ask: Ask) -> int:
        narrowed, given = _narrowed(ask.filters, "d.id", "%s")
        where, first = "d.kind = %s", [KIND]
        order, ordered = "d.appeared DESC", []
        if ask.words:
            words = [form(word) for word in ask.words]
            asked = (" <-> " if ask.is_phrase else " & ").join(f"'{word}'" for word in words)
            where, first = "d.words @@ %s::tsquery AND d.kind = %s", [asked, KIND]
            order, ordered = "ts_rank(d.words, %s::tsquery) DESC", [asked]
        hits = (
            f"SELECT d.id, d.public_id, d.title FROM doc d WHERE {where}{narrowed} ORDER BY {order} LIMIT %s OFFSET %s"
        )
        self._run(hits, (*first, *given, *ordered, SIZE, (ask.page - 1) * SIZE)).fetchall()
        total = 0
        for without, names in _groups(ask):
            others = {name: values for name, values in ask.filters.items() if name != without}
            narrowed, given = _narrowed(others, "d.id", "%s")
            matched, marks = f"SELECT d.id FROM doc d WHERE {where}{narrowed}", ", ".join(["%s"] * len(names))
            counts = _COUNTS.format(matched=matched, marks=marks, join="JOIN", plain="")
            rows = self._run(counts, (*first, *given, *names)).fetchall()
            total = total if without else next(count for name, _value, count in rows if not name)
        return int(total)


def flat(document: IndexDocument) -> tuple[str, str]:
    """Return a document's titles and all its other words, folded."""
    titles = " ".join(forms_of(text.title) for text in document.texts)
    bodies = " ".join(forms_of(text.body) for text in document.texts)
    return titles, f"{bodies} {forms_of(document.names)}"


def filters_of(document: IndexDocument) -> list[tuple[str, str]]:
    return [(name, value) for name, values in document.facets.items() for value in values]


def _groups(ask: Ask) -> Iterator[tuple[str, list[str]]]:
    """Yield what is to be counted together: all that is not chosen, then each that is, without its own choice."""
    yield "", [name for name in ask.counted if name not in ask.filters]
    for name in ask.filters:
        yield name, [name]


def _narrowed(filters: Mapping[str, Sequence[str]], key: str, mark: str) -> tuple[str, list[str]]:
    clauses, given = "", []
    for name, values in filters.items():
        marks = ", ".join([mark] * len(values))
        clauses += f" AND {key} IN (SELECT doc FROM filter WHERE name = {mark} AND value IN ({marks}))"
        given += [name, *values]
    return clauses, given


@contextlib.contextmanager
def throw_away_postgres() -> Iterator[str]:
    """Start a PostgreSQL for as long as it is needed and yield its address, "" if there is none on this machine."""
    if address := os.environ.get("PLON_TEST_POSTGRES_URL", ""):
        yield address
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = [str(ROOT / ".ci" / "with-postgres"), "sh", "-c", "echo $PLON_TEST_POSTGRES_URL; cat >/dev/null"]
    about = {**os.environ, "PLON_TEST_POSTGRES_PORT": str(port)}
    server = subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, env=about)  # fmt: skip
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        with contextlib.suppress(OSError):
            server.stdin.close()
        server.wait(60)
