"""The words of the documents beside the index: what a mistyped word may mean, how a beginning may go on.

A small index of words and of short phrases from titles, each with how often it occurs and how it is written
(with its accents). It is counted while the index is built, on a sample when there is much, and grows with the
words of changed documents. It lies on disk: the process that asks keeps nothing of it in memory.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from plon.search.analysis import STOP_WORDS, words_of
from plon.search.documents import IndexDocument
from plon.texts import fold

# All documents are counted up to here, then every tenth.
ALL_OF = 20_000
EVERY = 10

# Some 60 MB in each process that builds the index.
MOST_COUNTED = 250_000
MOST_KEPT = 200_000
LONGEST_PHRASE = 3
EDGES = 12
_MEMORY = 32_000_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of the documents: folded, as written, its language, and in how many documents it was seen."""

    folded: str
    written: str
    language: str
    count: int


Counted = defaultdict[str, Counter[str]]


@dataclass(slots=True)
class Counting:
    """Counts the words of documents as they pass by.

    Args:
        seen: how many documents passed, here and before.
        words: in how many documents each was, by language, as written.
        phrases: the same of the titles' phrases.
    """

    seen: int = 0
    words: Counted = field(default_factory=lambda: defaultdict(Counter))
    phrases: Counted = field(default_factory=lambda: defaultdict(Counter))

    def take(self, document: IndexDocument) -> None:
        self.seen += 1
        if self.seen > ALL_OF and self.seen % EVERY:
            return
        for text in document.texts:
            title = words_of(text.title)
            in_text = {*title, *words_of(text.body)}
            self.words[text.language].update([word for word in in_text if len(word) > 2 and not word.isdigit()])
            self.phrases[text.language].update(_phrases(title))
        self._keep_in_bounds()

    def add(self, other: "Counting") -> None:
        """Add what was counted apart, of other documents."""
        self.seen = max(self.seen, other.seen)
        for mine, theirs in ((self.words, other.words), (self.phrases, other.phrases)):
            for language, counter in theirs.items():
                mine[language].update(counter)
        self._keep_in_bounds()

    def _keep_in_bounds(self) -> None:
        for counted in (self.words, self.phrases):
            if sum(map(len, counted.values())) > MOST_COUNTED:
                _prune(counted)

    def entries(self) -> list[Word]:
        enough = 1 if self.seen < ALL_OF else 2
        entries = [*_gather(self.words, enough), *_gather(self.phrases, max(enough, 2))]
        return sorted(entries, key=lambda entry: -entry.count)[:MOST_KEPT]


def _prune(counted: Counted) -> None:
    """Forget the rarest, as often as needed to have room again."""
    least = 1
    while sum(map(len, counted.values())) > MOST_COUNTED // 2:
        for language, counter in counted.items():
            counted[language] = Counter({word: count for word, count in counter.items() if count > least})
        least *= 2


def _phrases(words: Sequence[str]) -> set[str]:
    ends = [at for at, word in enumerate(words) if _says_something(word)]
    return {" ".join(words[first : last + 1]) for first in ends for last in ends if 0 < last - first < LONGEST_PHRASE}


def _says_something(word: str) -> bool:
    return len(word) > 2 and not word.isdigit() and word.lower() not in STOP_WORDS


def _gather(counted: Counted, enough: int) -> list[Word]:
    """Join what differs only in writing: the commonest writing stands for all, small letters before capitals."""
    writings: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for language, counter in counted.items():
        for written, count in counter.items():
            writings[fold(written)].append((count, language, written))
    words = []
    for folded, ways in writings.items():
        total = sum(count for count, _, _ in ways)
        if total < enough:
            continue
        small = [way for way in ways if way[2].islower()]
        use = small if small and 3 * sum(count for count, _, _ in small) >= total else ways
        _, language, written = max(use)
        words.append(
            Word(folded, written.lower() if written.isupper() and len(written) > 5 else written, language, total)
        )
    return words


@functools.cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("whole", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("written", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", stored=False, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("edges", stored=False, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("count", stored=True, fast=True)
    return builder.build()


def _document(word: Word) -> tantivy.Document:
    tokens = word.folded.split()
    edges = {token[:length] for token in tokens for length in range(1, min(len(token), EDGES) + 1)}
    firsts = {f"^{tokens[0][:length]}" for length in range(1, min(len(tokens[0]), EDGES) + 1)}
    values: dict[str, Any] = {
        "whole": word.folded,
        "written": word.written,
        "language": word.language,
        "tokens": word.folded,
        "edges": " ".join(edges | firsts),
        "count": word.count,
    }
    return tantivy.Document.from_dict(values, _schema())


def write(path: Path, counting: Counting) -> None:
    """Write what was counted into the empty folder `path`."""
    path.mkdir()
    _add(tantivy.Index(_schema(), path=str(path)), counting.entries())


def grow(path: Path, documents: Iterable[IndexDocument]) -> None:
    """Add the words of changed documents that are not known yet."""
    counting = Counting()
    for document in documents:
        counting.take(document)
    index = tantivy.Index(_schema(), path=str(path))
    searcher = index.searcher()
    entries = [entry for entry in counting.entries() if not searcher.doc_freq("whole", entry.folded)]
    if entries:
        _add(index, entries)


def _add(index: tantivy.Index, entries: Iterable[Word]) -> None:
    writer = index.writer(heap_size=_MEMORY, num_threads=1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def near(searcher: tantivy.Searcher, folded: str, *, count: int = 12) -> list[tuple[int, Word]]:
    """Return words that `folded` may be a typing error of, with how many strokes lie between, the likeliest first."""
    if len(folded) < 3 or folded.isdigit():
        return []
    distance = 1 if len(folded) < 6 else 2
    query = Query.fuzzy_term_query(_schema(), "whole", folded, distance=distance, transposition_cost_one=True)
    found = searcher.search(query, limit=60, count=False, order_by_field="count", order=Order.Desc)
    words = [_word(searcher, address) for _, address in found.hits]
    ranked = [
        (strokes(folded, word.folded), word) for word in words if " " not in word.folded and word.folded != folded
    ]
    # The first letter is seldom mistyped.
    ranked.sort(key=lambda pair: (pair[0], pair[1].folded[0] != folded[0], -pair[1].count))
    return ranked[:count]


def beginning(
    searcher: tantivy.Searcher, tokens: Sequence[str], *, is_first: bool = False, count: int = 12
) -> list[Word]:
    """Return the commonest words and phrases that hold all `tokens`, the last of which may be unfinished.

    Args:
        searcher: of the vocabulary.
        tokens: folded.
        is_first: the unfinished token must begin the whole.
        count: at most so many.
    """
    last = tokens[-1][:EDGES]
    mark = "^" if is_first and len(tokens) == 1 else ""
    parts = [(Occur.Must, Query.term_query(_schema(), "edges", mark + last))]
    parts += [(Occur.Must, Query.term_query(_schema(), "tokens", token)) for token in tokens[:-1]]
    query = Query.boolean_query(parts)
    found = searcher.search(query, limit=count, count=False, order_by_field="count", order=Order.Desc)
    words = [_word(searcher, address) for _, address in found.hits]
    return [word for word in words if any(each.startswith(tokens[-1]) for each in word.folded.split())]


def _word(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Word:
    found: Any = searcher.doc(address)
    return Word(
        found.get_first("whole"), found.get_first("written"), found.get_first("language"), found.get_first("count")
    )


def strokes(one: str, other: str) -> int:
    """Count the strokes between two words: letters put in, left out, changed, or two exchanged."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
