"""``plon letters``: send the letters that are due, or only list them."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plon.corner.letters.sending import deliver_all
from plon.corner.letters.work import letters_due


class Command(BaseCommand):
    help = "Send the reminders, digests and personal links that are due; workers do it by themselves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only list what would go")
        parser.add_argument("--at", metavar="TIME", help="with --dry-run: what would go then (2026-03-30T08:00)")
        parser.add_argument("--json", action="store_true", help="the list as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["at"] and not options["dry_run"]:
            raise CommandError("--at only looks ahead: use it with --dry-run", returncode=2)
        letters = list(letters_due(self._moment(options["at"])))
        if options["json"]:
            rows = [
                {"to": each.email, "language": each.language, "subject": each.subject,
                 "about": sorted(about for _project, about in each.abouts)}
                for each in letters
            ]  # fmt: skip
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        else:
            for each in letters:
                self.stdout.write(f"{each.email}  [{each.language}]  {each.subject}")
        if options["dry_run"]:
            return
        sent = deliver_all(letters)
        if not options["json"]:
            self.stdout.write(f"{sent} of {len(letters)} sent")

    def _moment(self, given: str | None) -> datetime.datetime:
        if not given:
            return timezone.now()
        try:
            moment = datetime.datetime.fromisoformat(given)
        except ValueError as mistake:
            raise CommandError(f"--at takes a time such as 2026-03-30T08:00, not {given}", returncode=2) from mistake
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
