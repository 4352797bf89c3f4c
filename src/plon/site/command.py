"""The `plon` command: Plon's own subcommands in front of Django's."""

import os
import sys


def main() -> None:
    """Run ``plon SUBCOMMAND``. Exit status 0: done, 1: refused or failed, 2: wrong use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plon.site.settings")
    from django.core.management import execute_from_command_line  # after the settings are named

    execute_from_command_line(["plon", *sys.argv[1:]])


if __name__ == "__main__":
    main()
