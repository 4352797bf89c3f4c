"""The pages of the workspace: who sees what, bad input, and the number of queries."""

import re
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape

from plon.accounts.models import User
from plon.projects.actions import change_project
from plon.projects.enums import PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.forms import AmountField
from plon.projects.models import Membership, Project
from tests.conftest import client_of
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlannedActivityFactory,
    ProjectFactory,
    ResultFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SECTIONS = ("", "team/", "partners/", "settings/", "history/")
NEW = {
    "title": "Clean air",
    "organisation_name": "School of Chemists",
    "organisation_country": "PL",
    "organisation_city": "Puławy",
}


def record_of(project: Project, **changes: Any) -> dict[str, Any]:
    """What the settings form sends for an unchanged project."""
    return {
        "title": project.title,
        "number": project.number,
        "programme": project.programme,
        "action_type": project.action_type,
        "field": project.field,
        "call_year": project.call_year,
        "start": project.start,
        "end": project.end,
        "authority": project.authority,
        "is_cofunded": "on",
        "languages": project.languages,
        "countries": project.countries,
        "version": project.version,
        **changes,
    }


@pytest.mark.parametrize("section", SECTIONS)
def test_who_opens_a_section(
    project: Project,
    coordinator: User,
    editor: User,
    contributor: User,
    officer: User,
    stranger: User,
    section: str,
) -> None:
    door = f"/workspace/{project.public_id}/{section}"
    answers = {
        person.name: client_of(person).get(door).status_code
        for person in (coordinator, editor, contributor, officer, stranger)
    }

    assert answers == {"Coordinator": 200, "Editor": 200, "Contributor": 200, "Officer": 200, "Stranger": 404}


@pytest.mark.parametrize("section", ["partners/", "settings/"])
def test_contributors_and_officers_read_only(project: Project, contributor: User, officer: User, section: str) -> None:
    door = f"/workspace/{project.public_id}/{section}"

    for person in (contributor, officer):
        client = client_of(person)
        assert client.post(door, record_of(project, title="Mine now")).status_code == 403
        assert ">Save<" not in client.get(door).content.decode()
    project.refresh_from_db()
    assert project.title == "Clean rivers"


def test_a_newcomer_is_told_what_to_do(stranger: User, project: Project) -> None:
    page = client_of(stranger).get("/workspace/").content.decode()

    assert "No project yet" in page
    assert 'action="/workspace/claim/"' in page
    assert 'href="/workspace/new/"' in page
    assert "Clean rivers" not in page


def test_the_list_shows_counts_and_the_next_date(project: Project, coordinator: User) -> None:
    ResultFactory(project=project)
    ResultFactory(project=project, state="ready")
    PlannedActivityFactory(project=project, start="2099-03-02")
    PlannedActivityFactory(project=project, start="2001-03-02")

    page = client_of(coordinator).get("/workspace/").content.decode()

    assert "2 results, 1 ready" in " ".join(page.split())
    assert "next activity: 2 March 2099" in page


def test_officers_find_every_project_by_words_and_number(project: Project, officer: User) -> None:
    ProjectFactory(
        title="Green roofs", number="2023-1-PL01-KA220-ADU-000000001", number_key="2023-1-PL01-KA220-ADU-000000001"
    )
    client = client_of(officer)

    def found(words: str) -> list[bool]:
        page = client.get("/workspace/", {"q": words}).content.decode()
        return [title in page for title in ("Clean rivers", "Green roofs")]

    assert [found(""), found("rivers clean"), found("ka220-adu"), found("nothing")] == [
        [True, True], [True, False], [False, True], [False, False],
    ]  # fmt: skip


