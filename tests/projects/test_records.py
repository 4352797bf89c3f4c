"""Beginning, changing and deleting the record of a project."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.actions import change_project, create_project, delete_project
from plon.projects.actions.projects import put_back
from plon.projects.enums import PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile, HasPublished, NumberTaken
from plon.search.models import IndexChange
from tests.factories import OrganisationFactory, ProjectFactory, ProjectTextFactory, ResultFactory

pytestmark = pytest.mark.django_db
NUMBER = "2024-1-PL01-KA210-SCH-000123456"


def test_whoever_begins_a_project_coordinates_it(stranger: User) -> None:
    school = OrganisationFactory()

    project = create_project(by=stranger, title="Clean air", organisation=school, texts={"pl": ("Powietrze", "Opis.")})

    assert [(m.person, m.role, m.organisation) for m in project.memberships.all()] == [
        (stranger, TeamRole.COORDINATOR, school)
    ]
    assert [(p.organisation, p.role) for p in project.partnerships.all()] == [(school, PartnershipRole.COORDINATOR)]
    assert [(t.language, t.title, t.summary) for t in project.texts.all()] == [("pl", "Powietrze", "Opis.")]
    assert project.origin == ProjectOrigin.CREATED
    assert not project.is_public
    event = Event.objects.get(kind="project.created")
    assert (event.actor_id, event.subject_id, event.project_id) == (stranger.pk, project.pk, project.pk)
    assert IndexChange.objects.filter(kind="project", key=project.pk).exists()


def test_a_number_fills_what_is_empty(stranger: User) -> None:
    project = create_project(by=stranger, title="Clean air", number=" 2024-1-pl01–ka210-sch-000123456 ")

    assert project.number_key == NUMBER
    assert project.is_number_wellformed
    assert (project.call_year, project.action_type, project.field, project.authority) == (2024, "KA210", "SCH", "PL01")
    assert (project.key_action, project.programme) == ("KA2", "erasmus-2021-2027")


def test_a_number_leaves_alone_what_was_said(stranger: User) -> None:
    project = create_project(by=stranger, title="Clean air", number=NUMBER, field="ADU")

    assert project.field == "ADU"


def test_a_malformed_number_is_kept_and_flagged_and_is_no_key(stranger: User) -> None:
    first = create_project(by=stranger, title="Clean air", number="soon")
    second = create_project(by=stranger, title="Clean water", number="soon")

    assert [(p.number, p.number_key, p.is_number_wellformed) for p in (first, second)] == [("soon", "", False)] * 2


def test_a_number_of_a_public_project_leads_to_its_claim(stranger: User) -> None:
    ProjectFactory(number=NUMBER, number_key=NUMBER, origin=ProjectOrigin.IMPORTED)

    with pytest.raises(NumberTaken, match="claim it") as refusal:
        create_project(by=stranger, title="Clean air", number=NUMBER.lower())

    assert refusal.value.field == "number"
    assert Project.objects.count() == 1


def test_a_number_of_a_private_project_tells_nothing_of_it(stranger: User) -> None:
    ProjectFactory(title="Secret plans", number=NUMBER, number_key=NUMBER)

    with pytest.raises(NumberTaken, match="Ask its coordinator to invite you") as refusal:
        create_project(by=stranger, title="Clean air", number=NUMBER)

    assert "Secret plans" not in str(refusal.value)


def test_a_malformed_field_writes_nothing(stranger: User) -> None:
    with pytest.raises(ValidationError):
        create_project(by=stranger, title="Clean air", website="javascript:alert(1)")

    assert not Project.objects.exists()
    assert not Event.objects.exists()


def test_a_change_is_told_with_before_and_after_and_kept_from_imports(project: Project, coordinator: User) -> None:
    changed = change_project(project, by=coordinator, title="Cleaner rivers", grant=Decimal(60000))

    assert (changed.title, changed.version) == ("Cleaner rivers", 2)
    assert changed.edited_fields == ["grant", "title"]
    event = Event.objects.get(kind="project.changed")
    assert event.changes == {"title": ["Clean rivers", "Cleaner rivers"], "grant": [None, "60000"]}


def test_saving_without_a_change_leaves_no_trace(project: Project, coordinator: User) -> None:
    change_project(project, by=coordinator, title=project.title, number=project.number)

    assert Project.objects.get(pk=project.pk).version == 1
    assert not Event.objects.exists()


def test_changing_a_project_reads_its_results_anew(project: Project, coordinator: User) -> None:
    result = ResultFactory(project=project)

    change_project(project, by=coordinator, acronym="RIVERS")

    assert set(IndexChange.objects.values_list("kind", "key")) == {("project", project.pk), ("result", result.pk)}


def test_who_saves_second_is_told(project: Project, coordinator: User, editor: User) -> None:
    change_project(project, by=coordinator, version=1, title="Mine")

    with pytest.raises(ChangedMeanwhile):
        change_project(project, by=editor, version=1, title="Theirs")

    assert Project.objects.get(pk=project.pk).title == "Mine"


def test_clearing_a_field_is_not_undone_by_the_number(stranger: User) -> None:
    project = create_project(by=stranger, title="Clean air", number=NUMBER)

    assert change_project(project, by=stranger, field="", number=NUMBER).field == ""


def test_a_new_number_brings_its_year(stranger: User) -> None:
    project = create_project(by=stranger, title="Clean air", number=NUMBER)

    assert change_project(project, by=stranger, number=NUMBER.replace("2024", "2025")).call_year == 2025


def test_the_end_is_not_before_the_start(project: Project, coordinator: User) -> None:
    with pytest.raises(ValidationError, match="end before it starts"):
        change_project(project, by=coordinator, end=datetime.date(2024, 1, 1))


def test_what_was_changed_can_be_put_back(project: Project, coordinator: User, editor: User) -> None:
    ProjectTextFactory(project=project, language="pl", title="Rzeki", summary="Było.")
    start, end = project.start, project.end
    change_project(
        project,
        by=coordinator,
        title="Other",
        start=datetime.date(2024, 10, 1),
        grant=Decimal("1.50"),
        texts={"pl": ("Rzeki", "Jest.")},
    )

    put_back(Event.objects.get(kind="project.changed"), editor)

    project.refresh_from_db()
    assert (project.title, project.start, project.end, project.grant) == ("Clean rivers", start, end, None)
    assert [(t.title, t.summary) for t in project.texts.all()] == [("Rzeki", "Było.")]
    assert Event.objects.filter(kind="project.changed", actor_id=editor.pk).count() == 1


def test_a_private_project_can_be_deleted_and_its_history_stays(project: Project, coordinator: User) -> None:
    delete_project(project, by=coordinator)

    assert not Project.objects.exists()
    assert Event.objects.get(kind="project.deleted").subject_label == "Clean rivers"


@pytest.mark.parametrize("public", [{"has_published": True}, {"origin": ProjectOrigin.IMPORTED}])
def test_what_is_public_is_not_deleted(coordinator: User, public: dict[str, object]) -> None:
    project = ProjectFactory(**public)

    with pytest.raises(HasPublished):
        delete_project(project, by=coordinator)

    assert Project.objects.filter(pk=project.pk).exists()
