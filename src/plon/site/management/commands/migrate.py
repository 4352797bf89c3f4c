"""``plon migrate``: Django's, but a new SQLite database gets its tables at once."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from plon.site.schema import is_new, make_tables

# Whoever asks for something special gets what Django does.
SPECIAL = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "run_syncdb", "prune")


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options[name] for name in SPECIAL) and is_new(options["database"]):
            make_tables(options["database"])
        super().handle(*args, **options)