@pytest.mark.parametrize("section", ["list", "claims", *SECTIONS])
def test_the_number_of_queries_is_constant(project: Project, coordinator: User, officer: User, section: str) -> None:
    def fill() -> None:
        other = ProjectFactory(origin=ProjectOrigin.IMPORTED)
        person = UserFactory()
        MembershipFactory(project=other, person=coordinator)
        MembershipFactory(project=project, person=person)
        ResultFactory(project=project)
        PartnershipFactory(project=project)
        PartnershipFactory(project=other, role=PartnershipRole.COORDINATOR)
        project.invitations.create(email=person.email, secret_hash=uuid.uuid4().hex)
        change_project(project, by=coordinator, acronym=uuid.uuid4().hex[:8])
        other.claims.create(person=person, explanation="Mine.")

    door = {"list": "/workspace/", "claims": "/office/claims/"}.get(
        section, f"/workspace/{project.public_id}/{section}"
    )
    client = client_of(officer if section == "claims" else coordinator)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(door).status_code == 200
        return len(queries)

    fill()
    count()  # what is loaded once per process
    one = count()
    fill()
    fill()
    assert count() == one
    assert one <= 50


def test_a_project_is_begun_with_its_organisation(stranger: User) -> None:
    answer = client_of(stranger).post("/workspace/new/", {**NEW, "number": "2024-1-PL01-KA210-SCH-000123456"})

    project = Project.objects.get()
    assert answer["Location"] == project.get_workspace_url()
    assert project.call_year == 2024
    assert project.partnerships.get().organisation.name == "School of Chemists"


def test_a_known_organisation_is_chosen_or_matched_not_doubled(stranger: User) -> None:
    known = OrganisationFactory(name="School of Chemists", city="Puławy")
    client = client_of(stranger)

    fragment = client.get("/workspace/organisations/", {"organisation_name": "chemists pulawy"}).content.decode()
    assert f'value="{known.public_id}"' in fragment

    client.post("/workspace/new/", {"title": "By choice", "organisation": known.public_id, "organisation_name": "che"})
    client.post("/workspace/new/", {**NEW, "title": "By name", "organisation_name": "SCHOOL OF CHEMISTS "})
    assert {p.partnerships.get().organisation for p in Project.objects.all()} == {known}


def test_a_refused_project_leaves_no_organisation_behind(stranger: User, project: Project) -> None:
    Project.objects.update(number_key=project.number)

    page = client_of(stranger).post("/workspace/new/", {**NEW, "number": project.number}).content.decode()

    assert "Ask its coordinator to invite you" in page
    assert 'value="School of Chemists"' in page
    assert not OrganisationFactory._meta.model.objects.exists()


def test_a_double_click_begins_one_project(stranger: User) -> None:
    client = client_of(stranger)
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/workspace/new/").content.decode())
    assert found

    answers = [client.post("/workspace/new/", {**NEW, "form_token": found[1]})["Location"] for _click in range(2)]

    assert answers == [Project.objects.get().get_workspace_url()] * 2


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"number": "9" * 400}, "at most 100 characters (it has 400)"),
        ({"start": "1899-01-01"}, "1899-01-01 can't be right: give a day between 1987 and 2060."),
        ({"end": "2999-01-01"}, "2999-01-01 can't be right: give a day between 1987 and 2060."),
        ({"start": "2025-09-01", "end": "2025-08-01"}, "The project can't end before it starts."),
        ({"start": "soon"}, "Enter a valid date."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"grant": "-5"}, "greater than or equal to 0"),
        ({"call_year": "1"}, "greater than or equal to 1987"),
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 601}, "at most 600 characters"),
        ({"organisation_name": ""}, "This field is required."),
        ({"organisation": "zzzzzzz"}, "This organisation is no longer in Plon."),
        ({"action_type": "KA999"}, "Select a valid choice."),
    ],
)
def test_bad_input_gets_a_clear_answer_and_nothing_is_lost(stranger: User, bad: dict[str, str], words: str) -> None:
    answer = client_of(stranger).post("/workspace/new/", {**NEW, "acronym": "KEPT", **bad})

    assert answer.status_code == 200
    assert escape(words) in answer.content.decode()
    assert 'value="KEPT"' in answer.content.decode()
    assert not Project.objects.exists()


