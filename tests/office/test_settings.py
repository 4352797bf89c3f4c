"""Officers say how the agency is called and reached; the public reads it."""

import re
from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.agency.models import Setting
from plon.events.keeping import keep_days
from plon.portal.sources import PAGES, page_documents
from plon.programme.authorities import authority
from tests.conftest import client_of

PAGE = "/office/house/settings/"
SET = {
    "agency.name_pl": "Agencja <Przykład>",
    "agency.name_en": "Example Agency",
    "agency.address": "ul. Polna 1\nOpole",
    "agency.email": "info@example.org",
    "accessibility.email": "access@example.org",
    "privacy.officer": "Jan Nowak",
    "privacy.note_en": "First.\n\nSecond.",
}


@pytest.mark.django_db
def test_before_anything_is_set_the_pages_say_what_they_said(client: Client) -> None:
    statement = client.get("/en/about/accessibility/").content.decode()
    assert "write to the organisation that runs this copy of Plon, and say" in statement
    assert "<address>" not in statement
    assert (
        "napisz do organizacji, która prowadzi tę kopię Plonu"
        in client.get("/pl/about/accessibility/").content.decode()
    )
    assert "<address>" not in client.get("/pl/about/privacy/").content.decode()


def test_what_an_officer_sets_stands_on_the_pages(
    client: Client, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = client_of(officer).post(PAGE, SET, follow=True).content.decode()
    assert "The pages show it within seconds" in page
    assert "Officer" in page.partition("Changed last")[2]

    statement = client.get("/en/about/accessibility/").content.decode()
    assert "write to Example Agency, and say" in statement
    assert 'href="mailto:access@example.org"' in statement
    assert "Polna 1<br>Opole" in statement
    polish = client.get("/pl/about/privacy/").content.decode()
    assert "Agencja &lt;Przykład&gt;" in polish
    assert "Inspektor ochrony danych: Jan Nowak" in polish
    assert 'href="mailto:info@example.org"' in polish
    assert "<p>First.</p>" in client.get("/en/about/privacy/").content.decode()
    answer = client.get("/en/about/privacy/")
    assert not answer.cookies
    assert answer["Cache-Control"].startswith("public")


@pytest.mark.django_db
def test_the_index_reads_the_pages_without_the_agency() -> None:
    found = list(page_documents(range(1, len(PAGES) + 1)))

    assert any("the organisation that runs this copy of Plon" in text.body for one in found for text in one.texts)


def test_nothing_typed_is_lost_when_one_value_is_refused(officer: User) -> None:
    answer = client_of(officer).post(PAGE, {**SET, "agency.phone": "call me"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the number in digits" in page
    assert "Example Agency" in page


@pytest.mark.parametrize("value", ["a\0b", "x" * 100_000])
def test_odd_values_are_refused_in_words(officer: User, value: str) -> None:
    answer = client_of(officer).post(PAGE, {"agency.name_pl": value})

    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()


def test_who_saves_after_somebody_else_is_told_and_loses_nothing(officer: User) -> None:
    client = client_of(officer)
    first = client.get(PAGE).content.decode()
    seen = {"seen": _seen(first)}
    assert client.post(PAGE, {"agency.email": "new@example.org", **seen}).status_code == 302

    late = {"agency.phone": "22 123 45 67", **seen}
    answer = client.post(PAGE, late)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "Somebody else saved since you opened this page" in page
    assert "Saved now: new@example.org" in page
    assert 'value="22 123 45 67"' in page
    assert "Saved now: nothing" in page
    assert Setting.objects.get().value == "new@example.org"

    # Having read it, they say how it is to be.
    both = {**late, "agency.email": "new@example.org", "seen": _seen(page)}
    assert client.post(PAGE, both).status_code == 302
    assert dict(Setting.objects.values_list("key", "value")) == {
        "agency.email": "new@example.org", "agency.phone": "22 123 45 67",
    }  # fmt: skip


def test_a_mistake_on_the_way_does_not_hide_that_somebody_else_saved(officer: User) -> None:
    client = client_of(officer)
    seen = _seen(client.get(PAGE).content.decode())
    client.post(PAGE, {"agency.email": "new@example.org", "seen": seen})

    wrong = client.post(PAGE, {"agency.email": "no address", "seen": seen})
    mended = client.post(PAGE, {"agency.email": "own@example.org", "seen": _seen(wrong.content.decode())})

    assert (wrong.status_code, mended.status_code) == (422, 409)
    assert Setting.objects.get().value == "new@example.org"


def test_saving_the_same_twice_is_no_quarrel(officer: User) -> None:
    client = client_of(officer)
    seen = _seen(client.get(PAGE).content.decode())
    client.post(PAGE, {**SET, "seen": seen})

    assert "Nothing changed." in client.post(PAGE, {**SET, "seen": seen}, follow=True).content.decode()


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def test_teams_set_nothing(coordinator: User) -> None:
    assert client_of(coordinator).post(PAGE, SET).status_code == 403


RETENTION = "/office/house/settings/retention/"


@pytest.mark.parametrize("value", ["13", "731", "-5", "9223372036854775808", "ninety", "²", "1.5"])
def test_a_period_outside_of_its_bounds_is_refused(officer: User, value: str) -> None:
    answer = client_of(officer).post(RETENTION, {"retention.events.names": value, "seen": ""})

    assert answer.status_code == 422
    assert "A whole number from 14 to 730." in answer.content.decode()
    assert not Setting.objects.exists()


def test_a_period_holds_for_what_comes_from_now_on(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    client = client_of(officer)
    page = client.get(RETENTION).content.decode()
    assert "GDPR" in page
    assert "the grant agreement says for how long" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(RETENTION, {"retention.events.names": "30", "seen": ""})

    assert keep_days() == 30
    assert "Empty: 30 days after the event" in client.get("/office/events/new/").content.decode()


def test_the_authority_is_called_as_the_agency_says(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    page = "/office/house/settings/authority/"
    typed = {
        "authority.code": "PL01", "authority.name_pl": "Nowa Agencja (NA)", "authority.in_sentence_pl": "Nowej Agencji",
        "seen": "",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert client_of(officer).post(page, typed).status_code == 302

    known = authority("PL01")
    assert known
    assert (known.name("pl"), known.name_in_sentence("pl"), known.bracket) == (
        "Nowa Agencja (NA)",
        "Nowej Agencji",
        "Nowa Agencja, NA",
    )
    # What was not said stays as it was, and so do others.
    assert known.name_in_sentence("en") == "Fundacja Rozwoju Systemu Edukacji"
    other = authority("AT01")
    assert other
    assert other.own == "OeAD-GmbH"
    assert client_of(officer).post(page, {**typed, "authority.code": "XX99"}).status_code == 422
