"""When somebody is asked again. Pure."""

import datetime
from collections.abc import Collection

from plon.outcomes.enums import MONTHS
from plon.programme.lasting import months_later

# A letter that is later than this would ask twice for the same half-year: the next one comes instead.
GRACE = datetime.timedelta(days=90)
# So long after the last letter somebody may still answer; then the address goes.
ANSWERING = datetime.timedelta(days=90)
# A letter is read in the day.
HOURS = range(8, 19)


def due_days(agreed_on: datetime.date) -> dict[int, datetime.date]:
    """Return {months: the day on which somebody is asked}.

    >>> due_days(datetime.date(2026, 8, 31))[6]
    datetime.date(2027, 2, 28)
    """
    return {months: months_later(agreed_on, months) for months in MONTHS}


def due_now(agreed_on: datetime.date, today: datetime.date, asked: Collection[int]) -> int | None:
    """Return after how many months somebody is to be asked today; None if it is not the time.

    Only the newest day counts: who could not be asked after six months is asked after twelve, not twice.
    """
    over = [months for months, day in due_days(agreed_on).items() if day <= today]
    if not over or over[-1] in asked or today - due_days(agreed_on)[over[-1]] > GRACE:
        return None
    return over[-1]


def next_day(
    agreed_on: datetime.date, today: datetime.date, asked: Collection[int]
) -> tuple[int, datetime.date] | None:
    """Return after how many months and on which day somebody is asked next; a day that is due already is today."""
    now = due_now(agreed_on, today, asked)
    if now is not None:
        return now, today
    return next(((months, day) for months, day in due_days(agreed_on).items() if day > today), None)


def last_day(agreed_on: datetime.date) -> datetime.date:
    """Return the day by which the address is erased at the latest."""
    return due_days(agreed_on)[MONTHS[-1]] + ANSWERING
