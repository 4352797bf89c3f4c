"""An event's day and hour in words, in the language of its tool: "14 marca 2026", "17:00–19:00"."""

import datetime
from collections.abc import Mapping

from babel import UnknownLocaleError
from babel.dates import format_date, format_time


def written_fields(fields: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the answers that say something, with day and hour written out from the moments that were picked."""
    said = {key: value for key, value in fields.items() if value}
    start, end = moment_of(said.get("start", "")), moment_of(said.get("end", ""))
    if start is not None:
        said.setdefault("date", _days(start, end, language))
        if hours := _hours(start, end, language):
            said.setdefault("time", hours)
    return said


def moment_of(text: str) -> datetime.date | datetime.datetime | None:
    """Return a moment, or a day if no hour is said; None for anything else."""
    for read in (datetime.date.fromisoformat, datetime.datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _day(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _days(start: datetime.date, end: datetime.date | None, language: str) -> str:
    first = _written(_day(start), language)
    if end is None or _day(end) <= _day(start):
        return first
    return f"{first} – {_written(_day(end), language)}"


def _written(day: datetime.date, language: str) -> str:
    try:
        return format_date(day, "long", locale=language)
    except UnknownLocaleError:
        return day.isoformat()


def _hours(start: datetime.date, end: datetime.date | None, language: str) -> str:
    if not isinstance(start, datetime.datetime):
        return ""
    hours = [start, *([end] if isinstance(end, datetime.datetime) and end.date() == start.date() else [])]
    try:
        return "–".join(format_time(hour.time(), "short", locale=language) for hour in hours)
    except UnknownLocaleError:
        return "–".join(f"{hour:%H:%M}" for hour in hours)