def test_a_malformed_number_is_a_warning_not_an_error(stranger: User) -> None:
    client = client_of(stranger)
    answer = client.post("/workspace/new/", {**NEW, "number": "KA220-NW-25-36-358844"}, follow=True)

    assert Project.objects.get().number == "KA220-NW-25-36-358844"
    assert "notice-warning" in answer.content.decode()


def test_the_page_tells_what_it_understands_of_a_number(stranger: User) -> None:
    ask = client_of(stranger).get
    text = " ".join(ask("/workspace/number/", {"number": "2024-1-pl01-ka210-sch-000123456"}).content.decode().split())

    assert "call 2024, Poland, KA210 " in text
    assert "notice-warning" in ask("/workspace/number/", {"number": "<b>nonsense</b>"}).content.decode()
    assert ask("/workspace/number/", {"number": ""}).content.decode().strip() == ""


def test_html_in_a_title_is_shown_as_typed(stranger: User) -> None:
    client = client_of(stranger)
    client.post("/workspace/new/", {**NEW, "title": "<script>alert(1)</script>", "acronym": "<b>A</b>"})
    project = Project.objects.get()

    for section in SECTIONS:
        page = client.get(f"/workspace/{project.public_id}/{section}").content.decode()
        assert "<script>alert(1)" not in page
        assert "<b>A</b>" not in page
        assert "&lt;b&gt;A&lt;/b&gt;" in page


def test_the_final_payment_is_part_of_the_record(project: Project, editor: User) -> None:
    door = f"/workspace/{project.public_id}/settings/"
    client = client_of(editor)

    early = client.post(door, record_of(project, final_payment_on="2020-01-01")).content.decode()
    client.post(door, record_of(project, final_payment_on="12.03.2027"))

    assert escape("The final payment can't come before the project starts.") in early
    project.refresh_from_db()
    assert str(project.final_payment_on) == "2027-03-12"
    assert 'value="2027-03-12"' in client.get(door).content.decode()


def test_settings_are_saved(project: Project, editor: User) -> None:
    answer = client_of(editor).post(
        f"/workspace/{project.public_id}/settings/",
        record_of(project, title="Cleaner rivers", grant="60 000,50", title_pl="Rzeki", start="1.09.2024"),
    )

    assert answer.status_code == 302
    project.refresh_from_db()
    assert (project.title, str(project.grant), project.texts.get(language="pl").title) == (
        "Cleaner rivers", "60000.50", "Rzeki",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("60000", "60000.00"),
        ("60 000,50", "60000.50"),
        ("60\u00a0000 €", "60000.00"),
        ("60,000.5", "60000.50"),
        ("60.000", "60000.00"),
        ("1.234.567,89 EUR", "1234567.89"),
        ("0", "0.00"),
    ],
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_amounts_are_read_as_people_write_them(typed: str, amount: str, language: str) -> None:
    with translation.override(language):
        assert AmountField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["-5", "NaN", "much", "9" * 40])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(typed)


def test_of_two_savers_the_second_sees_both_and_chooses(project: Project, coordinator: User, editor: User) -> None:
    mine = record_of(project, title="Mine", field="ADU")
    change_project(project, by=coordinator, title="Theirs")
    client, door = client_of(editor), f"/workspace/{project.public_id}/settings/"

    page = client.post(door, mine).content.decode()
    assert "Somebody saved this meanwhile" in page
    assert "<dd>Theirs</dd>" in page
    assert "<dd>School education</dd>" in page
    assert 'value="Mine"' in page

    client.post(door, {**mine, "version": 2})
    assert Project.objects.get().title == "Mine"


def test_deleting_asks_for_the_name(project: Project, coordinator: User, editor: User) -> None:
    door = f"/workspace/{project.public_id}/delete/"
    client = client_of(coordinator)

    assert client_of(editor).get(door).status_code == 403
    assert "This is not its name" in client.post(door, {"confirm": "clean"}).content.decode()
    assert client.post(door, {"confirm": "clean RIVERS"})["Location"] == "/workspace/"
    assert not Project.objects.exists()


