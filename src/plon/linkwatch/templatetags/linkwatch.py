"""A warning beside a link that leads nowhere."""

from collections.abc import Mapping

from django import template

from plon.linkwatch.models import LinkState
from plon.results.models import ResultLink

register = template.Library()


@register.inclusion_tag("linkwatch/_link_warning.html")
def link_warning(link: ResultLink, broken: Mapping[str, LinkState]) -> dict[str, LinkState | None]:
    """Warn of `link` if it is among the `broken` ones (see `links.broken_links_of`); say nothing otherwise."""
    return {"state": broken.get(link.url) if broken else None}
