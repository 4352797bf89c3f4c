"""Links that lead out of Plon: one that works, one with a warning, one that is not given to anybody any more."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import template

from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import newest_copies
from plon.linkwatch.links import Known
from plon.results.models import Result, ResultLink

register = template.Library()


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """One link of a result, what is wrong with it (None for nothing) and the copy to read instead."""

    link: ResultLink
    bad: Known | None
    copy: KeptCopy | None


@register.inclusion_tag("catalogue/result/_outside.html")
def outside_links(result: Result, bad_links: Mapping[str, Known]) -> dict[str, list[OutsideLink]]:
    """List a result's links (loaded); `bad_links` as `linkwatch.links.broken_links_of` gives them; at most 1 query."""
    copies = newest_copies(result) if bad_links else {}
    links = result.links.all()
    return {"links": [OutsideLink(link, bad_links.get(link.url), copies.get(link.url)) for link in links]}
