"""Claiming an imported project, and the office's decision."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.agency.posting import send_owed
from plon.history.models import Event
from plon.projects.actions import accept_claim, claim_project, refuse_claim
from plon.projects.enums import ClaimState, PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.models import Membership, Project
from plon.projects.queries import find_by_number
from plon.projects.refusals import AlreadyInTeam, ClaimDecided, OwnClaim
from tests.conftest import client_of
from tests.factories import OrganisationFactory, PartnershipFactory, ProjectFactory, UserFactory
from tests.letters import refusing

pytestmark = pytest.mark.django_db
NUMBER = "2024-1-PL01-KA210-SCH-000123456"


@pytest.fixture
def imported() -> Project:
    project = ProjectFactory(
        title="Bread of many countries",
        number=NUMBER,
        number_key=NUMBER,
        is_number_wellformed=True,
        origin=ProjectOrigin.IMPORTED,
    )
    PartnershipFactory(
        project=project,
        organisation=OrganisationFactory(name="School of Bakers", city="Kielce"),
        role=PartnershipRole.COORDINATOR,
    )
    return project


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        f"  {NUMBER} ",
        NUMBER.replace("-", " - "),
        NUMBER.replace("-", "–"),
        NUMBER.replace("-", " "),
    ],
)
def test_a_project_is_found_however_its_number_is_typed(imported: Project, typed: str) -> None:
    assert find_by_number(typed) == imported


def test_a_private_project_is_not_found_by_its_number(project: Project) -> None:
    assert find_by_number(project.number) is None


def test_a_claim_waits_and_every_officer_gets_a_letter(
    imported: Project,
    stranger: User,
    officer: User,
    administrator: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        claim = claim_project(imported, by=stranger, explanation="I teach there.")

    assert claim.state == ClaimState.WAITING
    assert {tuple(letter.to) for letter in mailoutbox} == {(officer.email,), (administrator.email,)}
    assert "I teach there." in mailoutbox[0].body
    assert NUMBER in mailoutbox[0].subject
    assert not imported.memberships.exists()
    assert Event.objects.get().kind == "claim.made"


def test_officers_hear_of_a_claim_when_the_mail_server_is_back(
    imported: Project,
    stranger: User,
    officer: User,
    mailoutbox: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        claim_project(imported, by=stranger, explanation="I teach there.")
    assert mailoutbox == []

    send_owed()
    assert [letter.to for letter in mailoutbox] == [[officer.email]]


def test_nobody_claims_twice_or_what_they_have(imported: Project, stranger: User) -> None:
    claim = claim_project(imported, by=stranger, explanation="I teach there.")
    with pytest.raises(ValidationError, match="already asked"):
        claim_project(imported, by=stranger, explanation="Once more.")

    Membership.objects.create(project=imported, person=stranger)
    with pytest.raises(AlreadyInTeam):
        claim_project(imported, by=stranger, explanation="Again.")
    assert list(imported.claims.all()) == [claim]


@pytest.mark.parametrize(("language", "words"), [("en", "is yours in Plon"), ("pl", "Projekt")])
def test_an_accepted_claim_makes_a_coordinator_and_tells_them_in_their_language(
    imported: Project,
    officer: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    language: str,
    words: str,
) -> None:
    person = UserFactory(language=language)
    claim = claim_project(imported, by=person, explanation="I teach there.")

    with django_capture_on_commit_callbacks(execute=True):
        membership = accept_claim(claim, by=officer)

    assert (membership.person, membership.role) == (person, TeamRole.COORDINATOR)
    assert membership.organisation is not None
    assert membership.organisation.name == "School of Bakers"
    [letter] = mailoutbox
    assert letter.to == [person.email]
    assert words in letter.subject
    assert imported.get_workspace_url() in letter.body
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == (ClaimState.ACCEPTED, officer)
    assert Event.objects.filter(kind="claim.accepted", actor_id=officer.pk).count() == 1


def test_a_refusal_needs_a_reason_that_the_person_reads(
    imported: Project,
    stranger: User,
    officer: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    claim = claim_project(imported, by=stranger, explanation="I teach there.")
    with pytest.raises(ValidationError):
        refuse_claim(claim, by=officer, reason="")
    with django_capture_on_commit_callbacks(execute=True):
        refuse_claim(claim, by=officer, reason="Please write from the school's address.")

    [letter] = mailoutbox
    assert letter.to == [stranger.email]
    assert "Please write from the school's address." in letter.body
    assert not imported.memberships.exists()
    assert claim_project(imported, by=stranger, explanation="Now with proof.").state == ClaimState.WAITING


def test_a_claim_is_decided_once(imported: Project, stranger: User, officer: User) -> None:
    claim = claim_project(imported, by=stranger, explanation="I teach there.")
    refuse_claim(claim, by=officer, reason="No.")

    with pytest.raises(ClaimDecided):
        accept_claim(claim, by=officer)


def test_officers_do_not_decide_their_own_claims_administrators_may(
    imported: Project, officer: User, administrator: User
) -> None:
    own = claim_project(imported, by=officer, explanation="Mine.")
    with pytest.raises(OwnClaim):
        accept_claim(own, by=officer)

    own = claim_project(imported, by=administrator, explanation="Mine.")
    assert accept_claim(own, by=administrator).person == administrator


def test_the_claim_page_shows_what_was_found_and_sends_the_claim(imported: Project, stranger: User) -> None:
    client = client_of(stranger)

    page = client.get("/workspace/claim/", {"number": NUMBER.lower()}).content.decode()
    assert "Bread of many countries" in page
    assert "School of Bakers, Kielce" in page

    answer = client.post("/workspace/claim/", {"number": NUMBER, "explanation": "I teach there."})
    assert (answer.status_code, answer["Location"]) == (302, "/workspace/")
    assert imported.claims.get().person == stranger
    assert "has not answered yet" in client.get("/workspace/").content.decode()
    assert "already asked" in client.get("/workspace/claim/", {"number": NUMBER}).content.decode()


def test_the_claim_page_says_that_somebody_leads_it(imported: Project, stranger: User, coordinator: User) -> None:
    Membership.objects.create(project=imported, person=coordinator, role=TeamRole.COORDINATOR)

    page = client_of(stranger).get("/workspace/claim/", {"number": NUMBER}).content.decode()

    assert "Somebody coordinates this project in Plon already" in page
    assert "Ask the agency anyway" in page
    assert coordinator.email not in page


@pytest.mark.parametrize("number", ["2024-1-PL01-KA210-SCH-000999999", "nonsense", "<b>x</b>", "9" * 400])
def test_a_number_that_is_not_found_gets_a_friendly_page(stranger: User, number: str) -> None:
    answer = client_of(stranger).get("/workspace/claim/", {"number": number})

    assert answer.status_code == 200
    assert "<b>x</b>" not in answer.content.decode()
    assert "No project with the number" in answer.content.decode() or "at most 100" in answer.content.decode()


def test_the_office_decides_oldest_first(imported: Project, stranger: User, officer: User) -> None:
    claim = claim_project(imported, by=stranger, explanation="I <b>teach</b> there.")
    client = client_of(officer)

    page = client.get("/office/claims/").content.decode()
    assert "I &lt;b&gt;teach&lt;/b&gt; there." in page

    client.post(f"/office/claims/{claim.pk}/", {"decision": "refuse", "reason": ""})
    claim.refresh_from_db()
    assert claim.state == ClaimState.WAITING

    client.post(f"/office/claims/{claim.pk}/", {"decision": "accept"})
    assert imported.memberships.get().person == stranger
    assert "Bread of many countries" not in client.get("/office/claims/").content.decode()
    assert "Bread of many countries" in client.get("/office/claims/?show=decided").content.decode()


def test_only_the_office_decides(imported: Project, stranger: User) -> None:
    claim = claim_project(imported, by=stranger, explanation="Mine.")

    assert client_of(stranger).get("/office/claims/").status_code == 403
    assert client_of(stranger).post(f"/office/claims/{claim.pk}/", {"decision": "accept"}).status_code == 403
    assert not imported.memberships.exists()
