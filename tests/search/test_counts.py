"""Counts of facets: exact however many values a document has, kept until the index changes, within bounds."""

from collections import Counter

import pytest

from plon.search import querying
from plon.search.columns import COLUMNS, NONE, SEPARATOR, columns_of, counted, held
from plon.search.documents import FACETS
from plon.search.querying import facets_in_use, search
from plon.search.remembering import Remembered
from tests.search.conftest import Shelf


def counts(name: str, words: str = "book", **filters: list[str]) -> dict[str, int]:
    page = search(words, language="en", filters=filters, facets=[name])
    return {count.value: count.count for count in page.facets[name]}


@pytest.mark.parametrize("facet", ["country", "audience"])
def test_documents_with_any_number_of_values_are_counted_exactly(shelf: Shelf, facet: str) -> None:
    have: dict[int, list[str]] = {
        key: [f"V{n}" for n in range(40) if (key * (n + 3)) % 7 < 2][: key % 9] for key in range(1, 60)
    }
    for key, values in have.items():
        shelf.put(key, f"Book {key}", facets={facet: tuple(values)})
    shelf.index()
    assert counts(facet) == Counter(value for values in have.values() for value in values)
    with_first = [values for values in have.values() if "V1" in values]
    assert counts("kind", **{facet: ["V1"]}) == {"book": len(with_first)}


def test_what_a_column_holds_is_taken_apart_again() -> None:
    documents = [held("country", values) for values in (("PL", "ES", "PL", ""), ("ES",), ("", NONE))]
    assert documents[0]["country"] == ["PL", "ES"]
    assert documents[2] == {}
    columns = [(column, told) for each in documents for column, told in each.items() if column != "country"]
    assert counted([*((told, 1) for _column, told in columns if isinstance(told, str)), (NONE, 1)]) == [
        ("ES", 2),
        ("PL", 1),
    ]
    assert {column for column, _told in columns} <= set(columns_of("country"))
    assert set(COLUMNS) <= set(FACETS)


def test_whatever_somebody_wrote_as_a_topic_is_one_value(shelf: Shelf) -> None:
    for key, topic in enumerate(("-", f"rivers{SEPARATOR} and lakes", NONE, f"{NONE}-"), start=1):
        shelf.put(key, f"Book {key}", facets={"topic": (topic,)})
    shelf.index()
    assert counts("topic") == {"-": 2, "rivers and lakes": 1}
    for topic, found in (("-", 2), ("rivers and lakes", 1), (f"rivers{SEPARATOR} and lakes", 1), (NONE, 4)):
        assert counts("kind", topic=[topic]) == {"book": found}, topic


def test_a_change_of_the_index_is_counted(shelf: Shelf) -> None:
    shelf.put(1, "Book one", facets={"country": ("PL",)})
    shelf.index()
    assert counts("country") == {"PL": 1}
    assert counts("country", "") == {"PL": 1}
    shelf.put(2, "Book two", facets={"country": ("PL", "ES")})
    shelf.index()
    assert counts("country") == {"PL": 2, "ES": 1}
    assert counts("country", "") == {"PL": 2, "ES": 1}
    shelf.remove(1)
    shelf.index()
    assert counts("country") == {"PL": 1, "ES": 1}


def test_facets_that_no_document_has_are_not_in_use(shelf: Shelf) -> None:
    assert facets_in_use() == frozenset()
    shelf.put(1, "Book", facets={"country": ("PL",), "topic": ()})
    shelf.index()
    assert facets_in_use() == {"country"}


def test_one_more_facet_counts_that_one_alone() -> None:
    kept: Remembered[str] = Remembered()
    asked: list[list[str]] = []

    def count(names: object) -> dict[str, str]:
        asked.append(list(names))  # type: ignore[call-overload]
        return {name: f"of {name}" for name in asked[-1]}

    assert kept.get("river", ["country"], 1, count) == {"country": "of country"}
    assert kept.get("river", ["year", "country"], 1, count) == {"country": "of country", "year": "of year"}
    assert kept.get("river", ["country"], 2, count) == {"country": "of country"}
    assert kept.get("lake", ["country"], 2, count) == {"country": "of country"}
    assert asked == [["country"], ["year"], ["country"], ["country"]]


def test_what_is_kept_stays_within_bounds() -> None:
    kept: Remembered[str] = Remembered(most=100)
    for number in range(500):
        kept.get(number, ["country"], 1, lambda _names: {"country": "x" * 9})
        # The newest is always among them.
        assert kept.get(number, ["country"], 1, lambda _names: {}) == {"country": "x" * 9}
    assert len(kept) == 100
    kept.get("far too much", ["country"], 1, lambda _names: {"country": "x" * 1000})
    assert len(kept) <= 100


def test_the_other_values_of_a_filter_are_known_from_the_page_before(shelf: Shelf) -> None:
    shelf.put(1, "Book", facets={"country": ("PL",), "year": ("2024",)})
    shelf.index()
    search("book", language="en", facets=["country", "year"])
    before = len(querying._counts)
    chosen = search("book", language="en", filters={"country": ["PL"]}, facets=["country"])
    assert [count.value for count in chosen.facets["country"]] == ["PL"]
    assert len(querying._counts) == before
