"""What hands do on the board: put beside, link, take off, take out and put back, without leaving it."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions
from plon.plans.models import PlannedActivity, TargetGroup
from tests.conftest import client_of
from tests.factories import MembershipFactory, TargetGroupFactory
from tests.plans.checks.world import World, good_plan

PART = {"X-Plon-Fragment": "1"}


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def address(world: World, rest: str = "") -> str:
    return f"/workspace/{world.project.public_id}/plan/{rest}"


def part(client: Client, world: World, rest: str, data: dict[str, Any]) -> Any:
    return client.post(address(world, rest), data, headers=PART)


def names(world: World) -> list[str]:
    return [group.name.split()[0] for group in TargetGroup.objects.filter(project=world.project)]


def test_a_card_is_put_beside_its_neighbour(world: World, editor: User) -> None:
    client, path = client_of(editor), f"group/{world.readers.public_id}/place/"
    assert names(world) == ["Science", "Municipal", "Colleagues", "Readers"]

    assert part(client, world, path, {"after": world.teachers.public_id}).status_code == 204
    assert names(world) == ["Science", "Readers", "Municipal", "Colleagues"]
    part(client, world, path, {"after": "", "before": world.teachers.public_id})
    assert names(world) == ["Readers", "Science", "Municipal", "Colleagues"]
    part(client, world, path, {"after": "zzz", "before": ""})
    assert names(world) == ["Readers", "Science", "Municipal", "Colleagues"]


def test_up_and_down_go_by_what_is_seen(world: World, editor: User) -> None:
    """Activities stand by phase: the one above on the board is not always the one before in the list."""
    first = PlannedActivity.objects.filter(project=world.project, phase="during").first()
    assert first is not None
    added = actions.add_activity(world.project, by=editor, title="Last", phase="during", results=[world.lessons])
    between = PlannedActivity.objects.filter(project=world.project, position__lt=added.position).last()
    assert between is not None
    assert between.phase == "after"

    client_of(editor).post(address(world, f"activity/{added.public_id}/move/"), {"to": "up"})

    during = [a.title for a in PlannedActivity.objects.filter(project=world.project, phase="during")]
    assert during.index("Last") == len(during) - 2
    client_of(editor).post(address(world, f"activity/{first.public_id}/move/"), {"to": "up"})
    assert PlannedActivity.objects.filter(project=world.project, phase="during").first() == first


def test_a_group_is_linked_and_taken_off_without_dragging(world: World, editor: User) -> None:
    client = client_of(editor)
    page = client.get(address(world, "connect/"), {"item": world.office.public_id}).content.decode()
    assert "Link with an activity" in page
    assert f'value="{world.workshop.public_id}"' in page

    data = {"item": world.office.public_id, "activity": world.workshop.public_id}
    assert part(client, world, "connect/", data).status_code == 204
    assert world.workshop.reach.filter(group=world.office).exists()
    undone = client.post(
        address(world, "connect/"),
        {"item": world.office.public_id, "disconnect": world.workshop.public_id}, follow=True,
    )  # fmt: skip
    assert "was taken from" in undone.content.decode()
    assert not world.workshop.reach.filter(group=world.office).exists()


def test_linking_asks_which_and_refuses_what_is_not_here(world: World, editor: User) -> None:
    client = client_of(editor)
    elsewhere = TargetGroupFactory()

    nothing = part(client, world, "connect/", {"item": world.office.public_id, "activity": ""})
    assert nothing.status_code == 422
    unknown = part(client, world, "connect/", {"item": world.office.public_id, "activity": "zzz"})
    assert "Choose an activity." in unknown.content.decode()
    assert part(client, world, "connect/", {"item": elsewhere.public_id, "activity": "zzz"}).status_code == 404


def test_the_last_result_of_a_dissemination_activity_stays(world: World, editor: User) -> None:
    actions.change_activity(world.workshop, by=editor, results=[world.lessons])

    data = {"item": world.lessons.public_id, "disconnect": world.workshop.public_id}
    refused = part(client_of(editor), world, "connect/", data)

    assert "Dissemination shares a result" in refused.content.decode()
    assert list(world.workshop.results.all()) == [world.lessons]


def test_linking_what_is_promised_asks_for_the_reason_in_place(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=datetime.date(2026, 3, 5))
    client, data = client_of(editor), {"item": world.office.public_id, "activity": world.workshop.public_id}

    asked = part(client, world, "connect/", data)
    assert (asked.status_code, 'name="reason"' in asked.content.decode()) == (422, True)
    assert f'value="{world.workshop.public_id}" selected' in asked.content.decode()
    assert part(client, world, "connect/", {**data, "reason": "The office asked for it"}).status_code == 204
    assert Event.objects.filter(kind="activity.changed").latest("at").reason == "The office asked for it"


def test_what_is_taken_out_in_place_offers_to_undo_it(world: World, editor: User) -> None:
    client, path = client_of(editor), f"group/{world.office.public_id}/remove/"

    asked = client.get(address(world, path), headers=PART)
    assert "no longer name this group" in asked.content.decode()
    gone = part(client, world, path, {})

    event = Event.objects.get(kind="group.removed")
    assert f"/history/{event.pk}/" in gone.content.decode()
    assert not TargetGroup.objects.filter(pk=world.office.pk).exists()


def test_taking_out_a_promise_in_place_asks_why(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=datetime.date(2026, 3, 5))
    client, path = client_of(editor), f"group/{world.office.public_id}/remove/"

    refused = part(client, world, path, {"reason": ""})
    assert (refused.status_code, TargetGroup.objects.filter(pk=world.office.pk).exists()) == (422, True)
    assert part(client, world, path, {"reason": "It was closed"}).status_code == 200
    assert not TargetGroup.objects.filter(pk=world.office.pk).exists()


def test_choices_of_the_filters_say_how_many_cards_they_are_about(world: World, editor: User) -> None:
    filters = client_of(editor).get(address(world)).context["filters"]

    phases = {value: label for value, label, _chosen in filters[1][2]}
    after = PlannedActivity.objects.filter(project=world.project, phase="after").count()
    assert phases["after"].endswith(f"({after})")


def test_a_changed_card_is_drawn_anew_and_in_each_language(world: World, editor: User) -> None:
    client = client_of(editor)
    assert "Science teachers of the region" in client.get(address(world)).content.decode()

    actions.change_group(world.teachers, by=editor, name="Biology teachers")

    assert "<h3>Biology teachers</h3>" in client.get(address(world)).content.decode()
    client.cookies["django_language"] = "pl"
    editor.language = "pl"
    editor.save()
    assert "Zmień" in client.get(address(world)).content.decode()


def test_what_is_added_in_place_and_sent_again_is_added_once(world: World, editor: User) -> None:
    """The answer was lost on the way, and the browser sends the form again."""
    client, fields = client_of(editor), {"name": "Scouts", "form_token": str(uuid.uuid4())}

    answers = [
        client.post(address(world, "group/new/"), fields, headers=PART, follow=True).content.decode() for _ in range(2)
    ]

    assert TargetGroup.objects.filter(name="Scouts").count() == 1
    assert answers[0] == answers[1]
    assert "<h3>Scouts</h3>" in answers[0]
    assert "<html" not in answers[0]
