"""Parts of a question like *kraj:PL* or *licence:"CC BY"*, turned into values that documents have."""

import functools
from collections.abc import Sequence
from dataclasses import replace
from re import compile as pattern

import tantivy
from tantivy import Occur, Query

from plon.search import index
from plon.search.documents import KINDS
from plon.search.matching import silent
from plon.search.questions import KIND, Question, Wish
from plon.search.registry import vocabularies
from plon.texts import fold

# What people call the kinds, folded, by their beginnings in Polish and English.
_KINDS = {
    "rezultat": "result", "result": "result",
    "projekt": "project", "project": "project",
    "organi": "organisation",
    "strona": "page", "strony": "page", "page": "page", "przewodnik": "page", "guide": "page",
    "kolekcj": "collection", "collection": "collection",
    "aktualnos": "article", "news": "article",
    "wydarzen": "event", "szkoleni": "event", "event": "event", "training": "event",
}  # fmt: skip

_VERSION = pattern(r"[-_ ]?v?\d")
MOST_VALUES = 400
FEW = 16


def one_of(name: str, values: Sequence[str]) -> Query:
    """Return the query for documents with any of `values` in the facet `name`."""
    schema = index.schema()
    if len(values) == 1:
        return silent(Query.term_query(schema, name, values[0]))
    if len(values) <= FEW:
        # A set of terms is read whole before it is joined with the rest: two to three times slower for a few values.
        each = [(Occur.Should, Query.term_query(schema, name, value)) for value in values]
        return silent(Query.boolean_query(each))
    return silent(Query.term_set_query(schema, name, list(values)))


def grant(searcher: tantivy.Searcher, question: Question) -> tuple[Question, list[tuple[Query, bool]]]:
    """Return the question without its wishes, and what they ask for, each with whether it is excluded.

    A wish for something no document has is taken as words: it is rather a title with a colon in it.
    """
    granted: list[tuple[Query, bool]] = []
    words: list[str] = []
    for wish in question.wishes:
        values = _values(searcher, wish)
        if values:
            granted.append((one_of(wish.name, values), wish.is_excluded))
        elif not wish.is_excluded:
            words.extend(wish.words)
    if not words:
        return question, granted
    return replace(question, words=tuple(dict.fromkeys((*question.words, *words)))), granted


def _values(searcher: tantivy.Searcher, wish: Wish) -> list[str]:
    if wish.name == KIND:
        return [kind for asked in wish.values for kind in _kinds(asked)]
    known = [value for value, _ in searcher.terms_with_prefix(wish.name, "", limit=MOST_VALUES)]
    found = dict.fromkeys(value for asked in wish.values for value in _meant(wish.name, asked, known))
    return list(found)


def _kinds(asked: str) -> list[str]:
    folded = fold(asked)
    return [folded] if folded in KINDS else [kind for begin, kind in _KINDS.items() if folded.startswith(begin)][:1]


def _meant(facet: str, asked: str, known: Sequence[str]) -> list[str]:
    """Return the values that `asked` names: a code, a code without its version, or a name in any language."""
    wanted = _bare(asked)
    same = [value for value in known if _bare(value) == wanted]
    if same:
        return same
    named = [value for value in known if wanted in _names(facet).get(value, ())]
    if named:
        return named
    begun = [value for value in known if _bare(value).startswith(wanted)]
    versions = [value for value in begun if _VERSION.match(value[len(asked) :])]
    if versions or begun:
        return versions or begun
    return [value for value in known if any(name.startswith(wanted) for name in _names(facet).get(value, ()))]


def _bare(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


@functools.cache
def _names(facet: str) -> dict[str, frozenset[str]]:
    """By code of the facet: its folded names in all languages."""
    for vocabulary in vocabularies():
        if vocabulary.facet == facet:
            return {term.code: frozenset(map(_bare, term.names.values())) for term in vocabulary.terms()}
    return {}
