"""The way from a page of the workspace to the guide that explains what it is about."""

from django import template
from django.utils.translation import get_language

from plon.portal.guides import title_of

register = template.Library()


@register.inclusion_tag("portal/_guide_link.html")
def guide_link(slug: str) -> dict[str, str]:
    """Link the guide `slug` by its title, in the reader's language.

    Raises:
        KeyError: there is no such guide.
    """
    return {"slug": slug, "title": title_of(slug, get_language() or "pl")}
