"""Who may see and do what: every door of the house, as read from the URL configuration, against `matrix.toml`."""

import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from plon.accounts.models import User
from tests.access.doors import Door, doors
from tests.access.world import World, make_world
from tests.conftest import client_of, read_out

MATRIX: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text())
PEOPLE = ("visitor", "stranger", "contributor", "editor", "coordinator", "officer")
# Who each word of the matrix lets in.
LETS_IN: dict[str, frozenset[str]] = {
    "everyone": frozenset(PEOPLE),
    "signed in": frozenset(PEOPLE) - {"visitor"},
    "readers": frozenset({"contributor", "editor", "coordinator", "officer"}),
    "team": frozenset({"contributor", "editor", "coordinator"}),
    "editors": frozenset({"editor", "coordinator"}),
    "editors and officers": frozenset({"editor", "coordinator", "officer"}),
    "coordinators": frozenset({"coordinator"}),
    "coordinators and officers": frozenset({"coordinator", "officer"}),
    "officers": frozenset({"officer"}),
    # Who was invited has another door than the others.
    "invited": frozenset({"stranger"}),
    "nobody": frozenset(),
}
CLOSED = {403, 404, 405}


def guarded() -> list[Door]:
    """The doors that stand in the matrix by name; those of a whole public room stand there once."""
    return [door for door in doors() if door.name in MATRIX]


def test_every_door_stands_in_the_matrix() -> None:
    missing = [door.name for door in doors() if door.name not in MATRIX]
    stale = [name for name in MATRIX if name not in {door.name for door in doors()}]
    assert (missing, stale) == ([], [])


@pytest.fixture
def world(db: None) -> World:
    return make_world("1")


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
def test_each_door_opens_to_whom_it_should(who: str, world: World, stranger: User, officer: User) -> None:
    person = {"stranger": stranger, "officer": officer, **world.people}.get(who)
    client = client_of(person) if person else Client()
    client.raise_request_exception = True
    wrong = []
    for door in guarded():
        address = world.address(door)
        for act, method in (("see", "get"), ("do", "post")):
            expected = who in LETS_IN[MATRIX[door.name][act]]
            status, location = _knock(client, method, address)
            # A stranger learns nothing of a project, not even that it is there.
            learns = who == "stranger" and "project" in door.arguments and status == 403
            if learns or expected != _is_let_in(status, location):
                wrong.append((door.name, method, status, location, MATRIX[door.name][act]))
    assert wrong == []


def _knock(client: Client, method: str, address: str) -> tuple[int, str]:
    """Ask, and undo whatever it did."""
    with transaction.atomic():
        answer = read_out(getattr(client, method)(address))
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", "")


def _is_let_in(status: int, location: str) -> bool:
    return status not in CLOSED and not location.startswith("/accounts/login/")


def test_no_thing_of_another_project_is_reached_through_ones_own(world: World) -> None:
    """A coordinator puts the ids of another project's things into the addresses of their own."""
    other = make_world("2")
    client = client_of(world.people["coordinator"])
    passed = [
        (door.name, method, status)
        for door in guarded()
        if (address := _crossed(door, world, other))
        for method in ("get", "post")
        if (status := _knock(client, method, address))[0] not in {404, 405}
    ]
    assert passed == []


def _crossed(door: Door, mine: World, other: World) -> str:
    """Return the door's address with my project and the other's things; "" if it leads to no thing of a project."""
    if "project" not in door.arguments:
        return ""
    theirs = {name: other.fill(door.name, name) for name in door.arguments} | {"project": mine.project.public_id}
    ours = {name: mine.fill(door.name, name) for name in door.arguments}
    # Words, such as the kind of an export, are alike in both.
    return "" if theirs == ours else reverse(door.name, args=[theirs[name] for name in door.arguments])
