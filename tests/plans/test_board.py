"""The board: the whole plan on one screen, changed where it stands."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.presenting import Marks, Narrowing, arrange, columns_of
from plon.plans.queries import load_plan
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, good_plan, put

PART = {"X-Plon-Fragment": "1"}


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/plan/{rest}"


def board(client: Client, project: Project, **query: str) -> str:
    return " ".join(client.get(address(project), query).content.decode().split())


def part(client: Client, project: Project, rest: str, data: dict[str, Any] | None = None) -> Any:
    call = client.get if data is None else client.post
    return call(address(project, rest), data, headers=PART)  # type: ignore[operator]  # both take a path and data


def test_the_columns_stand_in_the_posters_order(world: World, editor: User) -> None:
    html = board(client_of(editor), world.project)

    places = [html.index(f'data-column="{key}"') for key in
              ("results", "groups", "messages", "activities", "indicators", "use")]  # fmt: skip
    assert places == sorted(places)
    assert "The coach has nothing to remark" in html


def test_cards_are_chained_by_their_labels(world: World) -> None:
    columns = {column.key: column for column in columns_of(load_plan(world.project), "en")}

    workshop = columns["activities"].cards[0]
    assert (workshop.label, [chip.label for chip in workshop.chips]) == ("A1", ["R1", "R2", "G1", "G3"])
    assert [chip.label for chip in columns["indicators"].cards[1].chips] == ["R1"]
    assert columns["use"].cards[0].title == "in the regular work of the organisation"


def test_a_tangible_result_without_use_plan_is_a_box_to_fill(world: World) -> None:
    UsePlan.objects.all().delete()

    use = columns_of(load_plan(world.project), "en")[5].cards

    assert [(card.is_gap, card.path) for card in use] == [(True, f"use/{world.lessons.public_id}/")]


def test_pairs_that_an_activity_brings_together_ask_for_their_message(world: World, editor: User) -> None:
    Message.objects.filter(result=world.lessons, group=world.teachers).delete()

    messages = columns_of(load_plan(world.project), "en")[2]

    path = f"messages/{world.lessons.public_id}/{world.teachers.public_id}/"
    assert path in [card.path for card in messages.cards if card.is_gap]
    assert messages.shown == Message.objects.filter(group__project=world.project).count()
    assert f'href="{address(world.project, path)}" data-edit> Write it' in board(client_of(editor), world.project)


def test_a_card_becomes_its_form_and_comes_back_changed(world: World, editor: User) -> None:
    client = client_of(editor)
    form = part(client, world.project, f"group/{world.teachers.public_id}/")
    assert form.templates[0].name == "plans/_form.html"
    assert "<html" not in form.content.decode()

    saved = part(client, world.project, f"group/{world.teachers.public_id}/",
                 {"name": "Biology teachers", "levels": ["regional"], "version": "1"})  # fmt: skip

    assert saved.templates[0].name == "plans/_card.html"
    assert "Biology teachers" in saved.content.decode()
    assert TargetGroup.objects.get(pk=world.teachers.pk).name == "Biology teachers"


def test_what_is_wrong_is_told_in_the_form_and_nothing_is_lost(world: World, editor: User) -> None:
    answer = part(client_of(editor), world.project, f"activity/{world.workshop.public_id}/",
                  {"title": "Open day", "purpose": "promotion", "phase": "during", "start": "2027-05-02",
                   "end": "2027-05-01", "version": "1"})  # fmt: skip

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Open day"' in html
    assert "can&#x27;t end before it starts" in html


def test_the_second_person_sees_both_texts_in_place(world: World, editor: User) -> None:
    actions.change_group(world.teachers, by=world.by, name="Physics teachers")

    answer = part(client_of(editor), world.project, f"group/{world.teachers.public_id}/",
                  {"name": "Biology teachers", "version": "1"})  # fmt: skip

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Biology teachers"' in html
    assert "<span>Physics teachers</span>" in html
    assert 'name="version" value="2"' in html


def test_a_result_changes_on_the_board(world: World, editor: User) -> None:
    version = str(world.lessons.version)

    part(client_of(editor), world.project, f"result/{world.lessons.public_id}/",
         {"title": "Twelve lessons", "kind": "tangible", "licence": "CC-BY-SA-4.0", "version": version})  # fmt: skip

    changed = Result.objects.get(pk=world.lessons.pk)
    assert (changed.working_title, changed.licence) == ("Twelve lessons", "CC-BY-SA-4.0")


def test_a_use_plan_is_written_and_taken_back(world: World, editor: User) -> None:
    client = client_of(editor)
    UsePlan.objects.all().delete()

    part(client, world.project, f"use/{world.lessons.public_id}/",
         {"form": "others", "users": "schools", "keeper": world.school.pk, "version": "0"})  # fmt: skip
    assert UsePlan.objects.get().users == "schools"
    client.post(address(world.project, f"use/{world.lessons.public_id}/remove/"))
    assert not UsePlan.objects.exists()


def test_targets_on_the_way_are_kept_in_order(world: World, editor: User) -> None:
    fields = {"name": "Schools", "measures": "result", "nature": "quantitative", "target": "25", "version": "1"}
    rows = {
        "interim_date_0": "2028-01-31",
        "interim_value_0": "15",
        "interim_date_1": "2027-06-30",
        "interim_value_1": "5",
    }
    client = client_of(editor)

    part(client, world.project, f"indicator/{world.use.public_id}/", fields | rows)
    assert Indicator.objects.get(pk=world.use.pk).interim_targets == [
        {"date": "2027-06-30", "value": "5"},
        {"date": "2028-01-31", "value": "15"},
    ]
    half = part(client, world.project, f"indicator/{world.use.public_id}/",
                {**fields, "interim_date_0": "2028-01-31", "version": "2"})  # fmt: skip
    assert "Say how much there should be by then." in half.content.decode()


def test_a_promised_item_asks_for_its_reason_in_place(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=datetime.date(2026, 3, 5))
    client, path = client_of(editor), f"group/{world.teachers.public_id}/"
    fields = {"name": "Biology teachers", "version": "1"}

    assert "promised" in board(client, world.project)
    refused = part(client, world.project, path, fields)
    assert (refused.status_code, 'value="Biology teachers"' in refused.content.decode()) == (422, True)
    assert 'name="reason"' in refused.content.decode()
    assert part(client, world.project, path, {**fields, "reason": "Physics is closed"}).status_code == 200
    assert Event.objects.filter(kind="group.changed").latest("at").reason == "Physics is closed"


def test_what_was_taken_out_is_put_back_from_the_board(world: World, editor: User) -> None:
    client = client_of(editor)

    page = client.post(address(world.project, f"group/{world.office.public_id}/remove/"), follow=True)
    assert "“Municipal education office” was taken out of the plan." in page.content.decode()
    event = Event.objects.get(kind="group.removed")
    back = client.post(
        reverse("projects:restore", args=[world.project.public_id, event.pk]), {"next": address(world.project)}
    )

    assert back["Location"] == address(world.project)
    assert TargetGroup.objects.filter(public_id=world.office.public_id).exists()


def test_undo_leads_nowhere_else(world: World, editor: User) -> None:
    event = actions.remove_item(world.office, by=editor)

    back = client_of(editor).post(
        reverse("projects:restore", args=[world.project.public_id, event.pk]), {"next": "https://evil.example/"}
    )

    assert back["Location"].endswith("/history/")


def test_items_are_placed_and_linked(world: World, editor: User) -> None:
    client = client_of(editor)

    client.post(address(world.project, f"activity/{world.later.public_id}/place/"), {"position": "0"})
    client.post(
        address(world.project, "connect/"), {"activity": world.workshop.public_id, "item": world.office.public_id}
    )

    assert PlannedActivity.objects.first() == world.later
    assert world.workshop.reach.filter(group=world.office).exists()
    client.post(address(world.project, f"activity/{world.later.public_id}/place/"), {"position": "-1; drop"})
    assert PlannedActivity.objects.first() == world.later


def test_linking_what_is_promised_says_what_to_do(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=datetime.date(2026, 3, 5))

    page = client_of(editor).post(
        address(world.project, "connect/"),
        {"activity": world.workshop.public_id, "item": world.office.public_id},
        follow=True,
    )

    assert "part of your commitment" in page.content.decode()
    assert not world.workshop.reach.filter(group=world.office).exists()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"phase": "after"}, ["Yearly open lesson"]),
        ({"partner": "ngo"}, ["Put results on the platform"]),
        ({"group": "office"}, ["Yearly open lesson"]),
    ],
)
def test_the_board_is_narrowed(world: World, query: dict[str, str], titles: list[str]) -> None:
    chosen = {name: getattr(world, value).pk if name != "phase" else value for name, value in query.items()}
    columns = arrange(columns_of(load_plan(world.project), "en"), Narrowing(**chosen), Marks())  # type: ignore[arg-type]  # keys or a phase

    assert [card.title for card in columns[3].cards] == titles


def test_filters_live_in_the_address_and_junk_is_ignored(world: World, editor: User) -> None:
    client = client_of(editor)

    narrowed = board(client, world.project, phase="after", partner=world.school.public_id)
    assert "Yearly open lesson" in narrowed
    assert "<h3>Workshop by the river</h3>" not in narrowed
    assert "Workshop by the river" in board(
        client, world.project, phase="'", partner="zzz", removed="99999999999999999999"
    )


def test_remarks_stand_on_their_cards(world: World, editor: User) -> None:
    put(world.use, baseline="", source="")
    html = board(client_of(editor), world.project, remarked="on")

    assert "2 remarks" in html
    assert "Schools that use it" in html
    assert "Teachers tell what changed" not in html


def test_a_message_begins_with_its_pair(world: World, editor: User) -> None:
    client = client_of(editor)

    assert "Who would want what?" in client.get(address(world.project, "messages/new/")).content.decode()
    chosen = {"result": world.lessons.public_id, "group": world.office.public_id}
    there = client.get(address(world.project, "messages/new/"), chosen)
    assert there["Location"] == address(world.project, f"messages/{world.lessons.public_id}/{world.office.public_id}/")


def test_a_message_is_written_in_place_and_taken_out(world: World, editor: User) -> None:
    client, path = client_of(editor), f"messages/{world.lessons.public_id}/{world.office.public_id}/"

    saved = part(client, world.project, path, {"en": "You decide on facts.", "version": "2"})
    assert "You decide on facts." in saved.content.decode()
    gone = part(client, world.project, path, {"en": "", "pl": "", "version": "3"})
    assert gone.content == b""


def test_readers_change_nothing(world: World, contributor: User, officer: User, stranger: User) -> None:
    MembershipFactory(project=world.project, person=contributor)
    world.project.memberships.filter(person=contributor).update(role="contributor")
    paths = [f"result/{world.lessons.public_id}/", f"use/{world.lessons.public_id}/", "connect/", "messages/new/",
             f"group/{world.office.public_id}/place/"]  # fmt: skip

    for person, code in ((contributor, 403), (officer, 403), (stranger, 404)):
        client = client_of(person)
        assert [client.post(address(world.project, path)).status_code for path in paths] == [code] * len(paths)
    assert "data-edit" not in board(client_of(officer), world.project)


def test_the_board_asks_the_same_number_of_questions_however_large(world: World, editor: User) -> None:
    client = client_of(editor)
    board(client, world.project)
    with CaptureQueriesContext(connection) as small:
        board(client, world.project)
    for number in range(3):
        group = actions.add_group(world.project, by=editor, name=f"Group {number}")
        actions.add_activity(world.project, by=editor, title="More", results=[world.lessons], reach={group: 5})
        actions.write_message(world.lessons, group, by=editor, texts={"en": "You"})
        actions.add_indicator(world.project, by=editor, name="More", result=world.lessons)
    with CaptureQueriesContext(connection) as large:
        board(client, world.project)

    assert len(large) == len(small) <= 25


def test_one_card_is_sent_alone(world: World, editor: User, stranger: User) -> None:
    client = client_of(editor)
    paths = [f"cards/{kind}/{item}/" for kind, item in (
        ("result", world.lessons.public_id), ("group", world.office.public_id), ("activity", world.later.public_id),
        ("indicator", world.use.public_id), ("message", f"{world.lessons.public_id}:{world.office.public_id}"),
        ("use_plan", UsePlan.objects.get().public_id),
    )]  # fmt: skip

    assert [part(client, world.project, path).status_code for path in paths] == [200] * 6
    assert part(client, world.project, "cards/nonsense/zzz/").status_code == 404
    assert part(client_of(stranger), world.project, paths[0]).status_code == 404
