"""What the agency announces stands under the header of the pages it is meant for, while it is its time."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.agency import actions, kept
from plon.agency.announcements import KEPT, current
from plon.agency.models import Announcement
from plon.agency.refusals import AnnouncementChanged, AnnouncementNotPossible
from plon.history.models import Event
from tests.agency.making import DAY, announced
from tests.conftest import client_of


@pytest.fixture(autouse=True)
def _read_anew() -> None:
    KEPT.forget()


def _values(**given: object) -> dict[str, object]:
    now = timezone.now()
    return {
        "text_pl": "Nabór otwarty", "text_en": "The call is open", "link": "", "kind": "information",
        "place": "everywhere", "starts_at": now - DAY, "ends_at": now + DAY,
    } | given  # fmt: skip


def test_it_is_shown_in_its_time_and_in_the_readers_language(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    draft = actions.write_announcement(by=officer, values=_values())
    assert current("en") == ()

    with django_capture_on_commit_callbacks(execute=True):
        actions.publish_announcement(draft, by=officer)
    assert [(one.text, one.language) for one in current("en")] == [("The call is open", "en")]
    assert [(one.text, one.language) for one in current("pl")] == [("Nabór otwarty", "pl")]

    with django_capture_on_commit_callbacks(execute=True):
        actions.end_announcement(draft, by=officer)
    assert current("en") == ()
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        "agency.announcement_written", "agency.announcement_published", "agency.announcement_ended",
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_written_in_one_language_is_read_in_both(client: Client) -> None:
    announced("", text_pl="Przerwa techniczna", kind="warning")

    page = client.get("/en/about/").content.decode()
    assert '<bdi lang="pl">Przerwa techniczna</bdi>' in page
    # Not by colour alone.
    assert "<strong>Warning:</strong>" in page


@pytest.mark.django_db
def test_warnings_come_first_and_each_place_has_its_own() -> None:
    announced("For all")
    announced("Beware", kind="warning")
    announced("Only readers", place="public")
    announced("Only teams", place="workspace")
    announced("Tomorrow", starts_at=timezone.now() + DAY, ends_at=timezone.now() + 2 * DAY)
    announced("Yesterday", starts_at=timezone.now() - 2 * DAY, ends_at=timezone.now() - DAY)
    announced("Draft", is_published=False)

    assert [one.text for one in current("en")] == ["Beware", "For all", "Only readers"]
    assert [one.text for one in current("en", "workspace")] == ["Beware", "For all", "Only teams"]


def test_the_workspace_and_the_public_pages_show_their_own(coordinator: User, client: Client) -> None:
    announced("Only readers", place="public")
    announced("Only teams", place="workspace")

    inside, outside = client_of(coordinator).get("/workspace/").content.decode(), client.get("/en/").content.decode()
    assert ("Only teams" in inside, "Only readers" in inside) == (True, False)
    assert ("Only teams" in outside, "Only readers" in outside) == (False, True)


@pytest.mark.django_db
def test_public_pages_stay_shared_and_their_etag_tells_of_it(client: Client) -> None:
    before = client.get("/en/about/")
    announced("Call <script>open", link="https://example.org/call")
    KEPT.forget()

    after = client.get("/en/about/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "Call &lt;script&gt;open" in after.content.decode()
    assert 'href="https://example.org/call"' in after.content.decode()
    assert after["Cache-Control"].startswith("public")
    assert not after.cookies
    assert client.get("/en/about/", headers={"if-none-match": after["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_pages_ask_once_in_a_few_seconds_and_see_what_others_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/about/")
        client.get("/pl/about/")
    assert sum("agency_announcement" in query["sql"] for query in asked) == 1

    # Another process publishes: nothing in this one is told.
    announced("Call open")
    assert current("en") == ()
    now[0] += kept.FRESH
    assert [one.text for one in current("en")] == ["Call open"]


def test_a_changed_text_is_shown_again_to_who_put_it_away(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    made = announced("Call open")
    before = current("en")[0].key

    with django_capture_on_commit_callbacks(execute=True):
        actions.change_announcement(made, by=officer, values=_values(text_en="Call closed"), version=1)
    assert current("en")[0].key != before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text_pl": "", "text_en": ""}, "text_pl"),
        ({"ends_at": timezone.now() - 3 * DAY}, "ends_at"),
        ({"ends_at": timezone.now() + 400 * DAY}, "ends_at"),
        ({"text_pl": "x" * 301}, "text_pl"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.org/"}, "link"),
        ({"kind": "alarm"}, "kind"),
    ],
)
def test_what_can_not_be_shown_is_refused(officer: User, given: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.write_announcement(by=officer, values=_values(**given))

    assert field in refusal.value.message_dict
    assert not Announcement.objects.exists()


def test_two_who_change_at_once_notice_each_other(officer: User) -> None:
    made = announced("Call open")
    actions.change_announcement(made, by=officer, values=_values(), version=1)

    with pytest.raises(AnnouncementChanged):
        actions.change_announcement(made, by=officer, values=_values(text_en="Other"), version=1)


def test_what_is_on_no_page_can_not_be_ended_nor_what_was_shown_deleted(officer: User) -> None:
    now = timezone.now()
    over = announced("Over", starts_at=now - 2 * DAY, ends_at=now - DAY)
    old = announced("Old", starts_at=now - 2 * DAY, ends_at=now - DAY, is_published=False)
    waiting = announced("Later", starts_at=now + DAY, ends_at=now + 2 * DAY)

    with pytest.raises(AnnouncementNotPossible):
        actions.end_announcement(over, by=officer)
    with pytest.raises(AnnouncementNotPossible):
        actions.delete_announcement(over, by=officer)
    with pytest.raises(AnnouncementNotPossible):
        actions.publish_announcement(old, by=officer)
    # What was not shown yet is a draft again, and may go.
    actions.delete_announcement(actions.end_announcement(waiting, by=officer), by=officer)
    assert not Announcement.objects.filter(pk=waiting.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("given", [{"text_en": ""}, {"ends_at": timezone.now() - datetime.timedelta(days=30)}])
def test_the_table_keeps_what_the_rules_say(given: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        announced(**given)
