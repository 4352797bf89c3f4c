"""Ask the index: words, filters, counts."""

import datetime
import functools
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from plon.search import columns, index
from plon.search.correcting import corrected
from plon.search.documents import FACETS
from plon.search.matching import Asked, Leniency, Matcher, narrowed
from plon.search.questions import KIND, LONGEST_QUESTION, understand
from plon.search.remembering import Remembered
from plon.search.together import Begun
from plon.search.wishes import grant, one_of
from plon.texts import best_language

# Stands among counted facets for the kinds of what the words find without filters.
KINDS = "kinds"

SORTS = ("relevance", "newest", "title")

# Nobody pages further; deep pages cost the engine without helping anyone.
FURTHEST = 10_000
MOST_VALUES = 50

# A facet with more values than that is no filter.
MOST_COUNTED = 300

# Far more than the documents of a column have; the engine wants a bound.
MOST_COMBINATIONS = 20_000

# Fewer documents that hold a part of the words are filled up with those that hold any telling word.
ENOUGH = 10

# So few hits may come from a typing error that somebody else made too.
FEW = 3


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
        kinds: how many of each kind the words alone find, if that was asked for.
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
    kinds: Mapping[str, int] = field(default_factory=dict)
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
    kinds: bool = False,
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
        kinds: whether to tell how many of each kind the words find, whatever the filters.
    """
    size = min(max(size, 1), 100)
    state = index.state()
    if state is None:
        return Page(size=size)
    chosen = _clean(filters or {})
    asking = Asking(state, words[:LONGEST_QUESTION], language, kind, chosen)
    found = asking.answer(page, size, sort, Wanted(tuple(facets), kinds))
    if kinds and not found.kinds and (kind or chosen):
        # Nothing holds the words as they were typed: what is nearest without filters is another question.
        return replace(found, kinds=search(words, language=language, size=1, facets=(), kinds=True).kinds)
    return found


def facets_in_use() -> frozenset[str]:
    """Return the facets that any document has a value of; the others are no filters."""
    state = index.state()
    if state is None:
        return frozenset()
    searcher = state.searcher

    def work_out(names: Sequence[str]) -> dict[str, Sequence[object]]:
        return {name: searcher.terms_with_prefix(name, "", limit=1) for name in names}

    first = _first_values.get(index.root(), FACETS, state.generation, work_out)
    return frozenset(name for name, values in first.items() if values)


_first_values: Remembered[Sequence[object]] = Remembered()

Count = tuple[FacetCount, ...]
Counts = Mapping[str, Count]

_counts: Remembered[Count] = Remembered()

# Of the whole catalogue, by kind: most visits begin there, and each filter is counted against it.
_whole_counts: Remembered[Count] = Remembered()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is counted of what is found."""

    facets: tuple[str, ...]
    kinds: bool


