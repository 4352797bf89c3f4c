"""What the agency says on every page."""

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from plon.agency.announcements import Announcement, current, place_of
from plon.agency.logos import ShownLogo, current_logo

register = template.Library()


@dataclass(frozen=True, slots=True)
class Mark:
    """The agency's logo in the reader's language."""

    logo: ShownLogo | None
    alt: str


@register.simple_tag
def agency_logo() -> Mark:
    """Return the agency's logo and its words."""
    logo = current_logo()
    return Mark(logo, logo.alt(get_language() or "pl") if logo else "")


@register.simple_tag(takes_context=True)
def announcements_here(context: Context) -> tuple[Announcement, ...]:
    """Return what is announced now on this page; nothing on pages without a request, such as those of errors."""
    request = context.get("request")
    return current(get_language() or "pl", place_of(request.path)) if request else ()
