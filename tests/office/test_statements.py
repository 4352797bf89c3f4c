"""Officers add to, or replace, what Plon writes of accessibility and privacy."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.agency import statements as reading
from plon.agency.actions import change_settings
from plon.agency.models import StatementVersion
from plon.history.models import Event
from tests.conftest import client_of

LIST = "/office/house/settings/statements/"
PAGE = f"{LIST}privacy/en/"
PUBLIC = "/en/about/privacy/"


def _save(client: Client, capture: Any, page: str = PAGE, **typed: object) -> Any:
    with capture(execute=True):
        return client.post(page, {"mode": "added", "body": "## Ours\n\nOur **own** words.", "seen": "", **typed})


def test_own_sections_follow_what_plon_writes_and_a_text_of_ones_own_takes_its_place(
    officer: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    office = client_of(officer)
    before = client.get(PUBLIC)
    assert _save(office, django_capture_on_commit_callbacks).status_code == 302

    added = client.get(PUBLIC, headers={"if-none-match": before["ETag"]})
    assert added.status_code == 200
    assert "<h2>Ours</h2>" in added.content.decode()
    assert "No cookies are set" in added.content.decode()
    assert added["Cache-Control"].startswith("public")
    # The other language and the other page stay as Plon writes them.
    assert "Ours" not in client.get("/pl/about/privacy/").content.decode()
    assert "Ours" not in client.get("/en/about/accessibility/").content.decode()

    first = StatementVersion.objects.get()
    _save(office, django_capture_on_commit_callbacks, mode="replaced", seen=first.pk)
    instead = client.get(PUBLIC).content.decode()
    assert "Our <strong>own</strong> words" in instead
    assert "No cookies are set" not in instead

    _save(office, django_capture_on_commit_callbacks, mode="generated", seen=StatementVersion.objects.first().pk)  # type: ignore[union-attr]  # there are two
    assert client.get(PUBLIC).content == before.content
    page = office.get(PAGE).content.decode()
    assert page.count("Take this text again") == 2
    assert "Our **own** words." in office.get(PAGE, {"version": first.pk}).content.decode().partition("<textarea")[2]
    assert Event.objects.filter(kind="agency.statement_written").count() == 3


def test_an_own_text_can_do_no_harm(officer: User, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    body = "<script>alert(1)</script> [x](javascript:alert(1)) <h3>"
    _save(client_of(officer), django_capture_on_commit_callbacks, body=body)

    page = client.get(PUBLIC).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_office_tells_when_plon_says_something_new(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    office = client_of(officer)
    _save(office, django_capture_on_commit_callbacks, mode="replaced")
    assert "Plon says something new" not in office.get(LIST).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        change_settings({("retention.events.names", ""): "30"}, by=officer)
    assert "Plon says something new" in office.get(LIST).content.decode()
    assert "has changed since your own text was written" in office.get(PAGE).content.decode()

    # Saving says that the text is right.
    held = StatementVersion.objects.get()
    _save(office, django_capture_on_commit_callbacks, mode="replaced", seen=held.pk)
    assert "Plon says something new" not in office.get(LIST).content.decode()


def test_the_notice_tells_how_long_data_is_kept(
    officer: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert "after the event: 90 days" in client.get(PUBLIC).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        change_settings({("retention.events.names", ""): "30"}, by=officer)
    assert "after the event: 30 days" in client.get(PUBLIC).content.decode()
    assert "30 dni" in client.get("/pl/about/privacy/").content.decode()


@pytest.mark.parametrize(
    "typed", [{"body": " "}, {"mode": "other"}, {"body": "x" * 100_000}, {"body": "a\0b"}, {"seen": 2**63}]
)
def test_what_can_not_stand_there_is_refused(
    officer: User, typed: dict[str, object], django_capture_on_commit_callbacks: Any
) -> None:
    answer = _save(client_of(officer), django_capture_on_commit_callbacks, **typed)

    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()
    assert not StatementVersion.objects.exists()


def test_who_saves_after_somebody_else_is_told_and_keeps_the_text(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    office = client_of(officer)
    _save(office, django_capture_on_commit_callbacks)

    answer = _save(office, django_capture_on_commit_callbacks, body="Late words")
    assert answer.status_code == 422
    assert "Somebody else changed it meanwhile" in answer.content.decode()
    assert "Late words" in answer.content.decode()

    # Who compared saves what stands on the page now.
    seen = re.search(r'name="seen" value="(\d+)"', answer.content.decode())
    assert seen
    assert _save(office, django_capture_on_commit_callbacks, body="Late words", seen=seen[1]).status_code == 302
    assert StatementVersion.objects.order_by("-id")[0].body == "Late words"


def test_a_preview_saves_nothing_and_odd_addresses_lead_nowhere(officer: User, coordinator: User) -> None:
    office = client_of(officer)
    looked = office.post(PAGE, {"mode": "added", "body": "## Ours", "preview": "yes"}).content.decode()

    assert "<h2>Ours</h2>" in looked
    assert not StatementVersion.objects.exists()
    assert office.get(f"{LIST}privacy/de/").status_code == 404
    assert office.get(f"{LIST}cookies/en/").status_code == 404
    assert office.get(PAGE, {"version": "9" * 30}).status_code == 200
    assert client_of(coordinator).get(PAGE).status_code == 403


@pytest.mark.django_db
def test_pages_ask_for_own_texts_once_in_a_few_seconds(client: Client) -> None:
    reading.KEPT.forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(PUBLIC)
        client.get("/pl/about/accessibility/")
    assert sum("agency_statementversion" in query["sql"] for query in asked) == 1


def test_the_language_of_a_text_is_named_in_the_language_of_who_reads(officer: User) -> None:
    lists = {}
    for language in ("en", "pl"):
        User.objects.filter(pk=officer.pk).update(language=language)
        lists[language] = client_of(officer).get("/office/house/settings/statements/").content.decode()
    assert ("Privacy notice, in Polish" in lists["en"], "po polsku" in lists["en"]) == (True, False)
    assert ("po polsku" in lists["pl"], "in English" in lists["pl"]) == (True, False)
