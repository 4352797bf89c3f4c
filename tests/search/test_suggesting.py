"""What is offered while someone types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.search import index, registry, suggesting
from plon.search.documents import IndexDocument
from plon.search.registry import Term, Vocabulary
from plon.search.suggesting import Suggestion, suggest
from plon.search.vocabulary import Counting, strokes
from tests.search.conftest import Shelf


@pytest.fixture
def library(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    topics = Vocabulary("topic", lambda: [Term("env", {"en": "Environment", "pl": "Środowisko"})], is_translated=True)
    monkeypatch.setattr(registry, "_vocabularies", {"topic": topics})
    suggesting._names.cache_clear()
    for key, title, quality in [(1, "Edukacja ekologiczna", 0.2), (2, "Edukacja ekologiczna w lesie", 0.9),
                                (3, "Nasza edukacja", 1.0), (4, "Źródła rzek", 0.5)]:  # fmt: skip
        shelf.put(key, title, "Opis edukacji", language="pl", quality=quality)
    shelf.index()
    return shelf


def texts(typed: str, language: str = "pl", **rest: object) -> list[str]:
    return [each.text for each in suggest(typed, language=language, **rest)]  # type: ignore[arg-type]


def test_words_phrases_and_titles_from_a_beginning(library: Shelf) -> None:
    offered = suggest("eduk", language="pl")
    assert Suggestion("edukacji") in offered
    assert Suggestion("Edukacja ekologiczna") in offered
    titles = [(each.kind, each.public_id, each.key) for each in offered if each.kind]
    # Those that begin so come first, the better one before the other.
    assert titles == [("book", "b2", 2), ("book", "b1", 1), ("book", "b3", 3)]


def test_accents_are_optional_and_shown(library: Shelf) -> None:
    assert "Źródła" in texts("zrod")
    assert "Źródła rzek" in texts("ŹRÓDŁA RZ")


def test_values_of_filters_are_offered_by_their_name(library: Shelf) -> None:
    assert Suggestion("Środowisko", "topic", "env") in suggest("srodow", language="pl")
    assert Suggestion("Environment", "topic", "env") in suggest("envir", language="en")


def test_a_finished_word_is_taken_whole(library: Shelf) -> None:
    assert [each.key for each in suggest("nasza ", language="pl") if each.kind] == [3]
    assert [each.key for each in suggest("nasza ed", language="pl") if each.kind] == [3]
    assert [each.key for each in suggest("edukacja ekologicz", language="pl") if each.kind] == [2, 1]


def test_new_words_are_known_after_a_change(library: Shelf) -> None:
    library.put(5, "Hipopotam", language="pl")
    library.index()
    assert texts("hipo") == ["Hipopotam", "Hipopotam"]


def test_kind_and_count_narrow(library: Shelf) -> None:
    assert len(suggest("e", language="pl", count=2)) <= 2
    assert all(not each.kind for each in suggest("nasza", language="pl", kind="project"))


@pytest.mark.parametrize("typed", ["", "   ", "x" * 500, '"', "-", "\x00\ud800", "^", "¶", "a" * 79])
def test_nothing_is_an_error(library: Shelf, typed: str) -> None:
    assert suggest(typed, language="pl") == [] or typed.isalpha()


def test_no_index_offers_nothing(db: None) -> None:
    assert index.state() is None
    assert suggest("eduk", language="pl") == []


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_strokes_are_a_distance(one: str, other: str) -> None:
    assert strokes(one, other) == strokes(other, one)
    assert (strokes(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= strokes(one, other) <= max(len(one), len(other))


def test_the_commonest_writing_stands_for_a_word() -> None:
    from plon.search.documents import DocumentText

    counting = Counting()
    for key, body in enumerate(["Szkoła", "szkoła", "szkoła SZKOŁA", "Warszawa", "Warszawa"]):
        counting.take(IndexDocument("book", key, f"b{key}", (DocumentText("pl", "", body),)))
    assert {word.folded: word.written for word in counting.entries()} == {"szkola": "szkoła", "warszawa": "Warszawa"}
