"""``plon export bag PROJECT|RESULT FILE``: write a package to the disk."""

import json
import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plon.packages.making import name_of
from plon.packages.packing import Packed, write_bag
from plon.packages.tables import Scope
from plon.programme.numbers import parse_number
from plon.projects.models import Project
from plon.results.models import Result


class Command(BaseCommand):
    help = "Write a project, or one of its results, as a BagIt bag: everything, or what is public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        bag = kinds.add_parser("bag", help="a BagIt bag in a ZIP, from which any Plon brings the project back")
        bag.add_argument("thing", metavar="PROJECT|RESULT", help="number or short id")
        bag.add_argument("file", metavar="FILE", type=Path, help="the ZIP to be written; it must not be there yet")
        bag.add_argument("--public", action="store_true", help="only what is public: no evidence, no drafts")
        bag.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        scope = _scope_of(options["thing"], is_public=options["public"])
        place: Path = options["file"]
        if place.exists():
            raise CommandError(f"{place} is there already; nothing was written.")
        try:
            packed = _write(place, scope)
        except OSError as wrong:
            raise CommandError(f"It can't be written: {wrong.strerror or wrong}. Nothing was left behind.") from wrong
        if options["json"]:
            told = {"file": str(place), "files": packed.count, "bytes": packed.size, "faults": packed.faults}
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"{place}: {packed.count} files, {packed.size / 1e6:.1f} MB")
        for fault in packed.faults:
            self.stderr.write(f"  missing or damaged in storage, not in the package: {fault['name']} ({fault['id']})")


def _scope_of(name: str, *, is_public: bool) -> Scope:
    """Find what is meant: a short id of a project or result, or a project's number however it is typed."""
    if project := Project.objects.filter(public_id=name).first():
        return Scope(project, None, is_public)
    if result := Result.objects.select_related("project").filter(public_id=name).first():
        return Scope(result.project, result, is_public)
    key = parse_number(name).normalised
    if key and (project := Project.objects.filter(number_key=key).first()):
        return Scope(project, None, is_public)
    raise CommandError(f"There is no project or result {name}.", returncode=2)


def _write(place: Path, scope: Scope) -> Packed:
    """Write beside the place and put it there when it is whole: nobody ever finds half of it."""
    now = timezone.localtime()
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}-", delete=False) as target:
        beside = Path(target.name)
        try:
            packed = write_bag(target, scope, folder=name_of(scope.project, scope.result, now.date()), made_at=now)
            target.flush()
            os.fsync(target.fileno())
            # Without replacing anything that appeared meanwhile.
            os.link(beside, place)
        finally:
            beside.unlink(missing_ok=True)
    return packed
