"""Begin from the number: a workspace is filled from the public register, field by field."""

import datetime

import pytest

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.actions import claim_project
from plon.projects.actions.filling import begin_from_register, fill_from_register
from plon.projects.enums import PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.filling import told_by_number
from plon.projects.models import Project
from plon.projects.refusals import ClaimNeeded, NothingToFill
from tests.conftest import client_of
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProjectTextFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NUMBER = "2024-1-PL01-KA210-SCH-000123456"


@pytest.fixture
def register() -> Project:
    found = ProjectFactory(
        title="Bread of many countries",
        acronym="BREAD",
        number=NUMBER,
        number_key=NUMBER,
        is_number_wellformed=True,
        origin=ProjectOrigin.IMPORTED,
        grant=60000,
        topics=["Cultural heritage"],
    )
    ProjectTextFactory(project=found, language="en", title="Bread of many countries", summary="We bake.")
    for name, role in (("School of Bakers", PartnershipRole.COORDINATOR), ("Mill museum", PartnershipRole.PARTNER)):
        PartnershipFactory(project=found, organisation=OrganisationFactory(name=name), role=role)
    return found


@pytest.fixture
def mine(coordinator: User) -> Project:
    """A project that its coordinator only named."""
    bare = ProjectFactory(
        title="Our bread", action_type="", field="", call_year=None, start=None, end=None, countries=[], authority=""
    )
    MembershipFactory(project=bare, person=coordinator, role=TeamRole.COORDINATOR)
    return bare


def fill_url(project: Project) -> str:
    return f"/workspace/{project.public_id}/fill/"


def test_what_is_empty_is_filled_and_what_somebody_wrote_stays(
    register: Project, mine: Project, coordinator: User
) -> None:
    mine.acronym = "LOAF"
    mine.save()

    fill_from_register(mine, by=coordinator, record=register)

    mine.refresh_from_db()
    assert (mine.title, mine.acronym) == ("Our bread", "LOAF")
    assert (mine.action_type, mine.start, mine.countries) == ("KA210", datetime.date(2024, 9, 1), ["PL", "ES"])
    assert mine.texts.get(language="en").summary == "We bake."
    assert {p.organisation.name: p.role for p in mine.partnerships.select_related("organisation")} == {
        "School of Bakers": PartnershipRole.COORDINATOR,
        "Mill museum": PartnershipRole.PARTNER,
    }
    assert mine.number_key == "", "the number stays with the record: it is unique"
    assert Event.objects.filter(project_id=mine.pk, kind="project.filled").exists()


def test_a_project_has_one_coordinator_only(register: Project, mine: Project, coordinator: User) -> None:
    own = PartnershipFactory(project=mine, role=PartnershipRole.COORDINATOR)

    fill_from_register(mine, by=coordinator, record=register, fields=["partners"])

    assert mine.partnerships.get(role=PartnershipRole.COORDINATOR) == own
    assert mine.partnerships.count() == 3


def test_filled_twice_there_is_nothing_left(register: Project, mine: Project, coordinator: User) -> None:
    fill_from_register(mine, by=coordinator, record=register)

    with pytest.raises(NothingToFill):
        fill_from_register(mine, by=coordinator, record=register)
    with pytest.raises(NothingToFill):
        fill_from_register(register, by=coordinator, record=register)


def test_the_page_shows_each_value_and_takes_what_is_ticked(
    register: Project, mine: Project, coordinator: User
) -> None:
    client = client_of(coordinator)

    shown = client.get(fill_url(mine), {"number": NUMBER.lower()}).content.decode()
    assert "Bread of many countries" in shown
    assert "School of Bakers; Mill museum" in shown
    answer = client.post(fill_url(mine), {"number": NUMBER, "field": ["start", "end"], "next": "//evil.example"})

    assert answer["Location"] == f"/workspace/{mine.public_id}/settings/"
    mine.refresh_from_db()
    assert (mine.end, mine.action_type) == (datetime.date(2026, 8, 31), "")
    assert not mine.partnerships.exists()


def test_it_goes_on_where_the_person_came_from(register: Project, mine: Project, coordinator: User) -> None:
    onward = f"/workspace/{mine.public_id}/plan/start/project/"

    answer = client_of(coordinator).post(fill_url(mine), {"number": NUMBER, "field": "start", "next": onward})

    assert answer["Location"] == onward


@pytest.mark.parametrize(
    "typed",
    ["", "2024", "2024-1-PL01-KA210-SCH-000999999", "x" * 5000, "\x00\ud800".encode("utf-8", "replace").decode()],
)
def test_a_number_that_is_not_here_is_said_so(mine: Project, coordinator: User, typed: str) -> None:
    client = client_of(coordinator)

    assert client.get(fill_url(mine), {"number": typed}).status_code == 200
    assert client.post(fill_url(mine), {"number": typed, "field": "start"}).status_code == 200
    mine.refresh_from_db()
    assert mine.start is None


def test_nothing_ticked_is_said_and_nothing_changes(register: Project, mine: Project, coordinator: User) -> None:
    answer = client_of(coordinator).post(fill_url(mine), {"number": NUMBER})

    assert "nothing was chosen" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.start is None


def test_a_private_project_fills_nobody_s_workspace(mine: Project, coordinator: User, stranger: User) -> None:
    ProjectFactory(title="Secret bread", number=NUMBER, number_key=NUMBER)

    answer = client_of(coordinator).get(fill_url(mine), {"number": NUMBER})

    assert "Secret bread" not in answer.content.decode()
    assert client_of(stranger).get(fill_url(mine)).status_code == 404


def test_a_plan_begins_while_the_claim_waits_and_begins_once(register: Project) -> None:
    teacher = UserFactory()
    client = client_of(teacher)

    refused = client.post("/workspace/begin/", {"number": NUMBER}, follow=True).content.decode()
    assert "Ask for the project first" in refused
    with pytest.raises(ClaimNeeded):
        begin_from_register(register, by=teacher)
    assert Project.objects.count() == 1

    claim_project(register, by=teacher, explanation="I lead it.")
    first = client.post("/workspace/begin/", {"number": NUMBER})
    again = client.post("/workspace/begin/", {"number": NUMBER})

    own = Project.objects.exclude(pk=register.pk).get()
    assert first["Location"] == again["Location"] == own.get_workspace_url()
    assert (own.title, own.action_type, own.number) == ("Bread of many countries", "KA210", "")


def test_a_plan_begins_from_a_known_number_only(coordinator: User) -> None:
    answer = client_of(coordinator).post("/workspace/begin/", {"number": "2099-1-XX"}, follow=True)

    assert "No project with this number is in Plon." in answer.content.decode()


def test_the_number_alone_tells_the_action_the_year_and_the_agency() -> None:
    told = told_by_number("2024-1-PL01-KA210-SCH-000999999")

    assert told == {
        "action_type": "KA210",
        "programme": "erasmus-2021-2027",
        "field": "SCH",
        "call_year": 2024,
        "authority": "PL01",
        "countries": ["PL"],
    }
    assert told_by_number("a number") == {}
