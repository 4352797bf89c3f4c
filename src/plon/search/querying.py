"""Ask the index: words, filters, counts."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from plon.search import index
from plon.search.analysis import form, question_lemmas
from plon.search.documents import FACETS
from plon.search.questions import Question, understand
from plon.texts import best_language

SORTS = ("relevance", "newest", "title")

# Nobody pages further; deep pages cost the engine without helping anyone.
FURTHEST = 10_000
MOST_VALUES = 50

_BOOSTS = {"title_form": 6.0, "title_lemma": 4.0, "body_form": 1.3, "body_lemma": 1.0}


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    key: int
    public_id: str
    title: str
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of the question that was also asked for as `term` of another language."""

    word: str
    language: str
    term: str


@dataclass(frozen=True, slots=True)
class Page:
    """What was found.

    Args:
        facets: counts by facet. A facet's own chosen values do not narrow its counts (they are joined by
            "or"), those of all others do. "kind" is counted too when asked for.
        is_relaxed: nothing held all the words as typed; these are the nearest.
        suggestion: "did you mean": the question in words that are found, "" if there is nothing better.
        translations: words of other languages that were asked for too, and found something.
        built_at: when the index was last built whole.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    number: int = 1
    size: int = 20
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    is_relaxed: bool = False
    suggestion: str = ""
    translations: tuple[Translation, ...] = ()
    built_at: datetime.datetime | None = None

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.total, FURTHEST) // self.size))


def search(
    words: str = "",
    *,
    language: str,
    kind: str = "",
    filters: Mapping[str, Sequence[str]] | None = None,
    page: int = 1,
    size: int = 20,
    sort: str = "",
    facets: Sequence[str] = FACETS,
) -> Page:
    """Find what is public. Whatever the question, there is an answer and never an error.

    Args:
        words: as typed, with "phrases" and -excluded words.
        language: the reader's; words are taken in its grammar (and in English and Polish).
        kind: "result", "project", "organisation" or "" for all.
        filters: chosen values per facet; values of one facet are alternatives, facets combine.
        page: from 1; beyond the end it is the last page.
        size: hits per page, 1 to 100.
        sort: one of `SORTS`; by default relevance with words and newest without.
        facets: which counts to give.
    """
    searcher = index.searcher()
    size = min(max(size, 1), 100)
    if searcher is None:
        return Page(size=size)
    question = understand(words)
    chosen = _clean(filters or {})
    matching = _matching(question, language, is_relaxed=False)
    is_relaxed = False
    narrowed = _narrow(matching, kind, chosen)
    if question.words and not _any(searcher, narrowed):
        nearest = _matching(question, language, is_relaxed=True)
        candidate = _narrow(nearest, kind, chosen)
        if _any(searcher, candidate):
            matching, narrowed, is_relaxed = nearest, candidate, True
    found, number = _fetch(searcher, narrowed, page, size, sort, language, has_words=not question.is_empty)
    return Page(
        hits=tuple(_hit(searcher, score, address, language) for score, address in found.hits),
        total=int(found.count),
        number=number,
        size=size,
        facets=_count(searcher, matching, kind, chosen, facets),
        is_relaxed=is_relaxed,
        built_at=index.built_at(),
    )


def _any(searcher: tantivy.Searcher, query: Query) -> bool:
    return bool(searcher.search(query, limit=1, count=False).hits)


def _clean(filters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        name: list(dict.fromkeys(value[:100] for value in values if value))[:MOST_VALUES]
        for name, values in filters.items()
        if name in FACETS and any(values)
    }


def _matching(question: Question, language: str, *, is_relaxed: bool) -> Query:
    parts = [(Occur.Must, _word(word, language, is_relaxed=is_relaxed)) for word in question.words]
    parts += [(Occur.Should, _word(word, language, is_relaxed=False)) for word in question.optional]
    parts += [(Occur.Must, _phrase(phrase)) for phrase in question.phrases]
    parts += [(Occur.MustNot, _word(word, language, is_relaxed=False)) for word in question.excluded]
    if len(question.words) > 1 and not is_relaxed:
        # Words that stand together as typed (a title, a project number) come first.
        parts.append((Occur.Should, Query.boost_query(_phrase(question.words), 3.0)))
    if not (question.words or question.phrases):
        parts.append((Occur.Must, Query.all_query()))
    return Query.boolean_query(parts)


def _word(word: str, language: str, *, is_relaxed: bool) -> Query:
    schema, written = index.schema(), form(word)
    ways = [
        Query.boost_query(Query.term_query(schema, name, term), _BOOSTS[name])
        for name in index.WORD_FIELDS
        for term in ([written] if name.endswith("form") else question_lemmas(word, language))
    ]
    if is_relaxed and len(written) >= 3:
        distance = 0 if len(written) < 4 else 1 if len(written) < 8 else 2
        ways += [
            Query.boost_query(
                Query.fuzzy_term_query(schema, name, written, distance=distance, prefix=True),
                _BOOSTS[name] / 4,
            )
            for name in ("title_form", "body_form")
        ]
    return Query.disjunction_max_query(ways, tie_breaker=0.1)


def _phrase(words: Sequence[str]) -> Query:
    schema, written = index.schema(), [form(word) for word in words]
    return Query.disjunction_max_query(
        [
            Query.boost_query(
                Query.term_query(schema, name, written[0])
                if len(written) == 1
                else Query.phrase_query(schema, name, list(written)),
                _BOOSTS[name],
            )
            for name in ("title_form", "body_form")
        ]
    )


def _narrow(matching: Query, kind: str, chosen: Mapping[str, Sequence[str]], without: str = "") -> Query:
    schema = index.schema()
    parts = [(Occur.Must, matching)]
    if kind:
        parts.append((Occur.Must, _silent(Query.term_query(schema, "kind", kind))))
    for name, values in chosen.items():
        if name != without:
            parts.append((Occur.Must, _silent(Query.term_set_query(schema, name, list(values)))))
    return Query.boolean_query(parts)


def _silent(query: Query) -> Query:
    """Filters choose; they do not rank."""
    return Query.const_score_query(query, 0.0)


def _fetch(
    searcher: tantivy.Searcher,
    query: Query,
    page: int,
    size: int,
    sort: str,
    language: str,
    *,
    has_words: bool,
) -> tuple[Any, int]:
    order: dict[str, Any] = {}
    if sort == "title":
        order = {"order_by_field": f"sort_title_{language if language == 'pl' else 'en'}", "order": Order.Asc}
    elif sort == "newest" or not has_words:
        order = {"order_by_field": "appeared", "order": Order.Desc}
    last = max(1, FURTHEST // size)
    number = min(max(page, 1), last)
    # The engine's type stubs do not know `count`.
    found: Any = searcher.search(query, limit=size, offset=(number - 1) * size, **order)
    if number > 1 and not found.hits and found.count:
        number = min(last, -(-int(found.count) // size))
        found = searcher.search(query, limit=size, offset=(number - 1) * size, **order)
    return found, number if found.count else 1


def _hit(searcher: tantivy.Searcher, score: object, address: tantivy.DocAddress, language: str) -> Hit:
    document: Any = searcher.doc(address)
    titles: dict[str, str] = json.loads(document.get_first("titles") or "{}")
    shown = best_language(titles, language) or ""
    return Hit(
        kind=document.get_first("kind"),
        key=document.get_first("key"),
        public_id=document.get_first("public_id"),
        title=titles.get(shown, ""),
        language=shown,
        score=float(score) if isinstance(score, float) else 0.0,
    )


def _count(
    searcher: tantivy.Searcher,
    matching: Query,
    kind: str,
    chosen: Mapping[str, Sequence[str]],
    wanted: Sequence[str],
) -> dict[str, tuple[FacetCount, ...]]:
    """Count each facet under the filters of all the others."""
    own = {*chosen, *(["kind"] if kind else [])}
    free = [name for name in wanted if name not in own]
    groups = [(name, [name]) for name in wanted if name in own]
    if free:
        groups.append(("", free))
    counts: dict[str, tuple[FacetCount, ...]] = {}
    for without, names in groups:
        query = _narrow(matching, "" if without == "kind" else kind, chosen, without)
        asked = {name: {"terms": {"field": name, "size": 300}} for name in names}
        for name, answer in searcher.aggregate(query, asked).items():
            counts[name] = tuple(
                FacetCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer["buckets"]
            )
    return {name: counts.get(name, ()) for name in wanted}
