"""What the search box offers while someone types: words and phrases, values of filters, titles."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import Occur, Query

from plon.search import index, vocabulary
from plon.search.analysis import form, words_of
from plon.search.documents import KINDS
from plon.search.registry import vocabularies
from plon.texts import best_language

# Nobody types a question longer than that and still wants it completed.
LONGEST = 80
MOST = 20

# The beginning of a title is likelier meant than a word in its middle.
_FIRST = 3.0
_LONGEST_EDGE = max(index.EDGES)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box.

    Args:
        text: as it is shown, and what to ask for.
        kind: of `KINDS`: the thing itself, found at `public_id` and `key`; the name of a facet ("topic",
            "category"): the value `public_id` of that filter; "": words to search for.
        public_id: what stands in its address, or the value of the filter.
        key: the row's id in the database; 0 if it is no row.
    """

    text: str
    kind: str = ""
    public_id: str = ""
    key: int = 0


def suggest(text: str, *, language: str, kind: str = "", count: int = 8) -> list[Suggestion]:
    """Return what `text`, typed so far, may become; never an error, often nothing.

    Words come first (up to half), then values of filters, then titles, the best documents first.

    Args:
        text: as typed; its last word may be unfinished.
        language: the reader's; titles are shown in it where there are any.
        kind: one of `KINDS` to be offered only these things (and words).
        count: at most so many.
    """
    state, words = index.state(), index.vocabulary_searcher()
    count = min(max(count, 0), MOST)
    if state is None or not count or len(text) > LONGEST:
        return []
    tokens = [form(word) for word in words_of(text)]
    if not tokens:
        return []
    if text[-1:].isspace():
        # The last word is finished.
        tokens.append("")
    values = list(_values(tokens, language))[: max(1, count // 4)]
    begun = _words(words, tokens, text, language) if words else ()
    # The vocabulary only grows; words of documents that were withdrawn are not offered.
    living = (each for each in begun if all(state.searcher.doc_freq("words", form(w)) for w in words_of(each.text)))
    found = list(itertools.islice(living, max(1, count // 2)))
    rest = count - len(found) - len(values)
    titles = list(_titles(state.searcher, tokens, language, kind, rest)) if rest > 0 else []
    unique = {(each.kind, each.text.casefold()): each for each in (*found, *values, *titles)}
    return list(unique.values())[:count]


def _words(searcher: tantivy.Searcher, tokens: Sequence[str], text: str, language: str) -> Iterator[Suggestion]:
    """Give words and phrases that begin so; if there is none, what was typed with its last word completed."""
    begun = [token for token in tokens if token]
    found = vocabulary.beginning(searcher, begun, is_first=len(begun) == 1, count=24)
    if not found and len(begun) > 1 and tokens[-1]:
        before = text[: text.rindex(words_of(text)[-1])]
        last = vocabulary.beginning(searcher, begun[-1:], is_first=True, count=12)
        for word in sorted(last, key=lambda word: word.language != language):
            if " " not in word.folded:
                yield Suggestion(f"{before}{word.written}")
        return
    # Words of the reader's language first, then the common ones.
    for word in sorted(found, key=lambda word: (word.language != language, -word.count)):
        if word.folded != " ".join(begun):
            yield Suggestion(word.written)


@functools.cache
def _names(language: str) -> tuple[tuple[tuple[str, ...], Suggestion], ...]:
    names = []
    for known in vocabularies():
        if known.is_translated:
            for term in known.terms():
                name = term.names.get(language) or term.names.get("en", "")
                tokens = tuple(form(word) for word in words_of(name))
                names.append((tokens, Suggestion(name, known.facet, term.code)))
    return tuple(names)


def _values(tokens: Sequence[str], language: str) -> Iterator[Suggestion]:
    begun = [token for token in tokens if token]
    if len("".join(begun)) < 2:
        return
    for words, suggestion in _names(language):
        if all(any(word.startswith(token) for word in words) for token in begun):
            yield suggestion


def _titles(
    searcher: tantivy.Searcher, tokens: Sequence[str], language: str, kind: str, count: int
) -> Iterator[Suggestion]:
    schema = index.schema()
    last = tokens[-1]
    narrow = [Query.term_query(schema, "kind", kind)] if kind in KINDS else []
    first = Query.term_query(schema, "edges", f"^{tokens[0][:_LONGEST_EDGE]}")
    held = [Query.term_query(schema, "title", token) for token in tokens[:-1]]
    if last:
        held.append(_begun(searcher, last))
    hits = []
    if len(tokens) == 1 and len(last) <= _LONGEST_EDGE:
        # Titles that begin so are enough most of the time, and few beside those that hold such a word anywhere.
        hits = _best(searcher, [first, *narrow], [], count)
    if len(hits) < count:
        hits = _best(searcher, [*held, *narrow], [Query.const_score_query(first, _FIRST)], count)
    for _, address in hits:
        document: Any = searcher.doc(address)
        titles = index.unpack(document.get_first("titles") or "")
        yield Suggestion(
            titles.get(best_language(titles, language) or "", ""),
            document.get_first("kind"),
            document.get_first("public_id"),
            document.get_first("key"),
        )


def _best(
    searcher: tantivy.Searcher, needed: Sequence[Query], liked: Sequence[Query], count: int
) -> list[tuple[Any, tantivy.DocAddress]]:
    """Return the best documents that answer all of `needed`."""
    # The constant 1 is what the weight of a document multiplies.
    query = Query.const_score_query(Query.boolean_query([(Occur.Must, each) for each in needed]), 1.0)
    if liked:
        query = Query.boolean_query([(Occur.Must, query), *((Occur.Should, each) for each in liked)])
    return searcher.search(query, limit=count, count=False, weight_by_field="weight").hits


def _begun(searcher: tantivy.Searcher, token: str) -> Query:
    """Return the query for titles with a word that begins with `token`."""
    schema = index.schema()
    if len(token) <= _LONGEST_EDGE:
        return Query.term_query(schema, "edges", token)
    terms = [term for term, _ in searcher.terms_with_prefix("title", token, limit=50)]
    return Query.term_set_query(schema, "title", terms or [token])
