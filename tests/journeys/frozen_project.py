"""Make a project of many results in a database of its own: `python -m tests.journeys.frozen_project COUNT`.

A browser that a test has opened runs a loop in the test's thread, which Django's database shies away from; so this runs
in a process of its own.
"""

import sys

import django


def main() -> None:
    """Make the tables, and the project with what may and what may not be frozen."""
    django.setup()
    from django.apps import apps  # all of this is there only after the setup
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import translation

    from tests.freezing.world import make_rich_project

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    with translation.override("pl"):
        make_rich_project(int(sys.argv[1]))


if __name__ == "__main__":
    main()
