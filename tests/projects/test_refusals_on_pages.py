"""What an action refuses is said on the page, and nothing changes."""

import pytest

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.actions import add_member, invite_person
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.models import Membership, Project
from plon.projects.refusals import AlreadyInTeam
from plon.projects.telling import Change, changes_in_words
from tests.conftest import client_of
from tests.factories import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def test_the_last_coordinator_is_told_on_the_team_page(project: Project, coordinator: User) -> None:
    client = client_of(coordinator)
    door = f"/workspace/{project.public_id}/team/{Membership.objects.get().pk}/"

    for address, sent in ((door, {"role": "editor"}), (f"{door}remove/", {})):
        page = client.post(address, sent, follow=True).content.decode()
        assert "A team needs a coordinator." in page
    assert Membership.objects.get().role == TeamRole.COORDINATOR


def test_roles_change_and_members_go_on_the_team_page(project: Project, coordinator: User, editor: User) -> None:
    client = client_of(coordinator)
    door = f"/workspace/{project.public_id}/team/{Membership.objects.get(person=editor).pk}/"

    client.post(door, {"role": "contributor"})
    assert Membership.objects.get(person=editor).role == TeamRole.CONTRIBUTOR
    assert "Editor is no longer in the team." in client.post(f"{door}remove/", follow=True).content.decode()
    assert not project.memberships.filter(person=editor).exists()


def test_invitations_are_sent_again_and_taken_back_on_the_team_page(project: Project, coordinator: User) -> None:
    first = invite_person(project, by=coordinator, email="new@example.org", role=TeamRole.EDITOR)
    client, door = client_of(coordinator), f"/workspace/{project.public_id}"

    page = client.post(f"{door}/invitations/{first.pk}/", {"do": "resend"}, follow=True).content.decode()
    assert "The invitation was sent again" in page
    assert (
        "no longer open"
        in client.post(f"{door}/invitations/{first.pk}/", {"do": "resend"}, follow=True).content.decode()
    )
    second = project.invitations.exclude(pk=first.pk).get()
    client.post(f"{door}/invitations/{second.pk}/", {"do": "revoke"})
    second.refresh_from_db()
    assert not second.is_open
    assert "new@example.org" not in client.get(f"{door}/team/").content.decode()


def test_a_member_is_not_invited_or_added_again(project: Project, coordinator: User, editor: User) -> None:
    sent = {"email": editor.email, "role": "editor", "language": "en"}
    page = client_of(coordinator).post(f"/workspace/{project.public_id}/team/", sent).content.decode()

    assert "editor@example.org is already in the team." in page
    with pytest.raises(AlreadyInTeam):
        add_member(project, by=coordinator, person=editor, role=TeamRole.EDITOR)


def test_the_coordinating_organisation_stays(project: Project, editor: User) -> None:
    led = PartnershipFactory(project=project, role=PartnershipRole.COORDINATOR)
    client, door = client_of(editor), f"/workspace/{project.public_id}/partners/"

    assert "can&#x27;t be removed" in client.post(f"{door}{led.pk}/remove/", follow=True).content.decode()
    assert "needs a coordinator" in client.post(f"{door}{led.pk}/", {"role": "partner"}, follow=True).content.decode()
    sent = {"organisation": led.organisation.public_id, "role": "partner"}
    assert "is already in this partnership" in client.post(door, sent).content.decode()
    assert project.partnerships.count() == 1


def test_a_profile_is_saved_with_a_warning_of_an_odd_oid(project: Project, coordinator: User) -> None:
    one = PartnershipFactory(project=project, organisation=OrganisationFactory(name="Old"))
    door = f"/workspace/{project.public_id}/partners/{one.pk}/organisation/"
    client = client_of(coordinator)

    assert "An OID is the letter E" in client.post(door, {"name": "New", "country": "PL", "oid": "7"}).content.decode()
    page = client.post(door, {"name": "New", "country": "PL", "oid": "E90000001"}, follow=True).content.decode()
    one.organisation.refresh_from_db()
    assert one.organisation.name == "New"
    assert "they usually begin with E1" in page
    assert Event.objects.filter(kind="organisation.changed").count() == 1


def test_changes_are_told_in_words(project: Project) -> None:
    event = Event(
        subject_type="projects.project",
        changes={
            "start": ["2024-09-01", None],
            "languages": [["pl"], ["pl", "en"]],
            "summary_pl": ["", "Nowe"],
            "lead": [{"id": 1, "label": "A"}, "abcdefghij"],
        },
    )

    assert changes_in_words(event) == [
        Change("start", "1 September 2024", "—"),
        Change("working languages", "pl", "pl, en"),
        Change("summary (pl)", "—", "Nowe"),
        Change("lead", "A", "abcdefghij"),
    ]
    assert changes_in_words(Event(subject_type="gone.thing", changes={"x": [1, 2]})) == [Change("x", "1", "2")]
