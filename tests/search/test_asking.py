"""Fields in a question, words of other languages, guesses, ranking: what is found and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.search import registry
from plon.search.querying import Translation, search
from plon.search.questions import LONGEST_QUESTION, MOST_WORDS, understand
from plon.search.registry import Term, Vocabulary
from tests.search.conftest import Shelf


def found(words: str, language: str = "en", **rest: object) -> list[int]:
    return [hit.key for hit in search(words, language=language, **rest).hits]  # type: ignore[arg-type]


@pytest.fixture
def countries(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Vocabulary("country", lambda: [Term("PL", {"en": "Poland", "pl": "Polska"})])
    monkeypatch.setattr(registry, "_vocabularies", {"country": names})


def test_fields_in_polish_and_english(shelf: Shelf, countries: None) -> None:
    shelf.put(1, "Water", facets={"country": ("PL",), "year": ("2021",), "licence": ("CC-BY-4.0",)})
    shelf.put(2, "Water", facets={"country": ("DE",), "year": ("2021",), "licence": ("CC-BY-SA-4.0",)})
    shelf.put(3, "Poland", "a book on water", facets={"country": ("IT",), "year": ("2020",)})
    shelf.index()
    for asked in ("kraj:PL", "country:pl", "kraj:Polska", 'Kraj:"Poland"', "water country:PL", "-kraj:DE rok:2021"):
        assert found(asked) == [1], asked
    assert sorted(found("kraj:PL,DE")) == [1, 2]
    # A licence without its version is not the one that shares alike.
    assert found("licencja:CC-BY") == [1]
    assert found("tytuł:poland water") == [3]
    assert found("tytuł:water poland") == []
    assert sorted(found("title:water")) == [1, 2]
    # Unknown names and values are words.
    assert found("chapter:water kraj:Poland") == [1]
    assert found("kraj:Atlantis") == []
    page = search("water year:1850", language="en")
    assert (page.total, page.is_relaxed) == (3, True)


def test_numbers_stand_as_written(shelf: Shelf) -> None:
    shelf.put(1, "First", names="2021-1-PL01-KA220-SCH-000012345")
    shelf.put(2, "Second", "PL01 in 2021, one of KA220", names="SCH 1 000012345")
    shelf.index()
    assert found("numer:2021-1-PL01-KA220-SCH-000012345") == [1]
    assert found("2021-1-PL01-KA220-SCH-000012345")[0] == 1


def test_a_polish_question_finds_other_languages_and_says_so(shelf: Shelf) -> None:
    shelf.put(1, "Klimawandel im Unterricht", language="de")
    shelf.put(2, "Climate change for beginners")
    shelf.put(3, "Zmiany klimatu", language="pl")
    shelf.put(4, "Cambio climático", language="es")
    shelf.put(5, "Change of the weather")
    shelf.index()
    page = search("zmianach klimatu", language="pl")
    keys = [hit.key for hit in page.hits]
    assert keys[0] == 3
    assert sorted(keys) == [1, 2, 3, 4]
    assert Translation("zmianach klimatu", "de", "Klimawandel") in page.translations
    assert not page.is_relaxed
    assert sorted(found("Klimawandel", "pl")) == [1, 2, 3, 4]


def test_a_word_of_another_language_counts_only_in_its_language(shelf: Shelf) -> None:
    shelf.put(1, "Las bibliotecas", language="es")
    shelf.put(2, "The forest")
    shelf.index()
    assert found("forest") == [2]


def test_german_compounds_are_found_by_their_parts(shelf: Shelf, german: None) -> None:
    shelf.put(1, "Umweltbildungsprojekt", language="de")
    shelf.index()
    assert found("Projekt Umweltbildung") == [1]


def test_one_mistyped_word_among_three_does_not_lose_the_others(shelf: Shelf) -> None:
    shelf.put(1, "Nauczyciel przyrody w szkole", language="pl")
    shelf.put(2, "Nauczyciel muzyki w szkole", language="pl")
    shelf.index()
    page = search("nauczycel przyrody szkoła", language="pl")
    assert ([hit.key for hit in page.hits], page.is_relaxed) == ([1], True)
    assert page.suggestion == "Nauczyciel przyrody szkoła"
    # Words that stand in no document do not hide those that do.
    assert found("nauczyciel hipopotam muzyki", "pl")[0] == 2


def test_did_you_mean_keeps_the_rest_of_the_question_and_writes_accents(shelf: Shelf) -> None:
    for key in range(3):
        shelf.put(key + 1, "Książka o źródłach", "książka", language="pl", facets={"year": ("2021",)})
    shelf.index()
    assert search("ksiazkka rok:2021", language="pl").suggestion == "książka rok:2021"
    assert search("książka", language="pl").suggestion == ""
    assert search("xyzzyx", language="pl").suggestion == ""


def test_exact_title_then_title_then_body_then_files(shelf: Shelf) -> None:
    from plon.search.documents import DocumentText

    shelf.put(1, "Other", more_texts=(DocumentText("en", "", "", "the river runs through the text of a file"),))
    shelf.put(2, "Another", "about a river")
    shelf.put(3, "The long way down the river")
    shelf.put(4, "River")
    shelf.index()
    assert found("river") == [4, 3, 2, 1]


def test_quality_orders_equals_but_does_not_beat_relevance(shelf: Shelf) -> None:
    shelf.put(1, "Clean river", quality=0.1)
    shelf.put(2, "Clean river", quality=0.9)
    shelf.put(3, "Book", "clean river", quality=1.0)
    shelf.index()
    assert found("clean river") == [2, 1, 3]


def test_kinds_are_counted_without_their_own_filter(shelf: Shelf) -> None:
    shelf.put(1, "River")
    shelf.index()
    assert search("river", language="en", kind="film", facets=["kind"]).facets["kind"][0].value == "book"


def test_search_does_not_touch_the_database(shelf: Shelf, django_assert_num_queries: object) -> None:
    shelf.put(1, "River", facets={"year": ("2021",)})
    shelf.index()
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = search("rivr rzeka year:2021", language="pl", filters={"country": ["PL"]})
    assert page.built_at is not None


@given(st.text(max_size=800))
def test_any_text_is_understood_within_bounds(text: str) -> None:
    question = understand(text)
    assert len(question.words) <= MOST_WORDS
    assert set(question.optional).isdisjoint(question.words)
    assert sum(map(len, question.typed)) <= LONGEST_QUESTION + MOST_WORDS
    assert all(question.phrases)


@given(st.lists(st.sampled_from(['"', "-", "kraj:", "tytuł:", ":", "PL", "woda", ",", " ", "(", "AND"]), max_size=40))
def test_broken_operators_are_understood(parts: list[str]) -> None:
    question = understand("".join(parts))
    assert all(wish.values for wish in question.wishes)
    assert understand(" ".join(question.words)).words is not None
