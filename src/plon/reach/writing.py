"""Add what has waited to the rows of days: one statement each, all of them in one short transaction."""

import datetime
from collections.abc import Iterable

from django.db import connection, models, transaction

from plon.counting.tally import Counts
from plon.reach.models import DailyDownload, DailyReach
from plon.results.models import Result, ResultFile

RESULT, FILE = "result", "file"
_AT_ONCE = 500


def write_counts(counts: Counts) -> None:
    """Add counts to the database; what was counted of a thing that is gone goes, too."""
    with transaction.atomic():
        _add(DailyReach, "result_id", ("views", "devices", "downloads", "robots"), counts, RESULT, Result)
        _add(DailyDownload, "file_id", ("downloads", "robots"), counts, FILE, ResultFile)


def _add(
    into: type[models.Model],
    key: str,
    columns: tuple[str, ...],
    counts: Counts,
    kind: str,
    of: type[Result] | type[ResultFile],
) -> None:
    mine = [(thing[1], day, numbers) for (thing, day), numbers in counts.items() if thing[0] == kind]
    if not mine:
        return
    living = _living({pk for pk, _day, _numbers in mine}, of)
    rows: list[tuple[int | datetime.date, ...]] = [
        (pk, day, *(numbers.get(column, 0) for column in columns)) for pk, day, numbers in mine if pk in living
    ]
    # Django's own upsert can't add to what is there. Names of table and columns are this module's.
    table = into._meta.db_table
    more = ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in columns)
    marks = ", ".join(["%s"] * (len(columns) + 2))
    statement = (
        f"INSERT INTO {table} ({key}, day, {', '.join(columns)}) VALUES ({marks}) "  # noqa: S608  see above
        f"ON CONFLICT ({key}, day) DO UPDATE SET {more}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _living(keys: Iterable[int], of: type[Result] | type[ResultFile]) -> set[int]:
    wanted = sorted(keys)
    found: set[int] = set()
    for begin in range(0, len(wanted), _AT_ONCE):
        found.update(of.objects.filter(pk__in=wanted[begin : begin + _AT_ONCE]).values_list("pk", flat=True))
    return found
