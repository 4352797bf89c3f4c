"""The tables of a new SQLite database, made at once from the models.

To walk through every migration that ever was takes most of a minute, a third of it in the editors' system. What a
migration does beside the models' tables is therefore done in another way for a new database, too;
tests/site/test_schema.py names the migrations that do more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction


class _NoMigrations(dict[str, None]):
    """Tells Django of every room that its tables come from its models."""

    def __contains__(self, room: object) -> bool:
        return True

    def __getitem__(self, room: str) -> None:
        return None


def is_new(database: str) -> bool:
    """Tell whether a database is a SQLite file without a single table."""
    return connections[database].vendor == "sqlite" and not connections[database].introspection.table_names()


def make_tables(database: str) -> None:
    """Make all tables of a database and note every migration as done, or nothing at all."""
    with connections[database].constraint_checks_disabled(), transaction.atomic(using=database):
        with _tables_from_models():
            call_command("migrate", database=database, run_syncdb=True, verbosity=0, interactive=False)
        call_command("migrate", database=database, fake=True, verbosity=0, interactive=False)


@contextmanager
def _tables_from_models() -> Iterator[None]:
    before: Any = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = _NoMigrations()
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
