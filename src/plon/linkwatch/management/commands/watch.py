"""``plon watch``: look at the public links that are due, now."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.linkwatch.enums import What
from plon.linkwatch.taking_up import take_up_links
from plon.linkwatch.watching import AT_ONCE, Tally, Watch


class Command(BaseCommand):
    help = (
        "Look at the public links that are due, many servers at a time, each at a walk. May be stopped at any time and "
        "goes on where it was. Exit status 1: a link is in trouble."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, metavar="N", help="stop after so many seconds")
        parser.add_argument("--links", type=int, metavar="N", help="stop after so many links")
        parser.add_argument(
            "--at-once", type=int, metavar="N", default=AT_ONCE, help="servers that are asked at a time"
        )
        parser.add_argument("--json", action="store_true", help="say what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("seconds", "links", "at_once"):
            if options[name] is not None and options[name] <= 0:
                raise CommandError(f"--{name.replace('_', '-')} must be more than 0", returncode=2)
        new = take_up_links()
        say = self._progress if sys.stderr.isatty() and not options["json"] else None
        tally = Watch(at_once=options["at_once"], say=say).run(seconds=options["seconds"], links=options["links"])
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(tally, new)))
        else:
            self._tell(tally, new)
        if tally.troubles:
            raise SystemExit(1)

    def _progress(self, tally: Tally) -> None:
        self.stderr.write(f"\r{tally.links} links, {tally.questions} questions", ending="")

    def _tell(self, tally: Tally, new: int) -> None:
        self.stdout.write(f"{tally.links} links looked at in {tally.seconds:.1f} s, {tally.questions} questions")
        if new:
            self.stdout.write(f"{new} links are new")
        if tally.put_off:
            self.stdout.write(f"{tally.put_off} links were put off: their servers want to be left alone")
        for what in What:
            if count := tally.found.get(what.value):
                self.stdout.write(f"  {count:>6} {what.label}")


def _as_json(tally: Tally, new: int) -> dict[str, object]:
    return {
        "links": tally.links, "new": new, "questions": tally.questions, "put_off": tally.put_off,
        "seconds": round(tally.seconds, 1), "troubles": tally.troubles, "found": tally.found,
    }  # fmt: skip
