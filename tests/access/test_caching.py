"""What caches may keep: every door of the house, for a visitor and for people who are signed in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.access.doors import doors
from tests.access.test_matrix import MATRIX
from tests.access.world import World, make_world
from tests.conftest import client_of, read_out


@pytest.fixture
def world(db: None) -> World:
    return make_world("1")


def knock(client: Client, address: str, **headers: str) -> Any:
    """Ask, and undo whatever it did."""
    with transaction.atomic():
        answer = read_out(client.get(address, headers=headers))
        transaction.set_rollback(True)
    return answer


def answers(world: World, client: Client) -> Iterator[tuple[str, str, Any]]:
    """Knock at every door; yield its name, its address and the answer."""
    for door in doors():
        address = world.address(door)
        yield door.name, address, knock(client, address)


def is_shared(answer: Any) -> bool:
    """Tell whether a cache between server and reader may keep an answer.

    One that says nothing counts as shared: caches may guess (RFC 9111, 4.2.2).
    """
    said = answer.headers.get("Cache-Control", "")
    if "private" in said or "no-store" in said:
        return False
    # What nobody may keep without asking is as good as not shared, unless it is said to be public.
    return "public" in said or "s-maxage" in said or "no-cache" not in said


def vary(answer: Any) -> set[str]:
    return {name.strip().lower() for name in answer.headers.get("Vary", "").split(",")}


@pytest.mark.slow
def test_what_a_session_or_a_cookie_takes_part_in_is_never_shared(world: World) -> None:
    client = client_of(world.people["coordinator"])
    wrong = [
        (name, answer.status_code, answer.headers.get("Cache-Control"))
        for name, _address, answer in answers(world, client)
        if (answer.wsgi_request.session.accessed or answer.cookies) and is_shared(answer)
    ]
    assert wrong == []


@pytest.mark.slow
def test_what_a_visitor_gets_may_be_shared_only_without_a_cookie_and_is_not_sent_twice(world: World) -> None:
    wrong, shared = [], 0
    for name, address, answer in answers(world, Client()):
        if answer.cookies and is_shared(answer):
            wrong.append((name, "sets a cookie"))
        if "public" in answer.headers.get("Cache-Control", ""):
            shared += 1
            wrong += [(name, complaint) for complaint in complaints(name, address, answer)]
    assert wrong == []
    assert shared > 20


def complaints(name: str, address: str, answer: Any) -> Iterator[str]:
    """Say what is wrong with an answer that caches may keep for everybody."""
    if MATRIX[name]["see"] != "everyone":
        yield "is not for everybody"
    if answer.wsgi_request.session.accessed and "cookie" not in vary(answer):
        yield "asks for a session without saying so"
    in_both = [knock(Client(), address, **{"accept-language": language}) for language in ("en", "pl")]
    said = [(each.headers.get("Location"), each.headers.get("ETag")) for each in in_both]
    if said[0] != said[1] and "accept-language" not in vary(answer):
        yield f"differs by language: {said}"
    if answer.status_code == 200:
        etag = answer.headers.get("ETag")
        again = knock(Client(), address, **{"if-none-match": etag}) if etag else None
        if again is None or again.status_code != 304 or again.content:
            yield "is sent twice to who has it"


def test_static_files_are_the_same_for_all(db: None) -> None:
    answer = read_out(Client().get("/static/site/css/plon.css"))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "cookie" not in vary(answer)
