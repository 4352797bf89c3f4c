"""Addresses that readers must not come to: watched links whose domain fell into other hands."""

from collections.abc import Iterable

from plon.linkwatch.links import known_of
from plon.projects.models import Project
from plon.results.models import Result, ResultLink


def unsafe_addresses(project: Project, results: Iterable[Result]) -> frozenset[str]:
    """Return the links of a project and its results that lead to something else now; at most 3 queries.

    What the team has looked at and accepted is no trouble.
    """
    urls = ResultLink.objects.filter(result__in=list(results)).values_list("url", flat=True)
    wanted = {(project.pk, url) for url in (*urls, project.website) if url}
    return frozenset(url for (_project, url), known in known_of(wanted).items() if known.is_unsafe)
