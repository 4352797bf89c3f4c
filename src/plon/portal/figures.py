"""How much there is: counted from the index, kept for some minutes."""

from dataclasses import dataclass

from django.core.cache import cache

from plon.search.querying import search

KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Figures:
    results: int
    projects: int
    countries: int
    organisations: int


def figures() -> Figures:
    """Return the numbers of public things and of the countries that their projects come from."""
    known = cache.get("portal.figures")
    if isinstance(known, Figures):
        return known
    projects = search("", language="en", kind="project", size=1, facets=("country",))
    counted = Figures(
        results=search("", language="en", kind="result", size=1, facets=()).total,
        projects=projects.total,
        countries=len(projects.facets.get("country", ())),
        organisations=search("", language="en", kind="organisation", size=1, facets=()).total,
    )
    cache.set("portal.figures", counted, KEPT_SECONDS)
    return counted
