"""The map: a pure drawing, its list beside it."""

import re

from lxml import etree

from plon.catalogue.map import map_of, places_of
from plon.catalogue.map.drawing import outlines
from plon.programme.places import programme_countries


def test_every_country_of_the_programme_is_on_the_map() -> None:
    drawn = outlines()
    shown = set(drawn.outlines) | set(drawn.dots)
    assert set(programme_countries(2025)) | {"GB", "CH", "UA"} <= shown
    assert len(map_of({}, "pl")) < 60_000


def test_countries_are_shaded_by_number_and_lead_somewhere() -> None:
    counts = {"PL": 1000, "ES": 30, "MT": 1, "NP": 5}
    svg = map_of(counts, "pl", lambda code: f"?q=a&country={code}")
    root = etree.fromstring(svg)
    links = {link.get("href"): link[0] for link in root.iter("a")}
    assert {address: shape.get("class") for address, shape in links.items()} == {
        "?q=a&country=PL": "map__5", "?q=a&country=ES": "map__3", "?q=a&country=MT": "map__1",
    }  # fmt: skip
    assert re.search(r"Polska: 1.000", svg)
    assert root.get("aria-hidden") == "true"
    assert all(link.get("tabindex") == "-1" for link in root.iter("a"))


def test_the_list_has_every_country_even_beyond_the_frame() -> None:
    places = places_of({"PL": 2, "NP": 5, "ES": 2, "DE": 0}, "pl", lambda code: code)
    assert [(place.name, place.count) for place in places] == [("Nepal", 5), ("Hiszpania", 2), ("Polska", 2)]


def test_a_map_without_links_only_shows() -> None:
    assert "<a " not in map_of({"PL": 2}, "en")
