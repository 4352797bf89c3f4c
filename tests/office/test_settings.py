"""Officers say how the agency is called and reached; the public reads it."""

from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.portal.sources import PAGES, page_documents
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


def test_teams_set_nothing(coordinator: User) -> None:
    assert client_of(coordinator).post(PAGE, SET).status_code == 403
