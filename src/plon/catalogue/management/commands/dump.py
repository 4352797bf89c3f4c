"""``plon dump``: write the files of the whole public catalogue now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from plon.catalogue.dumps import all_dumps, make_dumps


class Command(BaseCommand):
    help = "Write the public catalogue anew as files (results, projects, organisations); a worker does so every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="only say which files are there")

    def handle(self, *args: Any, **options: Any) -> None:
        for dump in all_dumps() if options["list"] else make_dumps():
            self.stdout.write(f"{dump.kind:14} {dump.count:>9}  {dump.size:>12} bytes  {dump.path}")
