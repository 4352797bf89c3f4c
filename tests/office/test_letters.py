"""Officers word letters in the office."""

import re
from typing import Any

import pytest

from plon.accounts.models import User
from plon.agency.models import Setting
from tests.conftest import client_of

PAGE = "/office/house/settings/letters/"
LETTER = f"{PAGE}projects.claim_refused/"
EMPTY = {"subject_pl": "", "body_pl": "", "subject_en": "", "body_en": ""}


def test_an_officer_reads_what_came_with_plon_and_writes_own_words(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(officer)
    assert "Claim: not accepted" in client.get(PAGE).content.decode()
    page = client.get(LETTER).content.decode()
    assert "The agency has not accepted your claim" in page
    assert "{reason}" in page

    typed = {**EMPTY, "body_en": "Sorry: {reason}", "seen": ""}
    looked = client.post(LETTER, {**typed, "preview": "yes"}).content.decode()
    assert "Sorry: The school is not in the partnership." in looked
    assert not Setting.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(LETTER, typed, follow=True).content.decode()
    assert "The next letters say it" in page
    assert Setting.objects.exclude(value="").get().value == "Sorry: {reason}"
    assert "own words: in English" in " ".join(client.get(PAGE).content.decode().split())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"body_en": "{reason} {nmae}"},
            "Plon can&#x27;t put anything in for {nmae}. You can use: {project}, {reason}.",
        ),
        ({"subject_pl": "{x}"}, "Plon can&#x27;t put anything in for {x}."),
        ({"body_en": "No reason"}, "The letter is of no use without {reason}."),
        ({"body_en": "x" * 100_000}, "Something needs your attention"),
        ({"body_en": "{reason}\0"}, "Something needs your attention"),
    ],
)
def test_what_can_not_be_sent_is_refused_and_stays_on_the_form(officer: User, typed: dict[str, str], said: str) -> None:
    answer = client_of(officer).post(LETTER, {**EMPTY, "subject_en": "Kept {project}", **typed, "seen": ""})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Kept {project}" in answer.content.decode()
    assert not Setting.objects.exists()


def test_who_saves_after_somebody_else_is_told(officer: User) -> None:
    client = client_of(officer)
    found = re.search(r'name="seen" value="([^"]*)"', client.get(LETTER).content.decode())
    assert found
    client.post(LETTER, {**EMPTY, "body_en": "First {reason}", "seen": found[1]})

    answer = client.post(LETTER, {**EMPTY, "body_en": "Second {reason}", "seen": found[1]})
    assert answer.status_code == 409
    assert "Somebody else saved since you opened this page" in answer.content.decode()
    assert "Second {reason}" in answer.content.decode()


def test_another_page_of_settings_is_no_quarrel(officer: User) -> None:
    client = client_of(officer)
    found = re.search(r'name="seen" value="([^"]*)"', client.get(LETTER).content.decode())
    assert found
    client.post("/office/house/settings/", {"agency.email": "new@example.org", "seen": ""})

    assert client.post(LETTER, {**EMPTY, "body_en": "Mine {reason}", "seen": found[1]}).status_code == 302


def test_teams_word_nothing_and_unknown_letters_are_not_there(coordinator: User, officer: User) -> None:
    assert client_of(coordinator).post(LETTER, EMPTY).status_code == 403
    assert client_of(officer).get(f"{PAGE}no.such/").status_code == 404
