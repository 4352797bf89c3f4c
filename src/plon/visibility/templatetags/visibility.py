"""Template filters of the visibility check."""

from django import template
from django.utils.translation import gettext as _

from plon.visibility.presenting import ShownFinding, ShownPlace

register = template.Library()


@register.filter
def crop_alt(place: ShownPlace, finding: ShownFinding) -> str:
    """Say what the small picture of a place shows: what was found, and where."""
    if place.label:
        return _("%(finding)s: cut out of %(place)s") % {"finding": finding.told.title, "place": place.label.lower()}
    return finding.told.title
