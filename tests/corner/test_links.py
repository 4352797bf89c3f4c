"""The pages of the workspace: sending, renewing and taking back links; calendars; one's own letters."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.corner.models import PartnerLink, Subscription
from plon.corner.queries import wants_letters
from plon.history.models import Event
from plon.projects.models import Project
from tests.conftest import client_of
from tests.corner.factories import address, make_link, make_partner
from tests.factories import OrganisationFactory, ProjectFactory


def fields(project: Project, **values: Any) -> dict[str, Any]:
    """Return a filled form."""
    partner = values.pop("partner", None) or make_partner(project)
    until = timezone.localdate() + datetime.timedelta(days=30)
    return {
        "organisation": partner.pk, "name": "Ana Ruiz", "email": "Ana@example.org", "language": "es",
        "expires_on": until.isoformat(), "time_zone": "", **values,
    }  # fmt: skip


def test_the_coordinator_sends_a_link(
    project: Project, coordinator: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/workspace/{project.public_id}/partner-links/", fields(project), follow=True)

    link = PartnerLink.objects.get()
    assert (link.name, link.email, link.language, link.time_zone) == (
        "Ana Ruiz", "ana@example.org", "es", "Europe/Madrid",
    )  # fmt: skip
    # It works through its last day, in the time zone of who sent it.
    assert timezone.localtime(link.expires_at).time() == datetime.time()
    assert "Ana Ruiz" in answer.content.decode()
    assert "not used yet" in answer.content.decode()
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]]
    event = Event.objects.get(kind="partner_link.sent")
    assert (event.actor_id, event.project_id, event.subject_label) == (coordinator.pk, project.pk, "Ana Ruiz")


def test_a_second_link_to_the_same_person_ends_the_first(project: Project, coordinator: User, client: Any) -> None:
    first = make_link(project, coordinator)
    second = make_link(project, coordinator, first.organisation)

    assert client.get(address(first)).status_code == 404
    assert client.get(address(second)).status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "ana@"}, "Enter a valid email address"),
        ({"name": ""}, "This field is required"),
        ({"expires_on": "2020-01-01"}, "Give a day after today, at most three years from now."),
        ({"expires_on": "2999-01-01"}, "give a day between"),
        ({"organisation": "999999"}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(
    change: dict[str, str], words: str, project: Project, coordinator: User
) -> None:
    answer = client_of(coordinator).post(f"/workspace/{project.public_id}/partner-links/", fields(project, **change))

    assert words in answer.content.decode()
    assert not PartnerLink.objects.exists()


def test_an_organisation_outside_the_partnership_gets_no_link(project: Project, coordinator: User) -> None:
    client_of(coordinator).post(
        f"/workspace/{project.public_id}/partner-links/", fields(project, partner=OrganisationFactory())
    )

    assert not PartnerLink.objects.exists()


def test_sent_again_a_link_has_a_new_address_and_as_much_time(
    project: Project, coordinator: User, client: Any, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    link = make_link(project, coordinator)
    old = address(link)
    lasts = link.expires_at - link.sent_at
    with django_capture_on_commit_callbacks(execute=True):
        client_of(coordinator).post(f"/workspace/{project.public_id}/partner-links/{link.public_id}/renew/")

    link.refresh_from_db()
    assert link.expires_at - link.sent_at == lasts
    assert client.get(old).status_code == 404
    assert client.get(address(link)).status_code == 200
    assert address(link) in mailoutbox[-1].body
    assert Event.objects.filter(kind="partner_link.renewed").count() == 1


def test_a_link_is_taken_back_after_a_question(project: Project, coordinator: User, client: Any) -> None:
    link = make_link(project, coordinator)
    page = f"/workspace/{project.public_id}/partner-links/{link.public_id}/revoke/"
    person = client_of(coordinator)

    assert "Take back the link of Ana Ruiz?" in person.get(page).content.decode()
    assert client.get(address(link)).status_code == 200
    person.post(page)

    assert client.get(address(link)).status_code == 404
    assert Event.objects.filter(kind="partner_link.revoked").count() == 1
    # What was taken back can't be sent again by an old page.
    person.post(f"/workspace/{project.public_id}/partner-links/{link.public_id}/renew/")
    assert client.get(address(link)).status_code == 404


@pytest.mark.parametrize("who", ["editor", "contributor", "officer"])
def test_links_are_the_coordinator_s(who: str, project: Project, coordinator: User, request: Any) -> None:
    link = make_link(project, coordinator)
    client = client_of(request.getfixturevalue(who))
    base = f"/workspace/{project.public_id}/partner-links/"

    assert client.get(base).status_code == 403
    assert client.post(base, fields(project)).status_code == 403
    assert client.post(f"{base}{link.public_id}/renew/").status_code == 403
    assert client.post(f"{base}{link.public_id}/revoke/").status_code == 403


def test_a_link_of_another_project_is_not_there(project: Project, coordinator: User) -> None:
    other = make_link(ProjectFactory(), coordinator)
    base = f"/workspace/{project.public_id}/partner-links/"

    assert client_of(coordinator).get(f"{base}{other.public_id}/revoke/").status_code == 404
    assert client_of(coordinator).post(f"{base}{other.public_id}/renew/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_constant_number_of_questions(
    rows: int, project: Project, coordinator: User, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_link(project, coordinator, email=f"{number}@example.org")
    client = client_of(coordinator)
    client.get(f"/workspace/{project.public_id}/partner-links/")

    with django_assert_num_queries(8):
        client.get(f"/workspace/{project.public_id}/partner-links/")


def test_a_contributor_makes_a_calendar_and_only_an_editor_ends_its_address(
    project: Project, contributor: User, editor: User
) -> None:
    page = f"/workspace/{project.public_id}/partner-links/calendars/"
    client = client_of(contributor)
    assert "webcal://" not in client.get(page).content.decode()

    client.post(f"{page}make/", {"partner": ""})

    secret = Subscription.objects.get().secret
    assert f"webcal://127.0.0.1:8000/calendar/{secret}.ics" in client.get(page).content.decode()
    assert client.post(f"{page}make/", {"partner": "", "renew": "yes"}).status_code == 403
    client_of(editor).post(f"{page}make/", {"partner": "", "renew": "yes"})
    assert Subscription.objects.get().secret != secret


def test_a_partner_of_another_project_has_no_calendar_here(project: Project, editor: User) -> None:
    page = f"/workspace/{project.public_id}/partner-links/calendars/make/"
    answer = client_of(editor).post(page, {"partner": OrganisationFactory().public_id})

    assert answer.status_code == 404
    assert not Subscription.objects.exists()


def test_a_member_ends_and_begins_their_letters(project: Project, contributor: User) -> None:
    page = f"/workspace/{project.public_id}/partner-links/"
    client = client_of(contributor)

    client.post(f"{page}letters/", {"wants": "no"})
    assert not wants_letters(project, contributor.pk)
    assert "You get no reminders" in client.get(f"{page}calendars/").content.decode()

    client.post(f"{page}letters/", {"wants": "yes"})
    assert wants_letters(project, contributor.pk)
