"""``plon reindex``: build the search index anew from the database."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.search.building import HelperLost
from plon.search.dictionaries import make_as_met, prepare
from plon.search.updating import apply_changes, rebuild
from plon.texts import INTERFACE_LANGUAGES


class Command(BaseCommand):
    help = "Build the search index anew; searching goes on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--changes", action="store_true", help="only take in what changed since the last time")

    def handle(self, *args: Any, **options: Any) -> None:
        begin = time.monotonic()
        if options["changes"]:
            self.stdout.write(f"{apply_changes()} changes taken in")
            return
        make_as_met()
        prepare(list(INTERFACE_LANGUAGES))
        try:
            total = rebuild(self._progress if sys.stderr.isatty() else None)
        except HelperLost as lost:
            raise CommandError(f"{lost}, probably for want of memory. The index in use is as it was.") from lost
        # What changed while the index was being built.
        apply_changes()
        self.stdout.write(f"{total} documents indexed in {time.monotonic() - begin:.1f} s")

    def _progress(self, kind: str, done: int) -> None:
        self.stderr.write(f"\r{kind}: {done}", ending="")
