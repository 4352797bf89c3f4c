"""What people call the values of the catalogue's filters: for questions, suggestions, and other languages' words."""

from collections.abc import Iterator
from functools import partial

from django.utils import translation

from plon.programme import fit, places
from plon.programme.codelists import codelist
from plon.search.documents import FACETS
from plon.search.registry import Term, Vocabulary, register_vocabulary
from plon.sustainability.enums import Word
from plon.texts import INTERFACE_LANGUAGES

_LISTS = {
    "field": "fields",
    "category": "result_categories",
    "topic": "topics",
    "group": "target_group_kinds",
    "key_action": "key_actions",
    "programme": "programmes",
    "licence": "licences",
}

# Words of the field, which a question may be translated with.
_TRANSLATED = frozenset({"topic", "field", "audience", "level"})


def register_vocabularies() -> None:
    """Name the values of every filter that has names."""
    for facet, name in _LISTS.items():
        _register(Vocabulary(facet, partial(_of_list, name), is_translated=facet in _TRANSLATED))
    for facet in ("audience", "level", "age", "time", "size", "language_level", "quality"):
        _register(Vocabulary(facet, partial(_of_fit, facet), is_translated=facet in _TRANSLATED))
    _register(Vocabulary("lasting", _durabilities))
    _register(Vocabulary("country", _countries))
    _register(Vocabulary("language", _languages))


def _register(vocabulary: Vocabulary) -> None:
    if vocabulary.facet in FACETS:
        register_vocabulary(vocabulary)


def _of_list(name: str) -> Iterator[Term]:
    return (Term(term.code, term.names) for term in codelist(name))


def _of_fit(facet: str) -> Iterator[Term]:
    for code in fit.fit_order(facet):
        yield Term(code, {language: fit.fit_label(facet, code, language) for language in INTERFACE_LANGUAGES})


def _durabilities() -> Iterator[Term]:
    for word in Word:
        names = {}
        for language in INTERFACE_LANGUAGES:
            with translation.override(language):
                names[language] = str(word.label)
        yield Term(word.value, names)


def _countries() -> Iterator[Term]:
    for code, _name in places.country_choices("en"):
        yield Term(code, {language: places.country_name(code, language) for language in INTERFACE_LANGUAGES})


def _languages() -> Iterator[Term]:
    for code, _name in places.language_choices("en"):
        yield Term(code, {language: places.language_name(code, language) for language in INTERFACE_LANGUAGES})
