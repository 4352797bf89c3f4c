"""``plon visibility``: check files for what must be said of the funding, and measure how good the check is."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.programme.numbers import parse_number
from plon.visibility.checking import check_file
from plon.visibility.expectation import Expectation
from plon.visibility.report import Report, Verdict
from plon.visibility.words import tell, tell_note, tell_problem

_MARKS = {Verdict.GOOD: "+", Verdict.MISSING: "-", Verdict.WRONG: "-", Verdict.LOOK: "?", Verdict.NOT_APPLICABLE: " "}


class Command(BaseCommand):
    help = "Check files for emblem, funding statement, disclaimer, licence and number; or measure the check itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        check = commands.add_parser("check", help="check files")
        check.add_argument("files", nargs="+", metavar="FILE")
        check.add_argument("--project", metavar="NUMBER", default="", help="number of the project they belong to")
        check.add_argument("--json", action="store_true", help="the whole reports as JSON")
        check.add_argument("--language", default="en", choices=["en", "pl"], help="of the words")
        measure = commands.add_parser("measure", help="precision and recall on labelled cases")
        measure.add_argument("--data", metavar="FOLDER", help="folder with statements.jsonl of real texts")
        measure.add_argument("--made", action="store_true", help="also render good and broken documents and check them")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "measure":
            self._measure(options)
            return
        number = options["project"]
        if number and not parse_number(number).is_wellformed:
            raise CommandError(f"{number} is no project number", returncode=2)
        expectation = Expectation(number=number)
        reports = [check_file(Path(name), Path(name).name, expectation) for name in options["files"]]
        if options["json"]:
            self.stdout.write(json.dumps([report.to_json() for report in reports], ensure_ascii=False))
        else:
            for report in reports:
                self._write(report, options["language"])
        if any(report.problem or report.faults for report in reports):
            raise SystemExit(1)

    def _write(self, report: Report, language: str) -> None:
        self.stdout.write(report.name)
        if report.problem:
            self.stdout.write(f"  - {tell_problem(report.problem, language)}")
        for note in report.notes:
            self.stdout.write(f"    {tell_note(note, language)}")
        for finding in report.findings:
            told = tell(finding, language)
            self.stdout.write(f"  {_MARKS[finding.verdict]} {told.title} [{told.sureness}]")
            if told.why:
                self.stdout.write(f"      {told.why}")
            if finding.mend and finding.mend.text:
                self.stdout.write(f"      > {finding.mend.text}")

    def _measure(self, options: dict[str, Any]) -> None:
        from plon.visibility.measuring.made import made_cases
        from plon.visibility.measuring.measure import measured, table
        from plon.visibility.measuring.real import real_cases

        if options["data"]:
            self.stdout.write(table("Real texts", measured(real_cases(Path(options["data"])))))
        if options["made"]:
            self.stdout.write(table("Made documents", measured(made_cases())))
        if not options["data"] and not options["made"]:
            raise CommandError("say what to measure: --data FOLDER, --made, or both", returncode=2)
