from django.test import Client

from plon.accounts.models import User
from plon.history.models import Event
from tests.conftest import client_of


def test_a_person_changes_name_language_and_zone_and_is_answered_in_the_new_language(stranger: User) -> None:
    client = client_of(stranger)

    response = client.post(
        "/accounts/profile/", {"name": "Ola", "language": "pl", "time_zone": "Atlantic/Azores"}, follow=True
    )

    stranger.refresh_from_db()
    assert (stranger.name, stranger.language, stranger.time_zone) == ("Ola", "pl", "Atlantic/Azores")
    assert "Zapisano" in response.content.decode()
    assert Event.objects.get().changes["language"] == ["en", "pl"]


def test_an_unknown_zone_is_refused_and_nothing_is_lost(stranger: User) -> None:
    response = client_of(stranger).post(
        "/accounts/profile/", {"name": "Ola", "language": "pl", "time_zone": "Mars/Olympus"}
    )

    assert 'value="Ola"' in response.content.decode()
    stranger.refresh_from_db()
    assert stranger.name == "Stranger"


def test_visitors_have_no_profile(db: None) -> None:
    assert Client().get("/accounts/profile/").status_code == 302


def test_a_signed_in_person_changes_the_language_with_one_button(stranger: User) -> None:
    client = client_of(stranger)

    response = client.post("/language/", {"language": "pl", "next": "/workspace/"}, follow=True)

    stranger.refresh_from_db()
    assert stranger.language == "pl"
    assert "Moje projekty" in response.content.decode()


def test_a_language_that_plon_does_not_speak_changes_nothing(stranger: User) -> None:
    client_of(stranger).post("/language/", {"language": "xx", "next": "https://elsewhere.example/"})

    stranger.refresh_from_db()
    assert stranger.language == "en"
