from typing import Any

from django import template

from plon.contact.places import is_reportable

register = template.Library()


@register.simple_tag(takes_context=True)
def reported_page(context: dict[str, Any]) -> str:
    """Return the path of this page for a report of a problem; "" if its address is nobody else's business."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    return str(request.path) if request and match and is_reportable(request.path, match) else ""
