"""A kept copy beside a link, for when the link leads nowhere any more."""

from collections.abc import Mapping

from django import template

from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import newest_copies
from plon.results.models import Result, ResultLink

register = template.Library()


@register.simple_tag
def kept_copies(result: Result) -> Mapping[str, KeptCopy]:
    """Return {address: newest public copy} of a result; in 1 query."""
    return newest_copies(result)


@register.inclusion_tag("keptcopies/_copy.html")
def kept_copy(link: ResultLink, copies: Mapping[str, KeptCopy], *, is_bad: bool = False) -> dict[str, object]:
    """Offer the copy of `link` if there is one among `copies`; `is_bad` makes it the way to go."""
    return {"copy": copies.get(link.url) if copies else None, "is_bad": is_bad}
