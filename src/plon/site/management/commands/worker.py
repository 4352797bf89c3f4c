"""``plon worker``: run background tasks and regular work in a process of their own."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from plon.jobs.schedule import run_due
from plon.site.worker import start_clock_thread


class Command(BaseCommand):
    help = "Run background tasks, and regular work when it is due, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="stop when nothing is left to do")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"]:
            run_due(timezone.now())
        else:
            start_clock_thread()
        call_command("db_worker", queue_name="*", batch=options["batch"])
