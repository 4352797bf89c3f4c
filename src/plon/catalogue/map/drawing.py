"""Draw the map: a pure function from numbers to SVG."""

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString, mark_safe

from plon.programme.places import country_name, sort_key

# Shades of the land, from few to many.
SHADES = 5
DOT = 7


@dataclass(frozen=True, slots=True)
class Outlines:
    width: int
    height: int
    outlines: Mapping[str, str]
    dots: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A country of the list beside the map."""

    code: str
    name: str
    count: int
    address: str
    shade: int


@functools.cache
def outlines() -> Outlines:
    raw = json.loads(resources.files(__package__).joinpath("europe.json").read_text())
    return Outlines(raw["width"], raw["height"], raw["outlines"], {c: (x, y) for c, (x, y) in raw["dots"].items()})


def shade_of(count: int, most: int) -> int:
    """Return 0 for nothing, 1 to `SHADES` for few to many; each shade takes as many times more as the one before.

    >>> [shade_of(count, 1000) for count in (0, 1, 5, 30, 200, 1000)]
    [0, 1, 2, 3, 4, 5]
    >>> shade_of(1, 1)
    5
    """
    if count <= 0:
        return 0
    shade = 1
    while shade < SHADES and count > most ** (shade / SHADES):
        shade += 1
    return shade if most > 1 else SHADES


def places_of(counts: Mapping[str, int], language: str, link: Callable[[str], str] | None = None) -> list[Place]:
    """Return the countries that have something, those with most first."""
    most = max(counts.values(), default=0)
    places = [
        Place(code, country_name(code, language), count, link(code) if link else "", shade_of(count, most))
        for code, count in counts.items()
        if count > 0
    ]
    return sorted(places, key=lambda place: (-place.count, sort_key(place.name)))


def map_of(counts: Mapping[str, int], language: str, link: Callable[[str], str] | None = None) -> SafeString:
    """Return an SVG of Europe, each country in the shade of its number.

    The drawing is for the eye alone (`aria-hidden`): whatever it says and leads to must stand in a list beside it, as
    `places_of` gives it. Its colours come from ``catalogue/map.css``.

    Args:
        counts: how much there is, by country (ISO 3166 alpha-2); countries beyond the frame are left to the list.
        language: of the names.
        link: gives the address behind a country that has something; without it the map only shows.
    """
    drawn = outlines()
    most = max(counts.values(), default=0)
    land: list[str] = []
    dots: list[str] = []
    for code, path in drawn.outlines.items():
        land.append(_shape(code, f'<path d="{path}"', "</path>", counts, most, language, link))
    for code, (x, y) in drawn.dots.items():
        dots.append(_shape(code, f'<circle cx="{x}" cy="{y}" r="{DOT}"', "</circle>", counts, most, language, link))
    return mark_safe(
        f'<svg class="map" viewBox="0 0 {drawn.width} {drawn.height}" aria-hidden="true" focusable="false">'
        f"<g>{''.join(land)}</g><g>{''.join(dots)}</g></svg>"
    )


def _shape(
    code: str,
    opening: str,
    closing: str,
    counts: Mapping[str, int],
    most: int,
    language: str,
    link: Callable[[str], str] | None,
) -> str:
    count = counts.get(code, 0)
    shade = shade_of(count, most)
    if not shade:
        return f'{opening} class="map__0"/>'
    name = escape(f"{country_name(code, language)}: {intcomma(count)}")
    shape = f'{opening} class="map__{shade}"><title>{name}</title>{closing}'
    return f'<a href="{escape(link(code))}" tabindex="-1">{shape}</a>' if link else shape
