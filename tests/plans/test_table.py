"""The plan as a table: many cells, one save, everything or nothing."""

import json
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
from tests.plans.checks.world import World, day, good_plan, put


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


def seen(item: Any, **cells: Any) -> dict[str, Any]:
    return row(item, seen=json.dumps(cells))


def test_another_cell_of_the_same_row_may_be_anothers(world: World, editor: User) -> None:
    actions.change_group(world.teachers, by=world.by, size=300)
    data = group_row(world.teachers, need="For tomorrow") | seen(world.teachers, size="240", need="Ready lessons")

    client_of(editor).post(address(world.project, "groups"), data)

    saved = TargetGroup.objects.get(pk=world.teachers.pk)
    assert (saved.size, saved.need) == (300, "For tomorrow")


def test_cells_that_nobody_touched_change_nothing(world: World, editor: User) -> None:
    put(world.teachers, need="Lessons\r\nfor tomorrow")
    kept = TargetGroup.objects.get(pk=world.teachers.pk)

    client_of(editor).post(address(world.project, "groups"), group_row(kept) | group_row(world.office, size=13))

    assert TargetGroup.objects.get(pk=world.teachers.pk).need == "Lessons\r\nfor tomorrow"
    assert TargetGroup.objects.get(pk=world.office.pk).size == 13


def test_theirs_can_be_kept(world: World, editor: User) -> None:
    actions.change_group(world.teachers, by=world.by, name="Physics teachers")
    mine = group_row(world.teachers, name="Biology teachers", version=1) | group_row(world.office, size=13)
    data = mine | seen(world.teachers, name=world.teachers.name) | row(world.teachers, theirs="name")

    client_of(editor).post(address(world.project, "groups"), data)

    assert TargetGroup.objects.get(pk=world.teachers.pk).name == "Physics teachers"
    assert TargetGroup.objects.get(pk=world.office.pk).size == 13


def test_a_row_that_is_gone_is_told_with_its_text(world: World, editor: User) -> None:
    data = group_row(world.teachers, need="Typed for long") | group_row(world.office, size=13)
    actions.remove_item(world.teachers, by=world.by)

    page = client_of(editor).post(address(world.project, "groups"), data, follow=True).content.decode()

    assert "Typed for long" in page
    assert TargetGroup.objects.get(pk=world.office.pk).size == 13


def test_what_was_typed_is_saved_with_what_ticked_rows_get(world: World, editor: User) -> None:
    data = activity_row(world.workshop, title="Open day") | {"apply": "yes", "row": [world.workshop.public_id],
                                                             "apply-responsible": "-"}  # fmt: skip

    client_of(editor).post(address(world.project), data)

    saved = PlannedActivity.objects.get(pk=world.workshop.pk)
    assert (saved.title, saved.responsible) == ("Open day", None)


def test_reversed_dates_are_refused_at_their_cell(world: World, editor: User) -> None:
    data = activity_row(world.workshop, start="2027-06-15", end="2027-06-01")

    page = client_of(editor).post(address(world.project), data).content.decode()

    assert "The activity can&#x27;t end before it starts." in page
    assert 'value="2027-06-01"' in page


def test_dissemination_of_nothing_is_refused_and_nothing_else_is_saved(world: World, editor: User) -> None:
    fair = actions.add_activity(world.project, by=editor, title="Fair", purpose="promotion")
    data = activity_row(fair, purpose="dissemination", cost="") | activity_row(world.workshop, title="Open day")

    page = client_of(editor).post(address(world.project), data).content.decode()

    assert "Dissemination shares a result" in page
    assert not PlannedActivity.objects.filter(title="Open day").exists()


@pytest.mark.parametrize("said", ["[", "[1]", '{"name": {}}', "null", "[" * 100_000])
def test_junk_about_what_was_seen_overwrites_nothing_unasked(world: World, editor: User, said: str) -> None:
    actions.change_group(world.teachers, by=world.by, name="Physics teachers")
    data = group_row(world.teachers, name="Biology teachers", version=1) | row(world.teachers, seen=said)

    page = client_of(editor).post(address(world.project, "groups"), data).content.decode()

    assert "keep theirs" in page
    assert TargetGroup.objects.get(pk=world.teachers.pk).name == "Physics teachers"


def test_huge_and_strange_cells_are_refused_in_words(world: World, editor: User) -> None:
    data = group_row(world.teachers, name="x" * 50_000) | group_row(world.office, size="9" * 400, need="a\x00b")

    page = client_of(editor).post(address(world.project, "groups"), data).content.decode()

    assert "Nothing was saved yet" in page
    assert "x" * 50_000 in page


def test_further_pages_keep_kind_and_filters(world: World, editor: User) -> None:
    for number in range(51):
        actions.add_group(world.project, by=editor, name=f"Group {number}")

    page = client_of(editor).get(address(world.project, "groups")).content.decode()

    assert 'href="?rows=groups&amp;page=2"' in page
    assert "Group 50" in client_of(editor).get(address(world.project, "groups") + "&page=2").content.decode()


def test_filters_narrow_each_kind_of_row(world: World, editor: User) -> None:
    client = client_of(editor)
    later = client.get(f"{address(world.project)}&phase=after").content.decode()
    of_courage = client.get(f"{address(world.project, 'indicators')}&result={world.courage.public_id}").content.decode()

    assert ("Yearly open lesson" in later, "Workshop by the river" in later) == (True, False)
    assert "Schools that use it" not in of_courage


def test_promised_rows_are_marked_before_they_are_changed(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=day(2026, 3))

    page = client_of(editor).get(address(world.project, "groups")).content.decode()

    assert page.count('class="promised"') == 4
    assert 'name="reason"' in page
