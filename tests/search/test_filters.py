"""Filters and their counts."""

import pytest

from plon.search.querying import FacetCount, search
from tests.search.conftest import Shelf


@pytest.fixture
def library(shelf: Shelf) -> Shelf:
    for key, countries, year in [
        (1, ("PL", "ES"), "2023"),
        (2, ("PL",), "2024"),
        (3, ("ES",), "2024"),
        (4, ("IT",), "2024"),
    ]:
        shelf.put(key, f"Book {key}", facets={"country": countries, "year": (year,)}, appeared=key)
    shelf.index()
    return shelf


def counts(name: str, **filters: list[str]) -> dict[str, int]:
    page = search("book", language="en", filters=filters)
    return {count.value: count.count for count in page.facets[name]}


def test_counts_without_filters(library: Shelf) -> None:
    assert counts("country") == {"PL": 2, "ES": 2, "IT": 1}
    assert counts("year") == {"2023": 1, "2024": 3}


def test_filter_does_not_narrow_its_own_counts_but_all_others(library: Shelf) -> None:
    assert counts("country", country=["PL"]) == {"PL": 2, "ES": 2, "IT": 1}
    assert counts("year", country=["PL"]) == {"2023": 1, "2024": 1}


def test_values_of_one_facet_are_alternatives_and_facets_combine(library: Shelf) -> None:
    page = search("", language="en", filters={"country": ["PL", "IT"], "year": ["2024"]})
    assert sorted(hit.key for hit in page.hits) == [2, 4]
    assert counts("country", country=["PL", "IT"], year=["2024"]) == {"PL": 1, "ES": 1, "IT": 1}
    assert counts("year", country=["PL", "IT"], year=["2024"]) == {"2023": 1, "2024": 2}


def test_each_count_is_what_choosing_the_value_gives(library: Shelf) -> None:
    page = search("", language="en", filters={"year": ["2024"]})
    for value in page.facets["country"]:
        narrowed = search("", language="en", filters={"year": ["2024"], "country": [value.value]})
        assert narrowed.total == value.count


def test_unknown_facets_and_values_are_harmless(library: Shelf) -> None:
    assert search("", language="en", filters={"colour": ["red"]}).total == 4
    assert search("", language="en", filters={"country": ["XX'\x00" * 99]}).total == 0
    assert search("", language="en", filters={"country": [str(n) for n in range(500)]}).total == 0


def test_kind_narrows(library: Shelf) -> None:
    assert search("", language="en", kind="book").total == 4
    assert search("", language="en", kind="film").total == 0


def test_newest_first_without_words_and_pages(library: Shelf) -> None:
    assert [hit.key for hit in search("", language="en", size=3).hits] == [4, 3, 2]
    second = search("", language="en", size=3, page=2)
    assert ([hit.key for hit in second.hits], second.number, second.pages) == ([1], 2, 2)
    beyond = search("", language="en", size=3, page=10**9)
    assert ([hit.key for hit in beyond.hits], beyond.number) == ([1], 2)


def test_sort_by_title_follows_the_readers_language(library: Shelf) -> None:
    assert [hit.key for hit in search("", language="pl", sort="title").hits] == [1, 2, 3, 4]


def test_no_index_yet_is_an_empty_page(db: None) -> None:
    assert search("anything", language="pl").hits == ()


def test_facet_order_is_by_count(library: Shelf) -> None:
    assert search("", language="en").facets["year"] == (FacetCount("2024", 3), FacetCount("2023", 1))
