"""Addresses that readers must not come to: watched links whose domain fell into other hands."""

from collections.abc import Iterable

from plon.linkwatch.models import LinkState
from plon.results.models import Result, ResultLink


def unsafe_addresses(results: Iterable[Result]) -> frozenset[str]:
    """Return the links of results that lead to something else now, in 2 queries."""
    urls = set(ResultLink.objects.filter(result__in=list(results)).values_list("url", flat=True))
    states = LinkState.objects.filter(url__in=urls, state="unsafe")
    return frozenset(states.values_list("url", flat=True))
