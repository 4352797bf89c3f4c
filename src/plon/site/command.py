"""The `plon` command: Plon's own subcommands in front of Django's."""

import gc
import os
import sys

from django.core.management import BaseCommand, ManagementUtility

from plon import __version__


class _Plon(ManagementUtility):
    """Django's command line, which brings the whole house in and then asks for the command."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        # What has come in stays: from now on nobody looks for garbage in it.
        gc.freeze()
        gc.enable()
        return super().fetch_command(subcommand)


def main() -> None:
    """Run ``plon SUBCOMMAND``. Exit status 0: done, 1: refused or failed, 2: wrong use."""
    if sys.argv[1:] in (["--version"], ["version"]):
        print(__version__)  # noqa: T201  for that the house needn't come in
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plon.site.settings")
    # Half a million lasting objects come in; looking for garbage among them meanwhile took a third of the start.
    gc.disable()
    _Plon(["plon", *sys.argv[1:]]).execute()


if __name__ == "__main__":
    main()
