import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plon.accounts.models import User
from plon.corner.models import SentLetter
from plon.projects.models import Project
from tests.corner.conftest import Sink
from tests.corner.factories import make_link


def letters(*arguments: str) -> str:
    out = StringIO()
    call_command("letters", *arguments, stdout=out)
    return out.getvalue()


def test_a_dry_run_lists_and_sends_nothing(project: Project, coordinator: User, sink: Sink) -> None:
    link = make_link(project, coordinator)

    assert letters("--dry-run") == "ana@example.org  [en]  Your page in the project Clean rivers\n"
    assert json.loads(letters("--dry-run", "--json")) == [
        {
            "to": "ana@example.org",
            "language": "en",
            "subject": "Your page in the project Clean rivers",
            "about": [f"link:{link.public_id}:{link.nonce}"],
        }
    ]
    assert sink.letters == []
    assert not SentLetter.objects.exists()


def test_what_is_due_goes_once(project: Project, coordinator: User, sink: Sink) -> None:
    make_link(project, coordinator)

    assert letters().endswith("1 of 1 sent\n")
    assert letters() == "0 of 0 sent\n"
    assert len(sink.letters) == 1


def test_looking_ahead_never_sends(db: None) -> None:
    with pytest.raises(CommandError, match="only looks ahead"):
        letters("--at", "2026-03-30T08:00")
    with pytest.raises(CommandError, match="--at takes a time"):
        letters("--dry-run", "--at", "Monday")
    assert letters("--dry-run", "--at", "2026-03-30T08:00") == ""
