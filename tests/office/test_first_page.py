"""The office's first page leads to everything and tells what waits."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.contact.models import Message
from plon.exchange.models import Import
from plon.projects.models import Claim
from tests.conftest import client_of
from tests.factories import ProjectFactory, UserFactory


def _text(page: str) -> str:
    return " ".join(page.split())


def test_it_leads_everywhere_and_is_silent_where_nothing_waits(officer: User) -> None:
    page = _text(client_of(officer).get("/office/").content.decode())

    for link in ("/office/claims/", "/office/review/", "/office/house/announcements/", "/office/house/audit/"):
        assert f'href="{link}"' in page
    assert not re.search(r"\d waits? for you", page)
    assert "/office/house/people/" not in page


def test_it_tells_what_waits_with_as_many_queries_whatever_there_is(officer: User) -> None:
    client = client_of(officer)

    def ask() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/office/").content.decode()
        return len(asked), _text(page)

    before, _nothing = ask()
    for _ in range(3):
        Claim.objects.create(project=ProjectFactory(), person=UserFactory(), explanation="ours")
    Claim.objects.create(
        project=ProjectFactory(), person=UserFactory(), explanation="x", state="refused", decided_at=timezone.now()
    )
    Import.objects.create(file_name="export.xlsx", state="failed", finished_at=timezone.now())
    Message.objects.create(category="question", words="How?", due_on=timezone.localdate())

    after, page = ask()
    assert after == before
    assert "3 wait for you" in page
    assert page.count("1 waits for you") == 2
