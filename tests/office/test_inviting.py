"""An administrator invites officers by letter."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.actions import add_account
from plon.accounts.models import User
from plon.history.models import Event
from plon.office.models import OfficerInvitation
from plon.office.people.inviting import (
    KEPT,
    HasAccount,
    InvitationClosed,
    accept_invitation,
    forget_invitations,
    revoke_invitation,
)
from tests.conftest import client_of
from tests.factories import UserFactory

PAGE = "/office/house/people/invitations/"
GOOD = {"name": "Ewa Nowa", "password": "seven herons by the stream", "again": "seven herons by the stream"}


def _invite(administrator: User, capture: Any, email: str = "new@example.org", **typed: str) -> str:
    """Invite, and return the address in the letter."""
    with capture(execute=True):
        answer = client_of(administrator).post(PAGE, {"email": email, "role": "officer", "language": "en", **typed})
    assert answer.status_code == 302
    found = re.search(r"http\S+(/office/house/join/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_who_is_invited_opens_an_account_and_is_asked_for_a_second_factor(
    administrator: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    link = _invite(administrator, django_capture_on_commit_callbacks)
    assert mail.outbox[0].to == ["new@example.org"]
    assert "second factor" in mail.outbox[0].body

    assert "new@example.org" in client.get(link).content.decode()
    assert client.post(link, GOOD).headers["Location"].startswith("/accounts/login/")
    made = User.objects.get(email="new@example.org")
    assert (made.name, made.role, made.language) == ("Ewa Nowa", "officer", "en")
    assert made.check_password(GOOD["password"])
    assert client.login(username="new@example.org", password=GOOD["password"])
    assert client_of(made).get("/office/").headers["Location"].startswith("/accounts/2fa/")

    # It works once.
    again = Client().post(link, {**GOOD, "name": "Other"})
    assert again.status_code == 410
    assert "account opened" in client_of(administrator).get(PAGE).content.decode()
    kinds = [event.kind for event in Event.objects.order_by("pk")]
    assert kinds == ["officer.invited", "account.added", "officer.joined"]


def test_an_invitation_is_taken_back_sent_again_and_runs_out(
    administrator: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    first = _invite(administrator, django_capture_on_commit_callbacks)
    second = _invite(administrator, django_capture_on_commit_callbacks)
    assert client.get(first).status_code == 410
    waiting = OfficerInvitation.objects.get(revoked_at=None)
    office = client_of(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{PAGE}{waiting.pk}/", {"do": "again"})
    assert client.get(second).status_code == 410
    assert len(mail.outbox) == 3

    waiting = OfficerInvitation.objects.get(revoked_at=None)
    OfficerInvitation.objects.filter(pk=waiting.pk).update(expires_at=timezone.now())
    assert "has run out" in office.get(PAGE).content.decode()
    office.post(f"{PAGE}{waiting.pk}/", {"do": "revoke"})
    assert (
        "does not wait any more" in office.post(f"{PAGE}{waiting.pk}/", {"do": "revoke"}, follow=True).content.decode()
    )
    assert client.post(first, GOOD).status_code == 410
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "12345", "again": "12345"}, "too short"),
        ({"again": "seven herons"}, "The two passwords differ."),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 100_000}, "at most 150"),
        ({"name": "a\0b"}, "Null characters"),
        ({"password": "new@example.org", "again": "new@example.org"}, "too similar"),
    ],
)
def test_what_makes_no_account_is_refused_in_words(
    administrator: User, client: Client, typed: dict[str, str], said: str, django_capture_on_commit_callbacks: Any
) -> None:
    link = _invite(administrator, django_capture_on_commit_callbacks)

    answer = client.post(link, {**GOOD, **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_who_has_an_account_is_not_invited(administrator: User, stranger: User) -> None:
    answer = client_of(administrator).post(PAGE, {"email": "STRANGER@example.org", "role": "officer", "language": "pl"})
    assert answer.status_code == 422
    assert "Change its role on its page" in answer.content.decode()

    waiting = OfficerInvitation.objects.create(email=stranger.email, secret_hash="x", invited_by=administrator)
    with pytest.raises(HasAccount):
        accept_invitation(waiting, name="Ewa", password=GOOD["password"])
    assert User.objects.get(pk=stranger.pk).role == "member"


def test_an_address_that_is_somebodys_second_one_is_not_invited(
    administrator: User, stranger: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    link = _invite(administrator, django_capture_on_commit_callbacks)
    EmailAddress.objects.create(user=stranger, email="new@example.org", verified=True, primary=False)

    asked = {"email": "NEW@example.org", "role": "officer", "language": "pl"}
    assert "Change its role" in client_of(administrator).post(PAGE, asked).content.decode()
    answer = client.post(link, GOOD)
    assert answer.status_code == 422
    assert "There is an account with this e-mail" in answer.content.decode()
    with pytest.raises(ValidationError, match="e-mail"):
        add_account("New@example.org", by=None)
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("lost", [{"role": "officer"}, {"is_active": False}])
def test_an_invitation_ends_with_the_right_of_who_sent_it(
    administrator: User, client: Client, lost: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    link = _invite(administrator, django_capture_on_commit_callbacks)
    User.objects.filter(pk=administrator.pk).update(**lost)

    assert client.get(link).status_code == 410
    assert client.post(link, GOOD).status_code == 410
    with pytest.raises(InvitationClosed):
        accept_invitation(OfficerInvitation.objects.get(), name="Ewa", password=GOOD["password"])
    other = UserFactory(role="administrator")
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={"secret": "not used"})
    assert "who sent it may invite no more" in client_of(other).get(PAGE).content.decode()
    # Another administrator sends it anew.
    with django_capture_on_commit_callbacks(execute=True):
        client_of(other).post(f"{PAGE}{OfficerInvitation.objects.get().pk}/", {"do": "again"})
    found = re.search(r"http\S+(/office/house/join/\S+)", mail.outbox[-1].body)
    assert found
    assert client.get(found[1]).status_code == 200


def test_the_audit_log_keeps_no_address_of_who_never_joined(
    administrator: User, django_capture_on_commit_callbacks: Any
) -> None:
    _invite(administrator, django_capture_on_commit_callbacks)
    revoke_invitation(OfficerInvitation.objects.get(), by=administrator)

    assert Event.objects.filter(kind__startswith="officer.").count() == 2
    assert not any("new@" in f"{event.subject_label} {event.changes}" for event in Event.objects.all())


@pytest.mark.parametrize(
    "typed", [{"role": "member"}, {"email": "no address"}, {"language": "de"}, {"email": "a\0@b.c"}]
)
def test_odd_invitations_are_refused(administrator: User, typed: dict[str, str]) -> None:
    asked = {"email": "new@example.org", "role": "officer", "language": "pl", **typed}

    assert client_of(administrator).post(PAGE, asked).status_code == 422
    assert not OfficerInvitation.objects.exists()


def test_officers_invite_nobody_and_a_guessed_link_leads_nowhere(officer: User, client: Client) -> None:
    asked = {"email": "new@example.org", "role": "administrator", "language": "pl"}

    assert client_of(officer).post(PAGE, asked).status_code == 403
    assert client.get("/office/house/join/guessed/").status_code == 404


def test_what_is_long_over_is_erased(administrator: User) -> None:
    OfficerInvitation.objects.create(email="old@example.org", secret_hash="a", expires_at=timezone.now() - 2 * KEPT)
    OfficerInvitation.objects.create(email="new@example.org", secret_hash="b")

    forget_invitations()
    assert OfficerInvitation.objects.get().email == "new@example.org"


def test_three_ask_no_more_than_one(administrator: User) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            client_of(administrator).get(PAGE)
        return len(asked)

    OfficerInvitation.objects.create(email="a@example.org", secret_hash="a", invited_by=administrator)
    before = ask()
    for name in "bc":
        OfficerInvitation.objects.create(email=f"{name}@example.org", secret_hash=name, invited_by=UserFactory())
    assert ask() == before
