"""Inviting, joining, roles and leaving."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.agency.posting import send_owed
from plon.history.models import Event
from plon.projects.actions import (
    accept_invitation,
    change_member_role,
    invite_person,
    remove_member,
    resend_invitation,
    revoke_invitation,
)
from plon.projects.enums import TeamRole
from plon.projects.models import Invitation, Membership, Project
from plon.projects.refusals import AlreadyInTeam, InvitationClosed, LastCoordinator, WrongPerson
from tests.conftest import client_of
from tests.factories import UserFactory
from tests.letters import refusing

pytestmark = pytest.mark.django_db


def secret_in(letter: Any) -> str:
    found = re.search(r"/workspace/invitation/([^/\s]+)/", letter.body)
    assert found
    return found[1]


@pytest.fixture
def invite(
    project: Project,
    coordinator: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Any:
    def send(email: str = "new@example.org", **fields: Any) -> tuple[Invitation, str]:
        with django_capture_on_commit_callbacks(execute=True):
            made = invite_person(
                project, by=coordinator, **{"role": TeamRole.EDITOR, "language": "en", **fields}, email=email
            )
        return made, secret_in(mailoutbox[-1])

    return send


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "Invitation to the project Clean rivers in Plon"), ("pl", "Zaproszenie do projektu Clean rivers w Plonie")],
)
def test_the_letter_is_in_the_chosen_language(invite: Any, mailoutbox: list[Any], language: str, subject: str) -> None:
    invite(language=language)

    [letter] = mailoutbox
    assert letter.subject == subject
    assert letter.to == ["new@example.org"]
    assert "\n\n\n\n" not in letter.body


def test_only_a_hash_of_the_secret_is_kept(invite: Any, project: Project) -> None:
    invitation, secret = invite()

    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert secret not in str(list(Event.objects.values()))
    assert re.fullmatch("[0-9a-f]{64}", invitation.secret_hash)
    assert timezone.now() + datetime.timedelta(days=13) < invitation.expires_at
    assert invitation.expires_at < timezone.now() + datetime.timedelta(days=15)


def test_the_invited_person_joins_with_their_role(invite: Any, project: Project) -> None:
    invitation, _secret = invite(role=TeamRole.CONTRIBUTOR)
    person = UserFactory(email="new@example.org")

    membership = accept_invitation(invitation, by=person)

    assert (membership.project, membership.person, membership.role) == (project, person, TeamRole.CONTRIBUTOR)
    with pytest.raises(InvitationClosed):
        accept_invitation(invitation, by=person)


def test_another_account_can_not_use_it(invite: Any, stranger: User, project: Project) -> None:
    invitation, _secret = invite()

    with pytest.raises(WrongPerson, match=r"new@example\.org"):
        accept_invitation(invitation, by=stranger)
    assert not project.memberships.filter(person=stranger).exists()


@pytest.mark.parametrize("how", ["revoked", "expired", "replaced"])
def test_a_closed_invitation_opens_nothing(
    invite: Any, project: Project, coordinator: User, mailoutbox: list[Any], how: str
) -> None:
    invitation, secret = invite()
    if how == "revoked":
        revoke_invitation(invitation, by=coordinator)
    elif how == "expired":
        Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    else:
        invite()
    client = client_of(UserFactory(email="new@example.org"))

    assert "no longer open" in client.get(f"/workspace/invitation/{secret}/").content.decode()
    client.post(f"/workspace/invitation/{secret}/")
    assert not project.memberships.filter(person__email="new@example.org").exists()


def test_sending_again_makes_a_new_secret(
    invite: Any,
    coordinator: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    invitation, secret = invite(role=TeamRole.CONTRIBUTOR, language="pl")
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(days=1))

    with django_capture_on_commit_callbacks(execute=True):
        again = resend_invitation(Invitation.objects.get(), by=coordinator)

    assert secret_in(mailoutbox[-1]) != secret
    assert (again.role, again.language, again.is_open) == (TeamRole.CONTRIBUTOR, "pl", True)
    with pytest.raises(InvitationClosed):
        resend_invitation(Invitation.objects.get(pk=invitation.pk), by=coordinator)


def test_a_member_is_not_invited_again(project: Project, coordinator: User, editor: User) -> None:
    with pytest.raises(AlreadyInTeam):
        invite_person(project, by=coordinator, email=editor.email.upper(), role=TeamRole.EDITOR)


def test_a_malformed_address_is_refused(project: Project, coordinator: User) -> None:
    with pytest.raises(ValidationError):
        invite_person(project, by=coordinator, email="nobody", role=TeamRole.EDITOR)
    assert not Invitation.objects.exists()


def test_a_visitor_is_led_to_sign_in_and_back(invite: Any) -> None:
    _invitation, secret = invite()
    page = Client().get(f"/workspace/invitation/{secret}/", headers={"accept-language": "en"})

    assert f'href="/accounts/login/?next=/workspace/invitation/{secret}/"' in page.content.decode()
    assert f'href="/accounts/signup/?next=/workspace/invitation/{secret}/"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Client().get("/workspace/invitation/guessed/").status_code == 404


def test_a_signed_in_person_joins_by_the_link_or_from_their_list(invite: Any, project: Project) -> None:
    _invitation, secret = invite()
    by_link = client_of(UserFactory(email="new@example.org"))
    answer = by_link.post(f"/workspace/invitation/{secret}/")
    assert answer["Location"] == project.get_workspace_url()
    assert by_link.get(answer["Location"]).status_code == 200

    invitation, _secret = invite("other@example.org")
    by_list = client_of(UserFactory(email="other@example.org"))
    assert f"/workspace/invitations/{invitation.pk}/join/" in by_list.get("/workspace/").content.decode()
    assert by_list.post(f"/workspace/invitations/{invitation.pk}/join/")["Location"] == project.get_workspace_url()


def test_nobody_joins_by_another_ones_invitation(invite: Any, stranger: User) -> None:
    invitation, secret = invite()
    client = client_of(stranger)

    assert client.post(f"/workspace/invitations/{invitation.pk}/join/").status_code == 404
    page = client.get(f"/workspace/invitation/{secret}/").content.decode()
    assert "was sent to new@example.org, and you are signed in as stranger@example.org" in page


def test_a_role_is_changed_and_told(project: Project, coordinator: User, editor: User) -> None:
    membership = Membership.objects.get(person=editor)

    change_member_role(membership, by=coordinator, role=TeamRole.CONTRIBUTOR)

    event = Event.objects.get(kind="member.changed")
    assert (event.subject_label, event.changes) == ("Editor", {"role": ["editor", "contributor"]})
    with pytest.raises(ValidationError):
        change_member_role(membership, by=coordinator, role="king")


def test_the_last_coordinator_neither_leaves_nor_steps_down(project: Project, coordinator: User, editor: User) -> None:
    membership = Membership.objects.get(person=coordinator)
    with pytest.raises(LastCoordinator):
        remove_member(membership, by=coordinator)
    with pytest.raises(LastCoordinator):
        change_member_role(membership, by=coordinator, role=TeamRole.EDITOR)

    change_member_role(Membership.objects.get(person=editor), by=coordinator, role=TeamRole.COORDINATOR)
    remove_member(membership, by=coordinator)
    assert [m.person for m in project.memberships.all()] == [editor]


def test_everyone_may_leave_and_is_asked_first(project: Project, coordinator: User, contributor: User) -> None:
    client = client_of(contributor)
    address = f"/workspace/{project.public_id}/team/{Membership.objects.get(person=contributor).pk}/remove/"

    assert "You will no longer see the workspace" in client.get(address).content.decode()
    assert project.memberships.filter(person=contributor).exists()
    assert client.post(address)["Location"] == "/workspace/"
    assert not project.memberships.filter(person=contributor).exists()


def test_only_the_coordinator_changes_the_team(
    project: Project, coordinator: User, editor: User, officer: User
) -> None:
    pk = Membership.objects.get(person=coordinator).pk
    base = f"/workspace/{project.public_id}"
    doors = [f"{base}/team/", f"{base}/team/{pk}/", f"{base}/team/{pk}/remove/"]

    for person in (editor, officer):
        assert [client_of(person).post(door, {"role": "editor"}).status_code for door in doors] == [403, 403, 403]
    answer = client_of(coordinator).post(
        f"{base}/team/", {"email": "New@Example.org", "role": "editor", "language": "pl"}
    )
    assert answer.status_code == 302
    assert Invitation.objects.get().email == "new@example.org"


def test_a_mail_server_that_is_away_only_delays_an_invitation(
    project: Project, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refusing(monkeypatch), TestCase.captureOnCommitCallbacks(execute=True):
        invite_person(project, by=coordinator, email="new@example.org", role=TeamRole.EDITOR)
    assert Invitation.objects.get().is_open

    send_owed()
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
