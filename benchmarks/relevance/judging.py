"""Who finds what is meant: Plon, and plain full-text search of the databases, asked the same."""

# ruff: noqa: S608  SQL is put together from constants; what is asked for is always given apart
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plon.search.documents import IndexDocument
from relevance.sets import Asked

FIRST = 10
Find = Callable[[Asked], list[int]]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """Of how many questions the thing meant was among the first ten, and how far in front."""

    recall: float
    rank: float
    failed: tuple[Asked, ...]


def judge(find: Find, asked: Sequence[Asked]) -> Score:
    found, ranks, failed = 0, 0.0, []
    for each in asked:
        keys = find(each)[:FIRST]
        if each.meant in keys:
            found += 1
            ranks += 1 / (keys.index(each.meant) + 1)
        else:
            failed.append(each)
    return Score(found / len(asked), ranks / len(asked), tuple(failed))


def plon(documents: Iterable[IndexDocument]) -> Find:
    """Put the documents into Plon's index."""
    from engines import Plon, Shelf

    from plon.search.querying import search

    with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
        shelf = Shelf(Path(folder) / "shelf")
        shelf.fill(documents)
        Plon(shelf).finish()

    def find(asked: Asked) -> list[int]:
        return [hit.key for hit in search(asked.typed, language=asked.language, size=FIRST, facets=()).hits]

    return find


def sqlite(documents: Iterable[IndexDocument]) -> Find:
    """Put them into FTS5 as it comes: words without accents, the best first by BM25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')")
    rows = ((each.key, *_plain(each)) for each in documents)
    database.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", rows)

    def find(asked: Asked) -> list[int]:
        words = [f'"{word}"' for word in _WORD.findall(asked.typed)]
        return _all_else_any(words, " AND ", " OR ", lambda asked_for: [
            key for (key,) in database.execute(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 6.0, 1.0) LIMIT ?", (asked_for, FIRST)
            )
        ])  # fmt: skip

    return find


def postgres(address: str, documents: Iterable[IndexDocument], table: str) -> Find:
    """Put them into PostgreSQL, configuration "simple", the best first by ts_rank."""
    import psycopg

    database: Any = psycopg.connect(address, autocommit=True)
    database.execute(f"CREATE TABLE {table} (key int, words tsvector)")
    with database.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} VALUES (%s, setweight(to_tsvector('simple', %s), 'A') "
            "|| setweight(to_tsvector('simple', %s), 'D'))",
            [(each.key, *_plain(each)) for each in documents],
        )

    def find(asked: Asked) -> list[int]:
        words = [f"'{word}'" for word in _WORD.findall(asked.typed.lower())]
        return _all_else_any(words, " & ", " | ", lambda asked_for: [
            key for (key,) in database.execute(
                f"SELECT key FROM {table}, (SELECT %s::tsquery AS asked) q WHERE words @@ asked "
                "ORDER BY ts_rank(words, asked) DESC LIMIT %s", (asked_for, FIRST),
            )
        ])  # fmt: skip

    return find


def _plain(document: IndexDocument) -> tuple[str, str]:
    titles, bodies = (" ".join(getattr(text, part) for text in document.texts) for part in ("title", "body"))
    return titles.replace("\x00", ""), bodies.replace("\x00", "")


def _all_else_any(words: list[str], all_of: str, any_of: str, ask: Callable[[str], list[int]]) -> list[int]:
    """Ask for all words; where that finds too few, fill up with what holds some of them."""
    found = ask(all_of.join(words)) if words else []
    if words and len(found) < FIRST:
        found += [key for key in ask(any_of.join(words)) if key not in found]
    return found
