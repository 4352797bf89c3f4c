"""``plon import bag FILE|DIR``, as the command `import` calls it: whoever runs it has the machine, and is believed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from plon.accounts.models import User
from plon.packages.importing import Arrived, import_package
from plon.packages.reading import BY_COMMAND
from plon.packages.refusals import BagRefused


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("bag", metavar="FILE|DIR", type=Path, help="a package as ZIP, or the folder of its bag")
    parser.add_argument("--by", required=True, metavar="E-MAIL", help="the account that will coordinate the project")
    parser.add_argument("--publish", action="store_true", help="make public here at once what was public there")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")


def bring(options: dict[str, Any], out: OutputWrapper) -> None:
    """Bring a package in and tell what came.

    Raises:
        CommandError: there is no such file or account, or the package is refused; nothing of it was kept.
    """
    place: Path = options["bag"]
    if not place.exists():
        raise CommandError(f"There is no file {place}.", returncode=2)
    by = User.objects.filter(email__iexact=options["by"]).first()
    if by is None:
        raise CommandError(f"There is no account {options['by']}. Open it first: plon user add.", returncode=2)
    try:
        arrived = import_package(place, by=by, publish=options["publish"], is_trusted=True, limits=BY_COMMAND)
    except BagRefused as refusal:
        raise CommandError("\n  ".join([str(refusal), *refusal.details])) from refusal
    if options["json"]:
        out.write(json.dumps(_told(arrived)))
        return
    out.write(f"{arrived.project}: {sum(arrived.counts.values())} rows, under {arrived.project.public_id}")
    if arrived.results_waiting:
        out.write(
            f"  {arrived.results_waiting} results that were public wait as ready ones (--publish makes them public)"
        )
    for old, new in sorted(arrived.renamed.items()):
        out.write(f"  {old} was taken here: it is {new} now")
    if arrived.skipped:
        out.write(f"  {arrived.skipped} entries came without their files, which the package lacks")


def _told(arrived: Arrived) -> dict[str, object]:
    return {
        "project": arrived.project.public_id,
        "rows": dict(arrived.counts),
        "renamed": dict(arrived.renamed),
        "skipped": arrived.skipped,
        "waiting": arrived.results_waiting,
    }
