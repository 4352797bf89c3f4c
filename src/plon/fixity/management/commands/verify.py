"""``plon verify``: read stored files back and say whether they are whole; or judge one file that carries its proof."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.fixity.checking import Tally, check_all, sample, sweep
from plon.fixity.enums import FileState
from plon.fixity.papers import judge_file
from plon.fixity.queries import troubles_everywhere
from plon.fixity.taking_up import forget_deleted_files, take_up_files

_MB = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Read stored files back and compare both checksums: what was not read for a month, or more. What is damaged is "
        "written anew from a whole copy. May be stopped at any time. Exit status 1: a file is damaged or missing. With "
        "FILE: judge a report that was issued. Exit status 0: it and all its proofs are what they were, 1: not all is, "
        "2: nobody can tell."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a report: PDF, DOCX or manifest")
        parser.add_argument(
            "--evidence", type=Path, metavar="DIR", help="look for the proofs of FILE in a folder instead of here"
        )
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="read everything, whenever it was read last")
        which.add_argument("--sample", type=int, metavar="N", help="read N files by chance, and all in trouble")
        parser.add_argument("--seconds", type=float, metavar="N", help="stop after so many seconds")
        parser.add_argument("--json", action="store_true", help="say what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] is not None:
            self._judge(options)
            return
        if options["evidence"] is not None:
            raise CommandError("--evidence needs FILE", returncode=2)
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

    def _judge(self, options: dict[str, Any]) -> None:
        if options["all"] or options["sample"] is not None or options["seconds"] is not None:
            raise CommandError("FILE is judged whole: leave --all, --sample and --seconds out", returncode=2)
        try:
            judged = judge_file(options["file"], options["evidence"])
        except OSError as failure:
            raise CommandError(f"{options['file']}: {failure.strerror or failure}", returncode=2) from failure
        self.stdout.write(json.dumps(judged.told) if options["json"] else "\n".join(judged.lines))
        if judged.status:
            raise SystemExit(judged.status)

    def _check(self, options: dict[str, Any]) -> Tally:
        say = self._progress if sys.stderr.isatty() and not options["json"] else None
        if options["sample"]:
            return sample(most=options["sample"], seconds=options["seconds"])
        if options["all"]:
            return check_all(seconds=options["seconds"], say=say)
        return sweep(seconds=options["seconds"])

    def _progress(self, tally: Tally) -> None:
        self.stderr.write(f"\r{tally.files} files, {tally.bytes // _MB} MB", ending="")
