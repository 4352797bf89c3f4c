"""Answers for the application form: drafted, edited, outdated, taken back, handed out."""

import io
import zipfile
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.plans import actions
from plon.projects.models import Project
from plon.reports.models import Answer
from plon.reports.presenting import urls_of
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, good_plan


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/application/{rest}"


def page(client: Client, project: Project, form: str = "ka210-2026", **query: str) -> str:
    return client.get(address(project), {"form": form, "language": "en", **query}).content.decode()


def fields(client: Client, project: Project) -> list[Any]:
    answer = client.get(address(project), {"form": "ka210-2026", "language": "en"})
    return answer.context["loaded"].fields


def path_of(field: Any, end: str) -> str:
    return str(urls_of(field.place)[end])


def test_every_question_has_its_draft_and_its_count(world: World, editor: User) -> None:
    html = page(client_of(editor), world.project)

    assert "Science teachers of the region" in html
    assert "characters" in html
    assert 'class="answer-count small is-over"' not in html


def test_an_edited_answer_stays_and_says_when_the_plan_changes(world: World, editor: User) -> None:
    client = client_of(editor)
    field = next(each for each in fields(client, world.project) if "Workshop" in each.text)

    client.post(path_of(field, "write"), {"text": "We do it our way.", "version": str(field.seen)})
    assert Answer.objects.get().text == "We do it our way."
    assert "The plan has changed since" not in page(client, world.project)
    actions.change_activity(world.workshop, by=world.by, title="Workshop in the forest")

    html = page(client, world.project)
    assert "We do it our way." in html
    assert "The plan has changed since you edited this answer." in html
    assert "<ins>forest" in html or "forest</ins>" in html or "<ins>" in html


def test_an_answer_that_equals_the_draft_is_not_kept(world: World, editor: User) -> None:
    client = client_of(editor)
    field = next(each for each in fields(client, world.project) if each.text)

    client.post(path_of(field, "write"), {"text": field.text, "version": str(field.seen)})

    assert not Answer.objects.exists()


def test_the_draft_is_taken_again_and_undone(world: World, editor: User) -> None:
    client = client_of(editor)
    field = next(each for each in fields(client, world.project) if each.text)
    client.post(path_of(field, "write"), {"text": "Mine", "version": str(field.seen)})
    written = next(each for each in fields(client, world.project) if each.answer)

    assert "Mine" in client.get(path_of(written, "take_draft")).content.decode()
    gone = client.post(path_of(written, "take_draft"), {"version": str(written.seen)})
    assert not Answer.objects.exists()
    event = gone["Location"].partition("undo=")[2].partition("#")[0]
    client.post(address(world.project, f"undo/{event}/"))
    assert Answer.objects.get().text == "Mine"


def test_two_people_see_both_texts(world: World, editor: User) -> None:
    client = client_of(editor)
    field = next(each for each in fields(client, world.project) if each.text)
    client.post(path_of(field, "write"), {"text": "Theirs", "version": str(field.seen)})

    html = client.post(path_of(field, "write"), {"text": "Mine", "version": str(field.seen)})

    assert html.status_code == 409
    assert "Theirs" in html.content.decode()
    assert "Mine</textarea>" in html.content.decode()
    assert Answer.objects.get().text == "Theirs"


def test_autosave_answers_what_became_of_it(world: World, editor: User) -> None:
    client = client_of(editor)
    field = next(each for each in fields(client, world.project) if each.text)

    saved = client.post(path_of(field, "save"), {"text": "Mine", "changed": "text", "version": str(field.seen)}).json()
    assert (saved["errors"], saved["conflict"]) == ({}, {})
    late = client.post(path_of(field, "save"), {"text": "Other", "changed": "text", "version": str(field.seen)}).json()
    assert late["conflict"]["text"]["theirs"] == "Mine"


@pytest.mark.parametrize("form", ["ka122-2026", "ka210-2026", "ka220-2026", "eacea-part-b"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_all_answers_are_handed_out(world: World, editor: User, form: str, language: str) -> None:
    client = client_of(editor)

    made = client.get(address(world.project, f"file/{form}/{language}/docx/"))
    assert zipfile.is_zipfile(io.BytesIO(made.content))
    document = docx.Document(io.BytesIO(made.content))
    assert any(
        paragraph.style is not None and paragraph.style.name.startswith("Heading") for paragraph in document.paragraphs
    )  # type: ignore[union-attr]  # styles have names
    text = client.get(address(world.project, f"file/{form}/{language}/txt/")).content.decode("utf-8-sig")
    assert "Science teachers of the region" in text


def test_junk_is_refused_without_harm(world: World, editor: User) -> None:
    client = client_of(editor)
    field = next(each for each in fields(client, world.project) if each.text)

    assert client.post(path_of(field, "save"), {"text": "x" * 300_000, "version": "zzz"}).json()["errors"] != {}
    assert client.get(address(world.project, "file/ka999/en/docx/")).status_code == 404
    assert client.get(address(world.project, "file/ka210-2026/de/docx/")).status_code == 404
    assert client.post(address(world.project, "ka210-2026/en/nonsense/-/save/"), {"text": "x"}).status_code == 404
    assert client.get(address(world.project), {"form": "zzz", "language": "%00", "undo": "9" * 40}).status_code == 200
    assert not Answer.objects.exists()


def test_who_may_not(world: World, officer: User, stranger: User, editor: User) -> None:
    field = next(each for each in fields(client_of(editor), world.project) if each.text)

    assert client_of(officer).get(address(world.project)).status_code == 200
    assert client_of(officer).post(path_of(field, "write"), {"text": "Mine"}).status_code == 403
    assert client_of(stranger).get(address(world.project)).status_code == 404
    assert client_of(stranger).get(address(world.project, "file/ka210-2026/en/docx/")).status_code == 404


def test_an_empty_plan_says_where_to_begin(project: Project, editor: User) -> None:
    assert "The plan is still empty" in page(client_of(editor), project)


def test_the_page_asks_the_same_number_of_questions(world: World, editor: User) -> None:
    client = client_of(editor)
    page(client, world.project)
    with CaptureQueriesContext(connection) as small:
        page(client, world.project)
    for number in range(3):
        group = actions.add_group(world.project, by=editor, name=f"Group {number}", levels=["local"])
        actions.add_activity(world.project, by=editor, title="More", results=[world.lessons], reach={group: 5})
    with CaptureQueriesContext(connection) as large:
        page(client, world.project)

    assert len(small) == len(large)
