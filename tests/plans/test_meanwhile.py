"""Two people at one form: different fields are kept both, of the same field a person chooses."""

import json
from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.models import Message, PlannedActivity, TargetGroup
from plon.results.actions import change_result
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, good_plan

PART = {"X-Plon-Fragment": "1"}


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def address(world: World, rest: str) -> str:
    return f"/workspace/{world.project.public_id}/plan/{rest}"


def opened(client: Client, path: str) -> dict[str, Any]:
    """Return what a browser would send if the form at `path` were saved untouched."""
    response = client.get(path)
    form, sent = response.context["form"], {}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list):
            sent[name] = [getattr(each, "pk", each) for each in value]
        elif value is True:
            sent[name] = "on"
        elif value not in (None, False):
            sent[name] = getattr(value, "pk", value)
    return sent | {"seen": response.context["seen"]}


def test_changes_of_different_fields_are_both_kept(world: World, editor: User) -> None:
    client, path = client_of(editor), address(world, f"group/{world.teachers.public_id}/")
    sent = opened(client, path)
    actions.change_group(world.teachers, by=world.by, need="A tested lesson", size=300)

    page = client.post(path, {**sent, "name": "Biology teachers"}, follow=True)

    group = TargetGroup.objects.get(pk=world.teachers.pk)
    assert (group.name, group.need, group.size) == ("Biology teachers", "A tested lesson", 300)
    assert "What somebody else changed meanwhile is kept too." in page.content.decode()


def test_of_one_field_a_person_chooses_and_the_rest_is_not_asked(world: World, editor: User) -> None:
    client, path = client_of(editor), address(world, f"group/{world.teachers.public_id}/")
    sent = opened(client, path)
    actions.change_group(world.teachers, by=world.by, name="Physics teachers", size=300)

    refused = client.post(path, {**sent, "name": "Biology teachers"})

    (choice,) = refused.context["theirs"]
    assert (choice.name, choice.mine, choice.theirs) == ("name", "Biology teachers", "Physics teachers")
    assert (refused.context["form"]["size"].value(), refused.context["form"]["version"].value()) == ("300", "2")
    assert TargetGroup.objects.get(pk=world.teachers.pk).name == "Physics teachers"


@pytest.mark.parametrize(("choice", "name"), [("mine", "Biology teachers"), ("theirs", "Physics teachers")])
def test_the_choice_works_without_scripts(world: World, editor: User, choice: str, name: str) -> None:
    client, path = client_of(editor), address(world, f"group/{world.teachers.public_id}/")
    sent = {**opened(client, path), "name": "Biology teachers", "need": "Mine"}
    actions.change_group(world.teachers, by=world.by, name="Physics teachers")
    refused = client.post(path, sent)

    again = {**sent, "version": "2", "seen": refused.context["seen"], "choose_name": choice}
    client.post(path, again)

    group = TargetGroup.objects.get(pk=world.teachers.pk)
    assert (group.name, group.need) == (name, "Mine")


def test_links_of_an_activity_come_together_too(world: World, editor: User) -> None:
    client, path = client_of(editor), address(world, f"activity/{world.workshop.public_id}/")
    sent = opened(client, path)
    actions.connect(world.workshop, by=world.by, group=world.office)

    client.post(path, {**sent, "title": "Workshop at the lake"}, headers=PART)

    activity = PlannedActivity.objects.get(pk=world.workshop.pk)
    assert activity.title == "Workshop at the lake"
    assert activity.reach.filter(group=world.office).exists()


def test_the_other_number_of_people_is_told_with_its_group(world: World, editor: User) -> None:
    client, path = client_of(editor), address(world, f"activity/{world.workshop.public_id}/")
    sent = opened(client, path)
    actions.change_activity(world.workshop, by=world.by, reach={world.teachers: 55})

    refused = client.post(path, {**sent, f"people_{world.teachers.pk}": "66"}, headers=PART)

    (choice,) = refused.context["theirs"]
    assert (choice.label, choice.mine, choice.theirs) == (
        "Science teachers of the region: People to reach", "66", "55",
    )  # fmt: skip


def test_a_result_is_saved_whole_or_not_at_all(world: World, editor: User) -> None:
    client, path = client_of(editor), address(world, f"result/{world.lessons.public_id}/")
    sent = opened(client, path)
    change_result(world.lessons, by=world.by, values={"licence": "CC0-1.0"}, version=None)

    refused = client.post(path, {**sent, "title": "Twelve lessons", "licence": "CC-BY-SA-4.0"}, headers=PART)
    assert [choice.name for choice in refused.context["theirs"]] == ["licence"]
    assert Result.objects.get(pk=world.lessons.pk).title_in("en") == "Lessons outdoors"
    client.post(path, {**sent, "title": "Twelve lessons"}, headers=PART)
    result = Result.objects.get(pk=world.lessons.pk)
    assert (result.title_in("en"), result.licence) == ("Twelve lessons", "CC0-1.0")


def test_sentences_in_two_languages_come_together(world: World, editor: User) -> None:
    path = address(world, f"messages/{world.lessons.public_id}/{world.office.public_id}/")
    client = client_of(editor)
    sent = opened(client, path)
    actions.write_message(world.lessons, world.office, by=world.by, texts={"pl": "Decydujesz na faktach."})

    client.post(path, {**sent, "en": "You decide on facts."}, headers=PART)

    message = Message.objects.get(result=world.lessons, group=world.office)
    assert {text.language: text.text for text in message.texts.all()} == {
        "en": "You decide on facts.", "pl": "Decydujesz na faktach.",
    }  # fmt: skip


@pytest.mark.parametrize("seen", ["", "nonsense", "[1]", '{"name": 3}', "[" * 5000, json.dumps({"name": ["x"]})])
def test_a_broken_memory_loses_nothing(world: World, editor: User, seen: str) -> None:
    client, path = client_of(editor), address(world, f"group/{world.teachers.public_id}/")
    sent = opened(client, path)
    actions.change_group(world.teachers, by=world.by, name="Physics teachers")

    refused = client.post(path, {**sent, "name": "Biology teachers", "seen": seen}, headers=PART)

    assert refused.status_code == 422
    assert "name" in [choice.name for choice in refused.context["theirs"]]
    assert TargetGroup.objects.get(pk=world.teachers.pk).name == "Physics teachers"
