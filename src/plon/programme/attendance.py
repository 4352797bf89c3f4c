"""How long names of an event are kept, and other figures of attendance lists, with their reasons."""

import functools
from dataclasses import dataclass

from plon.programme.codelists import read_data


@dataclass(frozen=True, slots=True)
class AttendanceRules:
    """See `data/attendance.toml`."""

    keep_days: int
    shortest_days: int
    longest_days: int
    per_minute: int
    most_people: int
    rows_on_page: int
    most_pages: int


@functools.cache
def attendance_rules() -> AttendanceRules:
    """Return the figures, read once."""
    data = read_data("attendance")
    return AttendanceRules(**{name: int(data[name]) for name in AttendanceRules.__slots__})
