"""``plon demo``: fill Plon with the example world and say how to enter it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from plon.accounts.examples import PASSWORD, example_accounts
from plon.demo.world import is_there, make_world
from plon.search.updating import rebuild


class Command(BaseCommand):
    help = "Make the example world: projects, results, a full plan, an account for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing if it is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The example accounts have a public password. Set PLON_DEMONSTRATION=true if this is a demonstration."
            )
        if is_there():
            if not options["if_empty"]:
                raise CommandError("The example world is here already.")
        else:
            self.stdout.write("Making the example world ...")
            make_world()
            rebuild()
        with override("en"):
            self._tell_accounts()

    def _tell_accounts(self) -> None:
        self.stdout.write("Example accounts (password of all: " + PASSWORD + ")")
        for account in example_accounts():
            self.stdout.write(f"  {account.email:26}{account.may}")
