"""What the pages of the workspace call things."""

from django import template
from django.utils.translation import get_language

from plon.programme.places import country_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """Return a country's name in the reader's language."""
    return country_name(code, get_language() or "en") if code else ""
