from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def named(code: str, names: Mapping[str, str]) -> str:
    """Return the name of a code of the rulebook; an unknown one is its own name."""
    return names.get(code, code)