class Asking:
    """One question, asked of one state of the index as seldom as possible."""

    def __init__(
        self,
        state: index.State,
        text: str,
        language: str,
        kind: str,
        chosen: Mapping[str, Sequence[str]],
    ) -> None:
        self._state = state
        self._searcher = searcher = state.searcher
        self._text = text
        self._language = language
        self._question, wished = grant(searcher, understand(text))
        self._wished = [(Occur.MustNot if is_excluded else Occur.Must, query) for query, is_excluded in wished]
        self._matcher = Matcher(searcher, self._question, language)
        self._strict = self._matcher.ask(Leniency.EXACT)
        self._kind = kind
        self._chosen = tuple((name, tuple(sorted(values))) for name, values in sorted(chosen.items()))
        self._filters = {name: (Occur.Must, one_of(name, values)) for name, values in chosen.items()}
        if kind:
            self._filters[KIND] = (Occur.Must, one_of(KIND, [kind]))

    def answer(self, page: int, size: int, sort: str, wanted: Wanted) -> Page:
        with self._begin_counting(self._strict, Leniency.EXACT, wanted) as counting:
            asked, found, number, leniency = self._ask(page, size, sort)
            counted = counting.results() if leniency is Leniency.EXACT else []
        if leniency is not Leniency.EXACT:
            with self._begin_counting(asked, leniency, wanted) as counting:
                counted = counting.results()
        counts = {name: count for some in counted for name, count in some.items()}
        total = int(found.count)
        suggestion = ""
        if self._question.words and (leniency is not Leniency.EXACT or total <= FEW):
            suggestion = corrected(
                self._text, self._matcher, self._question, total if leniency is Leniency.EXACT else 0
            )
        return Page(
            hits=tuple(_hit(self._searcher, score, address, self._language) for score, address in found.hits),
            total=total,
            number=number,
            size=size,
            facets={name: counts[name] for name in wanted.facets},
            kinds={each.value: each.count for each in counts.get(KINDS, ())},
            is_relaxed=leniency is not Leniency.EXACT,
            suggestion=suggestion,
            translations=tuple(
                Translation(word, name.language, name.written) for word, name in dict.fromkeys(asked.translated)
            )
            if total
            else (),
            built_at=self._state.built_at,
        )

    def _ask(self, page: int, size: int, sort: str) -> tuple[Asked, Any, int, Leniency]:
        """Ask as strictly as anything is found."""
        strict = self._strict
        found, number = self._fetch(strict, page, size, sort)
        if found.count or not self._question.words:
            return strict, found, number, Leniency.EXACT
        best = strict, found, number, Leniency.EXACT
        for leniency in (Leniency.FORGIVING, Leniency.GUESSING, Leniency.PARTLY, Leniency.ANY):
            if leniency is Leniency.FORGIVING and not self._matcher.unknown:
                continue
            asked = self._matcher.ask(leniency)
            nearest, reached = self._fetch(asked, page, size, sort)
            if nearest.count > best[1].count:
                best = asked, nearest, reached, leniency
            if best[1].count >= (ENOUGH if leniency is Leniency.PARTLY else 1):
                break
        return best

    def _narrowing(self, without: Collection[str] = ()) -> list[tuple[Occur, Query]]:
        return [*self._wished, *(each for name, each in self._filters.items() if name not in without)]

    def _fetch(self, asked: Asked, page: int, size: int, sort: str) -> tuple[Any, int]:
        order: dict[str, Any] = {"weight_by_field": "weight"}
        if sort == "title":
            sorted_by = f"sort_title_{self._language if self._language == 'pl' else 'en'}"
            order = {"order_by_field": sorted_by, "order": Order.Asc}
        elif sort == "newest" or self._question.is_empty:
            order = {"order_by_field": "appeared", "order": Order.Desc}
        is_ranked = "weight_by_field" in order
        query = asked.ranked(self._narrowing()) if is_ranked else narrowed(asked.found, self._narrowing())
        last = max(1, FURTHEST // size)
        number = min(max(page, 1), last)
        # The engine's type stubs do not know `count`.
        found: Any = self._searcher.search(query, limit=size, offset=(number - 1) * size, **order)
        if number > 1 and not found.hits and found.count:
            number = min(last, -(-int(found.count) // size))
            found = self._searcher.search(query, limit=size, offset=(number - 1) * size, **order)
        return found, number if found.count else 1

    def _begin_counting(self, asked: Asked, leniency: Leniency, wanted: Wanted) -> Begun[Counts]:
        """Count each facet under the filters of all the others; those without a filter of their own in one go."""
        works: list[Callable[[], Counts]] = [
            functools.partial(self._counted, asked, leniency, [name], {name})
            for name in wanted.facets
            if name in self._filters
        ]
        if free := [name for name in wanted.facets if name not in self._filters]:
            works.append(functools.partial(self._counted, asked, leniency, free))
        if wanted.kinds:
            works.append(functools.partial(self._kinds, asked, leniency))
        return Begun(works)

    def _kinds(self, asked: Asked, leniency: Leniency) -> Counts:
        """Count the kinds of what the words find without filters; nothing if only a laxer question finds something."""
        found = self._counted(self._strict, Leniency.EXACT, [KIND], {KIND, *self._filters})[KIND]
        if not found and not self._filters:
            found = self._counted(asked, leniency, [KIND])[KIND]
        return {KINDS: found}

    def _counted(
        self, asked: Asked, leniency: Leniency, names: Sequence[str], without: Collection[str] = ()
    ) -> dict[str, Count]:
        """Count facets of what is found when the filters `without` are taken away."""
        kind = "" if KIND in without else self._kind
        others = tuple(each for each in self._chosen if each[0] not in without)
        is_whole = self._question.is_empty and not (self._wished or others)
        question: Hashable = (kind,) if is_whole else (kind, others, self._text, self._language, leniency)

        def work_out(missing: Sequence[str]) -> Counts:
            query = narrowed(asked.found, self._narrowing(without))
            return _aggregated(self._searcher, query, missing)

        kept = _whole_counts if is_whole else _counts
        return kept.get((index.root(), question), names, self._state.generation, work_out)


def _aggregated(searcher: tantivy.Searcher, query: Query, names: Sequence[str]) -> Counts:
    asked = columns.request([name for name in names if name != KIND], MOST_COMBINATIONS)
    if KIND in names:
        asked[KIND] = {"terms": {"field": KIND}}
    found = searcher.aggregate(query, asked)

    def held(column: str) -> Iterator[tuple[str, int]]:
        return ((bucket["key"], int(bucket["doc_count"])) for bucket in found[column]["buckets"])

    def count(name: str) -> Count:
        of_all = chain.from_iterable(map(held, [KIND] if name == KIND else columns.columns_of(name)))
        return tuple(FacetCount(value, count) for value, count in columns.counted(of_all)[:MOST_COUNTED])

    return {name: count(name) for name in names}


def _clean(filters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        name: chosen
        for name, values in filters.items()
        if name in FACETS and (chosen := list(columns.clean(value[:100] for value in values)[:MOST_VALUES]))
    }


def _hit(searcher: tantivy.Searcher, score: object, address: tantivy.DocAddress, language: str) -> Hit:
    document: Any = searcher.doc(address)
    titles = index.unpack(document.get_first("titles") or "")
    shown = best_language(titles, language) or ""
    return Hit(
        kind=document.get_first("kind"),
        key=document.get_first("key"),
        public_id=document.get_first("public_id"),
        title=titles.get(shown, ""),
        language=shown,
        score=float(score) if isinstance(score, float) else 0.0,
    )
