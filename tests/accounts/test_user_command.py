import io
import sys

import pytest
from django.core.management import CommandError, call_command

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.history.models import Event
from tests.factories import UserFactory


def run(*arguments: str, stdin: str = "", monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    call_command("user", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_administrator_is_added_and_may_sign_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run(
        "add",
        "Ada@Example.org",
        "--role",
        "administrator",
        stdin="a long password\n",
        monkeypatch=monkeypatch,
    )

    user = User.objects.get()
    assert (user.email, user.role, out) == (
        "ada@example.org",
        PlatformRole.ADMINISTRATOR,
        "Added ada@example.org (administrator).\n",
    )
    assert user.check_password("a long password")
    assert user.emailaddress_set.get().verified
    assert Event.objects.get().kind == "account.added"


def test_a_short_password_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="at least 10"):
        run("add", "ada@example.org", stdin="short\n", monkeypatch=monkeypatch)
    assert User.objects.count() == 0


def test_the_same_address_in_other_letters_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory(email="ada@example.org")

    with pytest.raises(CommandError, match="already an account"):
        run("add", "ADA@example.org", stdin="a long password\n", monkeypatch=monkeypatch)


def test_the_last_administrator_stays(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory(email="ada@example.org", role=PlatformRole.ADMINISTRATOR)

    with pytest.raises(CommandError, match="at least one administrator"):
        run("role", "ada@example.org", "member", monkeypatch=monkeypatch)


def test_an_unknown_address_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match=r"no account nobody@example\.org"):
        run("role", "nobody@example.org", "officer", monkeypatch=monkeypatch)
