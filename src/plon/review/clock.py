"""The days that the agency has to answer, from the day of submission, counted where the agency is."""

import datetime
import functools
import tomllib
from importlib import resources
from typing import Any

from django.utils import timezone


@functools.cache
def read(name: str) -> dict[str, Any]:
    """Return a data file of the room."""
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def days_to_answer() -> int:
    """How many calendar days an agency has (source: data/clock.toml)."""
    return int(read("clock")["days"])


def today() -> datetime.date:
    """Return the day where the agency is: days owed are the same for everybody, wherever they read."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def due_on(submitted: datetime.date) -> datetime.date:
    """Return the last day on which the agency answers in time."""
    return submitted + datetime.timedelta(days=days_to_answer())
