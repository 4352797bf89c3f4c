"""Things like a thing: those that share its words and facets, the likest first."""

from collections.abc import Mapping, Sequence

from tantivy import Occur, Query

from plon.search import index
from plon.search.analysis import form, question_lemmas
from plon.search.documents import FACETS

# A shared word of the title says more than one somewhere in the text.
_TITLE, _BODY = 3.0, 1.0


def alike(
    words: Sequence[str],
    facets: Mapping[str, Sequence[str]],
    *,
    kind: str,
    key: int,
    language: str,
    weights: Mapping[str, float] | None = None,
    size: int = 12,
) -> list[int]:
    """Return the keys of things of `kind` that share words or facets with the thing `key`; one question to the engine.

    Args:
        words: of the thing, in its own language; a dozen is plenty.
        facets: its values of some of `FACETS`.
        kind: of the thing and of what is wanted.
        key: the thing itself, which is left out.
        language: of the words.
        weights: what a shared value of a facet counts; a word of the title counts 3.0. Facets without a weight only
            order what something else has found.
        size: how many.
    """
    searcher = index.searcher()
    if searcher is None:
        return []
    schema, weights = index.schema(), weights or {}
    found = [_word(word, language) for word in words]
    ordering: list[Query] = []
    for name, values in facets.items():
        given = [value for value in values if value]
        if name in FACETS and given:
            shared = Query.const_score_query(Query.term_set_query(schema, name, given), weights.get(name, 0.5))
            (found if name in weights else ordering).append(shared)
    if not found:
        return []
    itself = Query.term_query(schema, "id", index.identity(kind, key))
    parts = [
        (Occur.Must, Query.const_score_query(Query.term_query(schema, "kind", kind), 0.0)),
        (Occur.Must, Query.boolean_query([(Occur.Should, query) for query in found])),
        *((Occur.Should, query) for query in ordering),
        (Occur.MustNot, itself),
    ]
    hits = searcher.search(Query.boolean_query(parts), limit=size, count=False).hits
    return [int(searcher.doc(address).get_first("key") or 0) for _score, address in hits]


def _word(word: str, language: str) -> Query:
    schema = index.schema()
    ways = [
        Query.boost_query(Query.term_query(schema, field, term), weight)
        for field, weight in (("title", _TITLE), ("body", _BODY))
        for term in dict.fromkeys((form(word), *question_lemmas(word, language)))
    ]
    return Query.disjunction_max_query(ways)
