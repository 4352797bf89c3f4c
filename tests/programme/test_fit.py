"""The words of the fit card, and which bands a range touches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.programme.fit import FACETS, bands, fit_label, fit_list, fit_meaning, fit_name, fit_order, levels_of_field


@pytest.mark.parametrize(
    ("facet", "start", "end", "expected"),
    [
        ("age", 10, 15, ("10-12", "13-15")),
        ("age", 12, 12, ("10-12",)),
        ("age", 31, None, ("31-64", "65-plus")),
        ("age", None, 5, ("0-5",)),
        ("age", None, None, ()),
        ("time", 45, 45, ("lesson",)),
        ("time", 30, 60, ("lesson", "two-lessons")),
        ("time", 5 * 480, 5 * 480, ("week",)),
        ("size", 1, 1, ("1",)),
        ("size", 20, None, ("16-30", "31-plus")),
    ],
)
def test_a_range_is_found_under_each_band_it_touches(
    facet: str, start: int | None, end: int | None, expected: tuple[str, ...]
) -> None:
    assert bands(facet, start, end) == expected


@given(st.sampled_from(["age", "size", "time"]), st.integers(1, 120), st.integers(0, 120))
def test_every_range_touches_bands_without_a_gap(facet: str, start: int, more: int) -> None:
    order, found = fit_order(facet), bands(facet, start, start + more)
    first = order.index(found[0])
    assert found == order[first : first + len(found)]


def test_every_facet_and_every_value_has_words_in_both_languages() -> None:
    for facet in FACETS:
        assert fit_list(facet).source
        for language in ("pl", "en"):
            assert fit_name(facet, language)
            assert all(fit_label(facet, value, language) != value for value in fit_order(facet))
    assert all(fit_meaning("quality", value, "pl").endswith(".") for value in fit_order("quality"))


def test_learners_stand_among_those_for_whom_it_is_and_unknown_values_as_they_are() -> None:
    assert fit_label("audience", "seniors", "en") == "older people"
    assert fit_label("age", "7-and-a-half", "pl") == "7-and-a-half"


def test_a_field_of_the_programme_speaks_of_levels() -> None:
    assert levels_of_field("VET") == ("vocational",)
    assert levels_of_field("") == ()
