"""The tables of the database, made at once where there are none, migrated where there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction


class _NoMigrations(dict[str, None]):
    """Tells Django of every room that its tables come from its models."""

    def __contains__(self, room: object) -> bool:
        return True

    def __getitem__(self, room: str) -> None:
        return None


def prepare_schema() -> None:
    """Bring the database to the schema of this release.

    A new SQLite file gets its tables from the models, in seconds: walking through every migration that ever was takes
    a minute, most of it in the editors' system. A migration that brings data must therefore bring it to an empty
    database in another way, too; tests/site/test_schema.py holds the ones that are known.
    """
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        _make_tables()
    call_command("migrate", verbosity=0, interactive=False)


def _make_tables() -> None:
    """Make all tables and note every migration as done, or nothing at all."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        with _tables_from_models():
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
        call_command("migrate", fake=True, verbosity=0, interactive=False)


@contextmanager
def _tables_from_models() -> Iterator[None]:
    before: Any = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = _NoMigrations()
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
