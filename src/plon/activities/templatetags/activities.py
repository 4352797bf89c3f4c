"""Words for the templates of acts."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.activities.agenda import Entry, Sheet
from plon.activities.enums import ActivityState

register = template.Library()


@register.filter
def days(entry: Entry) -> str:
    """Return the day or days of an entry, short."""
    if entry.start is None:
        return _("no date")
    first = date_format(entry.start, "SHORT_DATE_FORMAT")
    if entry.end is None or entry.end == entry.start:
        return first
    return f"{first} – {date_format(entry.end, 'SHORT_DATE_FORMAT')}"


@register.filter
def state_name(entry: Entry) -> str:
    """Return the state of an entry in words."""
    return _("in the plan") if entry.is_line else str(ActivityState(entry.state).label)


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return what a mapping holds at a key."""
    return mapping.get(key, "")


@register.filter
def is_empty(sheet: Sheet) -> bool:
    """Tell whether a month has no entries on its own days."""
    return not any(day.spots for week in sheet.weeks for day in week if day.is_in_month)
