"""Days and hours of an event in words, in its own time zone."""

import datetime

from babel.dates import get_timezone_location
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.events.models import AgencyEvent


def when(event: AgencyEvent) -> str:
    """Say from when to when: "Thursday, 3 December 2026, 10:00-13:00 (Europe/Warsaw)", in the active language."""
    start, end = event.local_start, event.local_end
    # Naive, so that nothing moves them to the reader's zone: the zone stands beside.
    begin, finish = start.replace(tzinfo=None), end.replace(tzinfo=None)
    words = {
        "day": f"{date_format(begin, 'l')}, {date_format(begin, 'DATE_FORMAT')}",
        "from": date_format(begin, "H:i"),
        "until_day": f"{date_format(finish, 'l')}, {date_format(finish, 'DATE_FORMAT')}",
        "until": date_format(finish, "H:i"),
        "zone": zone_words(event),
    }
    if start.date() == end.date():
        return _("%(day)s, %(from)s–%(until)s (%(zone)s)") % words
    return _("%(day)s, %(from)s – %(until_day)s, %(until)s (%(zone)s)") % words


def zone_words(event: AgencyEvent) -> str:
    """Return the zone as the city by which it goes, with its distance from UTC on that day: "Warsaw, UTC+1".

    The city stands in the active language, as CLDR has it.
    """
    offset = event.local_start.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    distance = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
    return f"{get_timezone_location(event.zone, locale=get_language() or 'pl', return_city=True)}, {distance}"


def days(event: AgencyEvent) -> str:
    """Say the day, or both, for a certificate."""
    first, last = (date_format(moment.replace(tzinfo=None), "DATE_FORMAT")
                   for moment in (event.local_start, event.local_end))  # fmt: skip
    return first if first == last else f"{first} – {last}"


def moment(event: AgencyEvent, at: datetime.datetime) -> str:
    """Say a day and an hour on the event's own wall."""
    local = at.astimezone(event.zone).replace(tzinfo=None)
    return f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'H:i')}"
