"""What a database leaves behind of rows that are gone: overwritten where we can, thrown away soon where we can't.

SQLite is told to write zeros over what is deleted; its write-ahead log, which holds old pages, is emptied by the
clock. PostgreSQL keeps dead rows until it is swept, so we sweep the three tables by the clock.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from plon.responses.models import FreeText, Receipt, Response

log = logging.getLogger("plon.responses")

# Milliseconds that the clock's work waits for readers of SQLite before it tries again next time.
PATIENCE = 200


@contextmanager
def overwriting() -> Iterator[None]:
    """Let SQLite overwrite what is deleted here with zeros; elsewhere it may leave it in free pages."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA secure_delete").fetchone()[0]
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA secure_delete = {int(before)}")


def sweep_traces() -> None:
    """Throw away old versions of rows; done by the clock, outside of any transaction."""
    if connection.in_atomic_block:
        return
    if connection.vendor == "sqlite":
        _empty_log_of_sqlite()
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Response, FreeText, Receipt):
                cursor.execute(f'VACUUM "{model._meta.db_table}"')


def _empty_log_of_sqlite() -> None:
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError:
            log.info("the write-ahead log is in use; it is emptied next time")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
