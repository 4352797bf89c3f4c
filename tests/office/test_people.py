"""Administrators look after accounts and roles."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.actions import LastAdministrator, change_role, deactivate_account
from plon.accounts.models import User
from plon.history.models import Event
from tests.conftest import client_of
from tests.factories import UserFactory

PEOPLE = "/office/house/people/"


def test_an_administrator_finds_people_and_sees_their_second_factor(administrator: User, officer: User) -> None:
    UserFactory(name="Anna Nowak", role="officer")
    client = client_of(administrator)

    assert "no second factor yet" in client.get(PEOPLE, {"q": "now anna"}).content.decode()
    page = client.get(PEOPLE, {"q": officer.email}).content.decode()
    assert "second factor set up" in page
    assert "Anna" not in page
    assert "Nobody like this" in client.get(PEOPLE, {"q": "🌾"}).content.decode()


@pytest.mark.parametrize("asked", [{"role": "king"}, {"q": "x" * 100_000}, {"q": "\0"}])
def test_odd_questions_are_refused_in_words(administrator: User, asked: dict[str, str]) -> None:
    answer = client_of(administrator).get(PEOPLE, asked)

    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()


def test_a_role_is_changed(administrator: User, stranger: User) -> None:
    client_of(administrator).post(f"{PEOPLE}{stranger.pk}/", {"role": "officer"})

    stranger.refresh_from_db()
    assert stranger.is_officer
    event = Event.objects.get(kind="account.role_changed")
    assert (event.actor_id, event.changes) == (administrator.pk, {"role": ["member", "officer"]})


def test_the_last_administrator_stays_one(administrator: User) -> None:
    answer = client_of(administrator).post(f"{PEOPLE}{administrator.pk}/", {"role": "member"})

    assert "Plon needs at least one administrator." in answer.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_administrator
    with pytest.raises(LastAdministrator):
        deactivate_account(administrator, by=None)


def test_one_who_can_not_sign_in_does_not_count_as_an_administrator(administrator: User) -> None:
    other = UserFactory(role="administrator", is_active=False)

    with pytest.raises(LastAdministrator):
        change_role(administrator, by=other, role="member")


def test_who_is_shut_out_is_out_at_once_and_comes_back(administrator: User, stranger: User) -> None:
    theirs = Client()
    theirs.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    # Signing in through the page notes the session.
    UserSession.objects.create(user=stranger, session_key=theirs.session.session_key, ip="127.0.0.1", user_agent="")
    assert theirs.get("/workspace/").status_code == 200
    client = client_of(administrator)

    page = client.post(f"{PEOPLE}{stranger.pk}/deactivate/", follow=True).content.decode()
    assert "sign in any more" in page
    assert theirs.get("/workspace/").status_code == 302
    assert not UserSession.objects.filter(user=stranger).exists()

    client.post(f"{PEOPLE}{stranger.pk}/reactivate/")
    stranger.refresh_from_db()
    assert stranger.is_active
    # The old session does not come to life again.
    assert theirs.get("/workspace/").status_code == 302
    assert [event.kind for event in Event.objects.order_by("pk")] == ["account.deactivated", "account.reactivated"]


def test_nobody_shuts_themselves_out(administrator: User) -> None:
    UserFactory(role="administrator")

    page = client_of(administrator).post(f"{PEOPLE}{administrator.pk}/deactivate/", follow=True).content.decode()

    assert "Ask another administrator" in page
    administrator.refresh_from_db()
    assert administrator.is_active


def test_officers_do_not_look_after_accounts(officer: User, stranger: User) -> None:
    client = client_of(officer)

    assert client.get(PEOPLE).status_code == 403
    assert client.post(f"{PEOPLE}{stranger.pk}/", {"role": "administrator"}).status_code == 403
    assert "People and roles" not in client.get("/office/").content.decode()
    stranger.refresh_from_db()
    assert not stranger.is_officer


def test_thirty_people_ask_no_more_than_one(administrator: User) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            client_of(administrator).get(PEOPLE)
        return len(asked)

    before = ask()
    for _ in range(30):
        UserFactory()
    assert ask() == before
