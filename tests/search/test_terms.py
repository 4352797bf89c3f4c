"""The table of terms: looked through for slips of those who extend it."""

import tomllib
from importlib import resources

from plon.search.analysis import words_of
from plon.search.translating import LONGEST_TERM, concepts_in, significant

FILES = sorted(resources.files("plon.search").joinpath("data", "terms").iterdir(), key=lambda each: each.name)
CONCEPTS = [term for file in FILES for term in tomllib.loads(file.read_text("utf-8"))["term"]]


def test_every_concept_has_names_in_the_main_languages() -> None:
    assert len(CONCEPTS) > 200
    for concept in CONCEPTS:
        assert {"pl", "en", "de", "es", "fr", "it"} <= set(concept), concept


def test_names_are_short_and_clean() -> None:
    for concept in CONCEPTS:
        for language, names in concept.items():
            assert len(language) == 2
            assert len(set(names)) == len(names), concept
            for name in names:
                assert name == " ".join(name.split()), name
                assert 1 <= len(significant(name)) <= LONGEST_TERM, name


def test_no_concept_stands_twice() -> None:
    seen: dict[tuple[str, str], object] = {}
    for concept in CONCEPTS:
        first = ("pl", concept["pl"][0])
        assert first not in seen, first
        seen[first] = concept


def test_the_longest_term_wins() -> None:
    found = concepts_in(words_of("nasze zmiany klimatu w szkole"), "pl")
    assert [(each.begin, each.end) for each in found] == [(1, 3), (4, 5)]
    assert {"Klimawandel", "climate change"} <= {name.written for name in found[0].names}


def test_questions_of_any_language_are_read() -> None:
    (found,) = concepts_in(["Klimawandel"], "pl")
    assert "zmiana klimatu" in {name.written for name in found.names}
    assert concepts_in(["hippopotamus"], "en") == []
