"""Count what is opened: numbers per link and day, nothing else."""

import datetime
import logging
from collections.abc import Mapping

from django.db import DatabaseError
from django.db.models import F

from plon.counting.memory import DayMemory, Key, today
from plon.counting.robots import is_robot, rules
from plon.shortlinks.models import DailyCount, ShortLink

log = logging.getLogger("plon.shortlinks")

LINK = "link"
memory = DayMemory(today)


def count_opening(link: ShortLink, *, method: str, headers: Mapping[str, str], address: str) -> None:
    """Count one opening; whoever opens arrives even if it can't be counted.

    Args:
        link: what was opened.
        method: of the request.
        headers: of the request; only the browser's name and what says "in advance" are looked at.
        address: of the device. It is hashed in memory and goes with the day.
    """
    if is_robot(method, headers):
        _write_robots(memory.add_robot((LINK, link.pk)))
        return
    agent = headers.get("User-Agent", "")
    opening = memory.open((LINK, link.pk), address, agent, double_click=rules().double_click_seconds)
    if opening.is_counted:
        _add(link.pk, today(), opens=1, devices=int(opening.is_new_device))


def write_robots() -> None:
    """Write the robots of this process that are not written yet."""
    _write_robots(memory.take_robots())


def forget_yesterday() -> None:
    """Destroy what this process remembers of days that are over; each process does so by its own clock, too."""
    memory.forget_days_before(today())
    write_robots()


def _write_robots(robots: Mapping[tuple[Key, datetime.date], int]) -> None:
    for ((_kind, link), day), count in robots.items():
        _add(link, day, robots=count)


def _add(link: int, day: datetime.date, *, opens: int = 0, devices: int = 0, robots: int = 0) -> None:
    """Add to the row of a day, which the first one makes; two at once both count."""
    more = {"opens": F("opens") + opens, "devices": F("devices") + devices, "robots": F("robots") + robots}
    row = DailyCount.objects.filter(link_id=link, day=day)
    try:
        if not row.update(**more):
            DailyCount.objects.bulk_create([DailyCount(link_id=link, day=day)], ignore_conflicts=True)
            row.update(**more)
    except DatabaseError:
        log.exception("an opening of link %s was not counted", link)
