"""For which day or week a letter is: one each, in the morning where its reader is."""

import datetime

from plon.savedsearches.enums import Rhythm

AT = datetime.time(7)


def period_of(rhythm: str, local: datetime.datetime) -> str:
    """Return "2026-11-26" or "2026-W48": what a letter at this hour is for; "" before its hour.

    Somebody whose letter could not go on Monday gets it on the first day on which it can.
    """
    if rhythm == Rhythm.DAILY:
        return local.date().isoformat() if local.time() >= AT else ""
    if rhythm == Rhythm.WEEKLY:
        year, week, weekday = local.date().isocalendar()
        return f"{year}-W{week:02}" if weekday > 1 or local.time() >= AT else ""
    return ""