def test_partners_are_added_moved_and_removed_on_their_page(project: Project, editor: User) -> None:
    client, door = client_of(editor), f"/workspace/{project.public_id}/partners/"
    for name, role in (("Alfa", "coordinator"), ("Beta", "partner")):
        client.post(door, {"organisation_name": name, "organisation_country": "ES", "role": role})
    beta = project.partnerships.get(organisation__name="Beta")

    client.post(f"{door}{beta.pk}/", {"move": "up"})
    assert [p.organisation.name for p in project.partnerships.all()] == ["Beta", "Alfa"]
    client.post(f"{door}{beta.pk}/", {"role": "associated"})
    assert "associated partner" in client.get(door).content.decode()
    assert "will no longer stand among the partners" in client.get(f"{door}{beta.pk}/remove/").content.decode()
    client.post(f"{door}{beta.pk}/remove/")
    assert [p.organisation.name for p in project.partnerships.all()] == ["Alfa"]


def test_who_changes_the_profile_of_an_organisation(
    project: Project, coordinator: User, editor: User, officer: User
) -> None:
    theirs = PartnershipFactory(project=project, organisation=OrganisationFactory(name="Led elsewhere"))
    other = PartnershipFactory(organisation=theirs.organisation, role=PartnershipRole.COORDINATOR).project
    leader = MembershipFactory(project=other, role=TeamRole.COORDINATOR).person
    Membership.objects.create(project=project, person=leader, role=TeamRole.CONTRIBUTOR)
    free = PartnershipFactory(project=project, organisation=OrganisationFactory(name="Led by nobody"))

    def opens(person: User) -> list[bool]:
        doors = [f"/workspace/{project.public_id}/partners/{one.pk}/organisation/" for one in (theirs, free)]
        return [client_of(person).get(door).status_code == 200 for door in doors]

    assert {person.name: opens(person) for person in (coordinator, editor, officer)} == {
        "Coordinator": [False, True],
        "Editor": [False, False],
        "Officer": [True, True],
    }
    assert opens(leader) == [True, False]


def test_history_is_told_filtered_and_put_back(project: Project, coordinator: User, editor: User) -> None:
    change_project(project, by=coordinator, title="Other", is_cofunded=False)
    PartnershipFactory(project=project, role=PartnershipRole.COORDINATOR)
    client, door = client_of(editor), f"/workspace/{project.public_id}/history/"
    client.post(f"/workspace/{project.public_id}/partners/", {
        "organisation_name": "Beta", "organisation_country": "ES", "role": "partner",
    })  # fmt: skip

    def told(**narrowing: str) -> list[bool]:
        page = client.get(door, narrowing).content.decode()
        return ["changed the record of the project" in page, "added the partner Beta" in page]

    assert [told(), told(kind="partner"), told(person=str(coordinator.pk)), told(kind="nonsense")] == [
        [True, True], [False, True], [True, False], [True, True],
    ]  # fmt: skip
    page = client.get(door).content.decode()
    assert "<td>Clean rivers</td><td>Other</td>" in page
    assert "<td>yes</td><td>no</td>" in page

    found = re.search(rf"{door}\d+/", page)
    assert found
    client.post(found[0])
    assert Project.objects.get(pk=project.pk).title == "Clean rivers"


def test_only_editors_put_back(project: Project, coordinator: User, contributor: User) -> None:
    change_project(project, by=coordinator, title="Other")
    page = client_of(coordinator).get(f"/workspace/{project.public_id}/history/").content.decode()
    found = re.search(rf"/workspace/{project.public_id}/history/\d+/", page)
    assert found

    assert client_of(contributor).post(found[0]).status_code == 403
    assert Project.objects.get(pk=project.pk).title == "Other"
