"""Counts of the whole catalogue, which each state of the index counts once."""

from plon.search.querying import FacetCount, search
from tests.search.conftest import Shelf


def countries(words: str = "", **asked: list[str]) -> dict[str, int]:
    page = search(words, language="en", kind="book", filters=asked, facets=("country", "year"))
    return {count.value: count.count for count in page.facets["country"]}


def test_counts_of_the_whole_follow_each_change(shelf: Shelf) -> None:
    shelf.put(1, "Rivers", facets={"country": ("PL",)})
    shelf.index()
    assert countries() == {"PL": 1}
    shelf.put(2, "Schools", facets={"country": ("DE",)})
    shelf.index()
    assert countries() == {"PL": 1, "DE": 1}
    shelf.remove(1)
    shelf.index()
    assert countries() == {"DE": 1}


def test_a_filter_alone_is_counted_against_the_whole(shelf: Shelf) -> None:
    shelf.put(1, "Rivers", facets={"country": ("PL",), "year": ("2024",)})
    shelf.put(2, "Schools", facets={"country": ("DE",), "year": ("2025",)})
    shelf.index()
    page = search(language="en", kind="book", filters={"country": ["PL"]}, facets=("country", "year", "kind"))
    assert set(page.facets["country"]) == {FacetCount("PL", 1), FacetCount("DE", 1)}
    assert page.facets["year"] == (FacetCount("2024", 1),)
    assert page.facets["kind"] == (FacetCount("book", 1),)
    # Words and parts like year:2025 narrow what is counted.
    assert countries("schools", country=["PL"]) == {"DE": 1}
    assert countries("year:2025", country=["PL"]) == {"DE": 1}


def test_another_kind_is_counted_by_itself(shelf: Shelf) -> None:
    shelf.put(1, "Rivers", facets={"country": ("PL",)})
    shelf.index()
    assert search(language="en", kind="result", facets=("country",)).facets["country"] == ()
    assert countries() == {"PL": 1}


def test_nothing_found_counts_nothing_but_the_other_choices(shelf: Shelf) -> None:
    shelf.put(1, "Rivers", facets={"country": ("PL",), "year": ("2024",)})
    shelf.index()
    page = search("rivers", language="en", filters={"country": ["DE"]}, facets=("country", "year"))
    assert (page.total, page.facets["country"], page.facets["year"]) == (0, (FacetCount("PL", 1),), ())


def kinds(words: str, **asked: list[str]) -> dict[str, int]:
    return dict(search(words, language="en", kind="result", filters=asked, facets=(), kinds=True).kinds)


def test_kinds_are_those_of_the_words_whatever_the_filters(shelf: Shelf) -> None:
    shelf.put(1, "Rivers", facets={"country": ("PL",)})
    shelf.put(2, "Schools", facets={"country": ("DE",)})
    shelf.index()
    assert kinds("rivers") == kinds("rivers", country=["DE"]) == {"book": 1}
    assert kinds("rivers country:DE") == {}
    assert search("rivers", language="en", facets=()).kinds == {}


def test_kinds_of_a_question_that_is_relaxed_are_those_it_has_without_filters(shelf: Shelf) -> None:
    shelf.put(1, "Rivers and schools", facets={"country": ("PL",)})
    for key in range(2, 15):
        shelf.put(key, "Schools", facets={"country": ("DE",)})
    shelf.index()
    # With the filter nothing holds both words, so that one of them is enough; without it something does.
    assert kinds("rivars schools") == kinds("rivars schools", country=["DE"]) == {"book": 1}
