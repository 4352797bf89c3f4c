"""What the agency says on every page."""

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from plon.agency.announcements import Announcement, current, place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def announcements_here(context: Context) -> tuple[Announcement, ...]:
    """Return what is announced now on this page; nothing on pages without a request, such as those of errors."""
    request = context.get("request")
    return current(get_language() or "pl", place_of(request.path)) if request else ()
