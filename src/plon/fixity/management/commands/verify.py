"""``plon verify``: read stored files back and say whether they are whole."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.fixity.checking import Tally, check_all, sample, sweep
from plon.fixity.enums import FileState
from plon.fixity.queries import troubles_everywhere
from plon.fixity.taking_up import forget_deleted_files, take_up_files

_MB = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Read stored files back and compare both checksums: what was not read for a month, or more. What is damaged is "
        "written anew from a whole copy. May be stopped at any time. Exit status 1: a file is damaged or missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="read everything, whenever it was read last")
        which.add_argument("--sample", type=int, metavar="N", help="read N files by chance, and all in trouble")
        parser.add_argument("--seconds", type=float, metavar="N", help="stop after so many seconds")
        parser.add_argument("--json", action="store_true", help="say what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("sample", "seconds"):
            if options[name] is not None and options[name] <= 0:
                raise CommandError(f"--{name} must be more than 0", returncode=2)
        new, gone = take_up_files(), forget_deleted_files()
        tally = self._check(options)
        lost = list(troubles_everywhere())
        if options["json"]:
            paths = [{"path": file.path, "place": file.place, "state": file.state} for file in lost]
            self.stdout.write(json.dumps({
                "files": tally.files, "bytes": tally.bytes, "new": new, "forgotten": gone, "mended": tally.mended,
                "found": tally.found, "troubles": paths,
            }))  # fmt: skip
        else:
            self.stdout.write(f"{tally.files} files read back, {tally.bytes / _MB:.1f} MB; {tally.mended} mended")
            for file in lost:
                self.stdout.write(f"  {FileState(file.state).label}: {file.path} ({file.place})")
        if lost:
            raise SystemExit(1)

    def _check(self, options: dict[str, Any]) -> Tally:
        say = self._progress if sys.stderr.isatty() and not options["json"] else None
        if options["sample"]:
            return sample(most=options["sample"], seconds=options["seconds"])
        if options["all"]:
            return check_all(seconds=options["seconds"], say=say)
        return sweep(seconds=options["seconds"])

    def _progress(self, tally: Tally) -> None:
        self.stderr.write(f"\r{tally.files} files, {tally.bytes // _MB} MB", ending="")
