# ruff: noqa: N999  the subcommand is called import
"""``plon import projects FILE...``: exports of the results platform. ``plon import bag FILE``: a package of Plon."""

import glob
import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from plon.exchange.actions import open_import
from plon.exchange.enums import ImportState
from plon.exchange.importing import run_import
from plon.exchange.models import Import
from plon.exchange.presenting import failure_text, remark_lines
from plon.packages import bringing

_SHOWN = 20


class Command(BaseCommand):
    help = "Import exports of the EU results platform (Excel or CSV, also packed with gzip), or a package of Plon."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        projects = kinds.add_parser("projects", help="projects with their organisations and summaries")
        projects.add_argument("files", nargs="+", metavar="FILE", help="a file, or a pattern such as 'exports/*.csv'")
        projects.add_argument("--json", action="store_true", help="end with one line of JSON")
        projects.add_argument("--quiet", action="store_true", help="no progress, no report")
        projects.add_argument(
            "--restart", action="store_true", help="begin at the first row even after an interruption"
        )

        bag = kinds.add_parser("bag", help="a project that left a Plon as a package comes back")
        bringing.add_arguments(bag)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"] == "bag":
            with override("en"):  # operators read one language, whatever the pages speak
                bringing.bring(options, self.stdout)
            return
        self.is_quiet = options["quiet"] or options["json"]
        paths = _paths(options["files"])
        try:
            runs = [self._import(path, restart=options["restart"]) for path in paths]
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Everything up to the last chunk is stored; call the same command to go on.")
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps(_totals(runs)))
        if any(run.state != ImportState.DONE for run in runs):
            sys.exit(1)

    def _import(self, path: Path, *, restart: bool) -> Import:
        run = open_import(path, restart=restart)
        if run.position and not self.is_quiet:
            self.stdout.write(f"{path.name}: going on after row {run.position} of {run.total}")
        self.began, self.from_row = time.monotonic(), run.position
        run_import(run, path, on_progress=self._show_progress)
        self._end_progress()
        if run.state == ImportState.FAILED:
            self.stderr.write(f"{path.name}: {failure_text(run)}")
        elif run.state == ImportState.CANCELLED:
            self.stderr.write(f"{path.name}: stopped by somebody else after row {run.position}.")
        elif not self.is_quiet:
            self._report(run)
        return run

    def _show_progress(self, run: Import) -> None:
        if self.is_quiet or not self.stdout.isatty():
            return
        speed = (run.position - self.from_row) / max(time.monotonic() - self.began, 0.001)
        self.stdout.write(f"\r{run.file_name}: {run.position} of {run.total} rows, {speed:.0f} rows/s ", ending="")
        self.stdout.flush()

    def _end_progress(self) -> None:
        if not self.is_quiet and self.stdout.isatty():
            self.stdout.write("\r\x1b[K", ending="")

    def _report(self, run: Import) -> None:
        self.stdout.write(
            f"{run.file_name}: {run.created} created, {run.changed} changed, {run.unchanged} unchanged, "
            f"{run.refused} refused ({time.monotonic() - self.began:.1f} s)"
        )
        for kind, title in (("refused", "Refused rows"), ("warnings", "Worth a look")):
            lines = remark_lines(run, kind)
            if lines:
                self.stdout.write(f"  {title}:")
            for line in lines[:_SHOWN]:
                self.stdout.write(f"    {line}")
            if len(lines) > _SHOWN:
                self.stdout.write(f"    ... {len(lines) - _SHOWN} more")
        if unknown := run.report.get("unknown_columns"):
            self.stdout.write(f"  Columns of no known meaning: {', '.join(unknown[:_SHOWN])}")
        if run.refused_file:
            self.stdout.write(f"  Correct the refused rows and import them again: {_place(run)}")


def _paths(patterns: list[str]) -> list[Path]:
    """Return the files meant; a pattern that the shell left alone is resolved here."""
    paths: list[Path] = []
    for pattern in patterns:
        found = [Path(pattern)] if Path(pattern).exists() else [Path(name) for name in sorted(glob.glob(pattern))]  # noqa: PTH207  patterns may be absolute
        if not found:
            raise CommandError(f"There is no file {pattern}.", returncode=2)
        for path in found:
            if path.is_dir():
                raise CommandError(f"{path} is a folder. Name files, e.g. {path}/*.csv", returncode=2)
        paths.extend(path for path in found if path not in paths)
    return paths


def _place(run: Import) -> str:
    return default_storage.path(run.refused_file) if run.refused_file else ""


def _totals(runs: list[Import]) -> dict[str, Any]:
    totals: dict[str, Any] = {
        name: sum(getattr(run, name) for run in runs) for name in ("created", "changed", "unchanged", "refused")
    }
    files = [_place(run) for run in runs if run.refused_file]
    totals["refused_file"] = files[0] if len(files) == 1 else (files or None)
    totals["failed"] = [run.file_name for run in runs if run.state != ImportState.DONE]
    return totals
