"""The commitment's pages: freeze, read, compare, print, verify."""

import io
import json
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.commitment import canonical
from plon.plans.models import Commitment
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, good_plan

FREEZE = {"occasion": "application", "agreed_on": "2026-03-05", "note": ""}


@pytest.fixture
def world(db: None, coordinator: User, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=coordinator, role="coordinator")
    MembershipFactory(project=world.project, person=editor)
    return world


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/plan/commitments/{rest}"


def page(client: Client, project: Project, rest: str = "", **query: str) -> str:
    return client.get(address(project, rest), query).content.decode()


@pytest.fixture
def frozen(world: World, coordinator: User) -> Commitment:
    client_of(coordinator).post(address(world.project, "freeze/"), FREEZE)
    return Commitment.objects.get()


def test_the_coordinator_freezes_the_plan(world: World, coordinator: User) -> None:
    client = client_of(coordinator)
    assert "The plan is not frozen yet" in page(client, world.project)

    made = client.post(address(world.project, "freeze/"), FREEZE, follow=True).content.decode()

    assert "Commitment 1 is frozen." in made
    assert "Science teachers of the region" in made
    assert Commitment.objects.get().sha256 in made


def test_freezing_twice_with_one_press_makes_one(world: World, coordinator: User) -> None:
    client = client_of(coordinator)
    client.post(address(world.project, "freeze/"), FREEZE)

    again = client.post(address(world.project, "freeze/"), FREEZE).content.decode()

    assert "Nothing has changed since commitment 1." in again
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(("field", "value"), [("occasion", "birthday"), ("agreed_on", "31.02.2026"), ("agreed_on", "")])
def test_what_is_wrong_is_told(world: World, coordinator: User, field: str, value: str) -> None:
    answer = client_of(coordinator).post(address(world.project, "freeze/"), {**FREEZE, field: value})

    assert (answer.status_code, Commitment.objects.count()) == (200, 0)
    assert 'aria-invalid="true"' in answer.content.decode() or "errors" in answer.content.decode()


def test_only_coordinators_freeze(world: World, editor: User, officer: User, stranger: User) -> None:
    codes = [client_of(person).post(address(world.project, "freeze/"), FREEZE).status_code for person in
             (editor, officer, stranger)]  # fmt: skip

    assert (codes, Commitment.objects.count()) == ([403, 403, 404], 0)


def test_the_team_and_the_agency_read_it_and_nobody_else(
    frozen: Commitment, editor: User, officer: User, stranger: User
) -> None:
    paths = ["", "1/", "1/?as=json", "1/?as=pdf", "compare/"]

    assert [client_of(officer).get(address(frozen.project, path)).status_code for path in paths] == [200] * 5
    assert [client_of(stranger).get(address(frozen.project, path)).status_code for path in paths] == [404] * 5
    assert client_of(editor).get(address(frozen.project, "99999999999999999999999/")).status_code == 404


def test_the_comparison_says_what_changed_and_why(world: World, frozen: Commitment, editor: User) -> None:
    actions.change_indicator(world.use, by=editor, target="40", source="lists of schools", reason="More schools asked")
    actions.remove_item(world.office, by=editor, reason="The office was closed")

    html = page(client_of(editor), world.project, "compare/", **{"from": "1", "to": "now"})

    assert "<del>25</del>" in html
    assert "<ins>40</ins>" in html
    assert "More schools asked" in html
    assert "<del>Municipal education office</del>" in html
    assert "The office was closed" in html


def test_two_commitments_are_compared(world: World, frozen: Commitment, editor: User, coordinator: User) -> None:
    actions.change_group(world.teachers, by=editor, size=300, reason="A district joined")
    client_of(coordinator).post(address(world.project, "freeze/"), {**FREEZE, "occasion": "amendment"})

    html = page(client_of(editor), world.project, "compare/", **{"from": "1", "to": "2"})

    assert "<del>240</del>" in html
    assert "A district joined" in html
    assert "Nothing differs." in page(client_of(editor), world.project, "compare/", **{"from": "2", "to": "now"})
    assert client_of(editor).get(address(world.project, "compare/?from=x&to=%00")).status_code == 200


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_pdf_carries_all_with_its_hash(frozen: Commitment, editor: User, language: str) -> None:
    editor.language = language
    editor.save()

    made = client_of(editor).get(address(frozen.project, "1/?as=pdf"))
    pdf = pikepdf.open(io.BytesIO(made.content))

    assert pdf.Root.Lang == language
    assert pdf.Root.MarkInfo.Marked
    assert made["Content-Disposition"].endswith(f'-{language}.pdf"')
    assert len(pdf.pages) >= 2


def test_the_json_is_what_was_hashed(frozen: Commitment, editor: User) -> None:
    assert client_of(editor).get(address(frozen.project, "1/?as=json")).content == canonical(frozen.content)


def verify(commitment: Commitment, **data: Any) -> str:
    client = Client(headers={"accept-language": "en"})
    path = f"/v/{commitment.public_id}/"
    return (client.post(path, data) if data else client.get(path)).content.decode()


def test_anybody_verifies_without_seeing_the_plan(frozen: Commitment) -> None:
    html = verify(frozen)

    assert "has not changed since" in html
    assert frozen.sha256 in html
    assert "Science teachers" not in html


def test_a_copy_is_compared(frozen: Commitment) -> None:
    pretty = json.dumps(frozen.content, indent=2, ensure_ascii=False).encode()
    other = json.dumps({**frozen.content, "format": 2}).encode()

    assert "It is the same." in verify(frozen, copy=SimpleUploadedFile("copy.json", pretty))
    assert "It differs" in verify(frozen, copy=SimpleUploadedFile("copy.json", other))
    assert "It is the same." in verify(frozen, hash=f"  {frozen.sha256.upper()} ")
    assert "It differs" in verify(frozen, hash="abc")
    assert "not a JSON file" in verify(frozen, copy=SimpleUploadedFile("copy.json", b"\xff\x00{"))
    assert "Give the hash or the file." in verify(frozen, hash="")


def test_a_content_that_was_tampered_with_is_seen(frozen: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=frozen.pk).update(content={**frozen.content, "groups": []})

    assert "no longer agrees with the hash" in verify(frozen)
    assert "no longer agrees with its hash" in page(client_of(editor), frozen.project, "1/")


def test_an_unknown_commitment_is_not_there(db: None) -> None:
    assert Client().get("/v/zzzzzzz/").status_code == 404


def test_the_history_tells_the_reason(world: World, frozen: Commitment, editor: User) -> None:
    actions.change_group(world.teachers, by=editor, size=300, reason="A district joined")

    html = client_of(editor).get(f"/workspace/{world.project.public_id}/history/").content.decode()

    assert "A district joined" in html


def test_the_pages_ask_the_same_number_of_questions(world: World, coordinator: User) -> None:
    client = client_of(coordinator)
    client.post(address(world.project, "freeze/"), FREEZE)
    page(client, world.project)
    with CaptureQueriesContext(connection) as one:
        page(client, world.project)
    for number in range(2):
        actions.add_group(world.project, by=coordinator, name=f"Group {number}")
        actions.freeze_plan(world.project, by=coordinator, occasion="amendment", agreed_on="2026-05-01")  # type: ignore[arg-type]  # parsed by the field
    with CaptureQueriesContext(connection) as three:
        page(client, world.project)

    assert len(one) == len(three)
