"""``plon freeze PROJECT DIR``: write a project's public pages as files that need no server."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from plon.freezing.making import Frozen, freeze_project
from plon.freezing.refusals import FreezeRefused


class Command(BaseCommand):
    help = "Write a project's public pages, files and search into a folder that opens from a USB stick."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", metavar="PROJECT", help="number or short id of the project")
        parser.add_argument("folder", metavar="DIR", type=Path, help="a new folder, or an earlier frozen project")
        parser.add_argument("--no-package", action="store_true", help="without the BagIt package")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress, no report")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet = options["quiet"] or options["json"]
        self.began = time.monotonic()
        _name_static_files()
        try:
            with translation.override("en"):
                frozen = freeze_project(
                    options["project"],
                    options["folder"],
                    with_package=not options["no_package"],
                    on_progress=self._show_progress,
                )
        except FreezeRefused as refusal:
            self._end_progress()
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as stopped:
            self._end_progress()
            raise CommandError("Stopped. Nothing was left in the folder.") from stopped
        self._end_progress()
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(frozen)))
        elif not self.is_quiet:
            self._report(frozen)

    def _show_progress(self, done: int, total: int) -> None:
        if not self.is_quiet and self.stdout.isatty():
            self.stdout.write(f"\r{done} of {total} pages ", ending="")
            self.stdout.flush()

    def _end_progress(self) -> None:
        if not self.is_quiet and self.stdout.isatty():
            self.stdout.write("\r\x1b[K", ending="")

    def _report(self, frozen: Frozen) -> None:
        self.stdout.write(
            f"{frozen.folder}: {frozen.results} results, {frozen.pages} pages, {frozen.files} files, "
            f"{frozen.size / 1e6:.1f} MB ({time.monotonic() - self.began:.1f} s)"
        )
        self.stdout.write("  Open index.html in it with any browser.")
        if frozen.missing:
            self.stdout.write("  Could not be read, and are not there:")
        for file in frozen.missing:
            self.stdout.write(f"    {file}")


def _name_static_files() -> None:
    """See to it that pages can name their style sheets, also where nobody has ever called `plon serve`."""
    if getattr(staticfiles_storage, "manifest_strict", False) and not getattr(staticfiles_storage, "hashed_files", {}):
        call_command("collectstatic", interactive=False, verbosity=0)


def _as_json(frozen: Frozen) -> dict[str, object]:
    return {
        "folder": str(frozen.folder),
        "results": frozen.results,
        "pages": frozen.pages,
        "files": frozen.files,
        "bytes": frozen.size,
        "missing": list(frozen.missing),
    }
