"""``plon jobs``: what is done by the clock, when last and when next."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plon.jobs.models import Appointment
from plon.jobs.schedule import registered_works, run_now


class Command(BaseCommand):
    help = "List the regular work with its last and next time, or do one piece of it now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run", metavar="NAME", help="do this piece of work now")
        parser.add_argument("--json", action="store_true", help="the list as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["run"]:
            self._run(options["run"])
            return
        rows = self._rows()
        if options["json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            times = (
                f"every {row['every']}  last {row['last'] or 'never'}  next {row['next'] or 'as soon as a worker runs'}"
            )
            self.stdout.write(f"{row['name']:28}  {times}" + (f"  FAILED: {row['error']}" if row["error"] else ""))

    def _run(self, name: str) -> None:
        try:
            went_well = run_now(name)
        except KeyError:
            names = ", ".join(work.name for work in registered_works())
            raise CommandError(f"There is no work named {name}. There is: {names or 'nothing'}", returncode=2) from None
        if not went_well:
            raise CommandError(f"{name} failed; the log says why.")
        self.stdout.write(f"{name} is done.")

    def _rows(self) -> list[dict[str, str]]:
        kept = {appointment.name: appointment for appointment in Appointment.objects.all()}
        rows = []
        for work in registered_works():
            appointment = kept.get(work.name)
            last = appointment.last_started_at if appointment else None
            rows.append(
                {
                    "name": work.name,
                    "every": str(work.every),
                    "last": last.isoformat(timespec="seconds") if last else "",
                    "next": appointment.due_at.isoformat(timespec="seconds") if appointment else "",
                    "error": appointment.last_error if appointment else "",
                }
            )
        return rows
