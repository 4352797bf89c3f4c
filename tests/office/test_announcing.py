"""Officers announce something in the office."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.agency.models import Announcement
from tests.agency.making import announced
from tests.conftest import client_of

PAGE = "/office/house/announcements/"
TYPED = {
    "text_pl": "Nabór otwarty", "text_en": "The call is open", "link": "", "kind": "information", "place": "everywhere",
    "starts_at": "2026-03-01T10:00", "ends_at": "2126-03-01T10:00", "version": "",
}  # fmt: skip


def version_on(answer: Any) -> str:
    """The version that the shown form carries."""
    found = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert found
    return found[1]


def _typed(**given: str) -> dict[str, str]:
    return {**TYPED, "ends_at": "2026-04-01T10:00", **given}


def test_an_officer_writes_looks_publishes_and_ends(officer: User) -> None:
    client = client_of(officer)
    looked = client.post(f"{PAGE}new/", _typed(preview="yes")).content.decode()
    assert "As readers see it" in looked
    assert not Announcement.objects.exists()

    page = client.post(f"{PAGE}new/", _typed(ends_at="2027-02-01T10:00"), follow=True).content.decode()
    made = Announcement.objects.get()
    assert "Nobody else sees it yet" in page
    # The hours are those of the person's zone, Warsaw here.
    assert made.starts_at.isoformat() == "2026-03-01T09:00:00+00:00"

    page = client.post(f"{PAGE}{made.public_id}/publish/", follow=True).content.decode()
    assert "Published" in page
    page = client.post(f"{PAGE}{made.public_id}/end/", follow=True).content.decode()
    assert "took the announcement" in page
    assert "over</span>" in page


def test_a_preview_says_when_a_language_falls_back(officer: User) -> None:
    page = client_of(officer).post(f"{PAGE}new/", _typed(preview="yes", text_en="")).content.decode()

    assert "There is no text in this language" in page
    assert page.count("Nabór otwarty") >= 3  # the field and both previews


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ends_at": "2026-02-01T10:00"}, "It ends before it begins."),
        ({"text_pl": "", "text_en": " "}, "Write the text in at least one language."),
        ({"text_pl": "", "text_en": " ", "preview": "yes"}, "Write the text in at least one language."),
        ({"text_pl": "x" * 100_000}, "Something needs your attention"),
        ({"text_pl": "a\0b"}, "Something needs your attention"),
        ({"link": "javascript:alert(1)"}, "Something needs your attention"),
        ({"starts_at": "0001-01-01T00:00"}, "Something needs your attention"),
        ({"starts_at": "9999-12-31T23:59"}, "Something needs your attention"),
        ({"starts_at": "tomorrow"}, "Something needs your attention"),
        ({"version": "9223372036854775808"}, "Something needs your attention"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(officer: User, given: dict[str, str], said: str) -> None:
    answer = client_of(officer).post(f"{PAGE}new/", _typed(**{"text_en": "Kept 🌾 text", **given}))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "text_en" in given or "Kept 🌾 text" in answer.content.decode()
    assert not Announcement.objects.exists()


def test_a_change_that_somebody_overtook_is_refused_in_words(officer: User) -> None:
    made = announced("Call open")
    client = client_of(officer)
    assert client.post(f"{PAGE}{made.public_id}/edit/", _typed(version="1")).status_code == 302

    answer = client.post(f"{PAGE}{made.public_id}/edit/", _typed(version="1", text_en="Mine"))
    assert answer.status_code == 422
    assert "Somebody else changed it meanwhile" in answer.content.decode()
    assert "Mine" in answer.content.decode()

    # Who compared saves what stands on the page now.
    again = client.post(f"{PAGE}{made.public_id}/edit/", _typed(version=version_on(answer), text_en="Mine"))
    assert again.status_code == 302
    made.refresh_from_db()
    assert made.text_en == "Mine"


def test_a_draft_is_deleted_after_a_question(officer: User) -> None:
    made = announced("Call open", is_published=False)
    client = client_of(officer)

    assert "Delete the draft?" in client.get(f"{PAGE}{made.public_id}/delete/").content.decode()
    assert Announcement.objects.exists()
    client.post(f"{PAGE}{made.public_id}/delete/")
    assert not Announcement.objects.exists()
    assert "Nothing announced yet" in client.get(PAGE).content.decode()


def test_three_ask_no_more_than_one(officer: User) -> None:
    client = client_of(officer)
    announced("One")

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return len(asked)

    before = ask()
    announced("Two")
    announced("Three")
    assert ask() == before


def test_teams_announce_nothing(coordinator: User) -> None:
    assert client_of(coordinator).post(f"{PAGE}new/", _typed()).status_code == 403
    assert client_of(coordinator).get(PAGE).status_code == 403
