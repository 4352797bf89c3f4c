"""``plon user``: accounts from the command line, the first administrator above all."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from plon.accounts.actions import add_account, change_role
from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.errors import DomainError


class Command(BaseCommand):
    help = "Add an account, change its role, or list the accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="do", required=True)
        add = commands.add_parser("add", help="open an account (asks for a password, or reads it from standard input)")
        add.add_argument("email")
        add.add_argument("--name", default="")
        add.add_argument("--role", choices=PlatformRole.values, default=PlatformRole.MEMBER)
        add.add_argument("--language", choices=["pl", "en"], default="pl")
        role = commands.add_parser("role", help="change what an account may do")
        role.add_argument("email")
        role.add_argument("role", choices=PlatformRole.values)
        commands.add_parser("list", help="list officers and administrators")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):  # operators read one language, whatever the pages speak
            try:
                getattr(self, f"_{options['do']}")(options)
            except ValidationError as refusal:
                raise CommandError(" ".join(refusal.messages)) from refusal
            except DomainError as refusal:
                raise CommandError(str(refusal)) from refusal

    def _add(self, options: dict[str, Any]) -> None:
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        if len(password) < 10:
            raise CommandError("The password needs at least 10 characters.")
        user = add_account(
            options["email"],
            by=None,
            name=options["name"],
            role=options["role"],
            language=options["language"],
            password=password,
        )
        self.stdout.write(f"Added {user.email} ({user.role}).")

    def _role(self, options: dict[str, Any]) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['email']}.")
        change_role(user, by=None, role=options["role"])
        self.stdout.write(f"{user.email} is {user.role} now.")

    def _list(self, options: dict[str, Any]) -> None:
        for user in User.objects.exclude(role=PlatformRole.MEMBER).order_by("email"):
            self.stdout.write(f"{user.email}\t{user.role}")
