"""The plan as a table: many cells, one save, everything or nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.models import PlannedActivity, TargetGroup
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, day, good_plan


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def address(project: Project, rows: str = "activities") -> str:
    return f"/workspace/{project.public_id}/plan/table/?rows={rows}"


def row(item: Any, **cells: Any) -> dict[str, Any]:
    return {f"{item.public_id}-{name}": value for name, value in cells.items()}


def group_row(item: TargetGroup, **cells: Any) -> dict[str, Any]:
    kept = {name: getattr(item, name) for name in ("name", "kind", "size", "need", "version")}
    return row(item, **{**kept, **cells})


def activity_row(item: PlannedActivity, **cells: Any) -> dict[str, Any]:
    kept = {
        "title": item.title, "purpose": item.purpose, "phase": item.phase, "start": item.start or "", "end": "",
        "responsible": item.responsible.public_id if item.responsible else "", "channel": item.channel,
        "objective": item.objective, "cost": item.cost, "work_package": "",
        "milestone": item.milestone.public_id if item.milestone else "", "version": item.version,
    }  # fmt: skip
    return row(item, **{**kept, **cells})


def test_many_cells_are_saved_at_once(world: World, editor: User) -> None:
    data = activity_row(world.workshop, title="Open day") | activity_row(world.later, responsible=world.ngo.public_id)

    page = client_of(editor).post(address(world.project), data, follow=True).content.decode()

    assert "2 rows saved." in page
    assert PlannedActivity.objects.get(pk=world.workshop.pk).title == "Open day"
    assert PlannedActivity.objects.get(pk=world.later.pk).responsible == world.ngo
    assert PlannedActivity.objects.get(pk=world.platform.pk).version == world.platform.version


def test_one_bad_cell_saves_nothing_and_keeps_everything(world: World, editor: User) -> None:
    data = group_row(world.teachers, name="Biology teachers") | group_row(world.office, size="many")

    page = client_of(editor).post(address(world.project, "groups"), data).content.decode()

    assert "Nothing was saved yet" in page
    assert 'value="Biology teachers"' in page
    assert 'value="many"' in page
    assert not TargetGroup.objects.filter(name="Biology teachers").exists()


def test_a_row_that_somebody_changed_shows_theirs(world: World, editor: User) -> None:
    actions.change_group(world.teachers, by=world.by, name="Physics teachers")
    data = group_row(world.teachers, name="Biology teachers", version=1) | group_row(world.office, name="The office")
    client = client_of(editor)

    page = client.post(address(world.project, "groups"), data).content.decode()
    assert "Physics teachers" in page
    assert 'value="Biology teachers"' in page
    assert not TargetGroup.objects.filter(name="The office").exists()

    client.post(address(world.project, "groups"), data | row(world.teachers, version=2))
    assert set(TargetGroup.objects.values_list("name", flat=True)) >= {"Biology teachers", "The office"}


def test_promised_rows_ask_for_one_reason(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=day(2026, 3))
    data, client = group_row(world.teachers, size=300), client_of(editor)

    asked = client.post(address(world.project, "groups"), data).content.decode()
    assert 'name="reason"' in asked
    client.post(address(world.project, "groups"), {**data, "reason": "A district joined"})
    assert TargetGroup.objects.get(pk=world.teachers.pk).size == 300


def test_ticked_rows_get_the_same_value(world: World, editor: User) -> None:
    data = {"apply": "yes", "row": [world.workshop.public_id, world.later.public_id],
            "apply-responsible": world.ngo.public_id, "apply-phase": "after"}  # fmt: skip

    client_of(editor).post(address(world.project), data)

    assert set(PlannedActivity.objects.values_list("responsible", "phase").distinct()) == {
        (world.ngo.pk, "after"),
        (world.ngo.pk, "during"),
    }


def test_applying_nothing_says_what_to_do(world: World, editor: User) -> None:
    page = client_of(editor).post(address(world.project), {"apply": "yes"}).content.decode()

    assert "Tick rows, and choose what they get." in page


def test_readers_see_words_instead_of_fields(world: World, officer: User, stranger: User) -> None:
    page = client_of(officer).get(address(world.project)).content.decode()

    assert "Workshop by the river" in page
    assert f'name="{world.workshop.public_id}-title"' not in page
    assert client_of(officer).post(address(world.project), {}).status_code == 403
    assert client_of(stranger).get(address(world.project)).status_code == 404


def test_the_table_asks_the_same_number_of_questions(world: World, editor: User) -> None:
    client = client_of(editor)
    client.get(address(world.project))
    with CaptureQueriesContext(connection) as small:
        client.get(address(world.project))
    for number in range(3):
        actions.add_activity(world.project, by=editor, title=f"More {number}", results=[world.lessons],
                             reach={world.teachers: 5})  # fmt: skip
    with CaptureQueriesContext(connection) as large:
        client.get(address(world.project))

    assert len(small) == len(large)


@pytest.mark.parametrize("query", ["rows=nonsense", "rows=groups&page=zzz", "partner=%00", "phase=x&page=999999999999"])
def test_junk_in_the_address_does_no_harm(world: World, editor: User, query: str) -> None:
    client: Client = client_of(editor)

    assert client.get(f"/workspace/{world.project.public_id}/plan/table/?{query}").status_code == 200
