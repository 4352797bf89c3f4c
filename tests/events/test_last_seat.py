"""Five hundred at once for a hundred places: exactly a hundred have one, the others wait in order."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from plon.accounts.models import User
from plon.events import actions
from plon.events.enums import RegistrationState
from plon.events.models import AgencyEvent, Registration
from tests.events.making import ask, make_event


def line_of(event: AgencyEvent) -> list[tuple[int, str]]:
    return list(event.registrations.order_by("number").values_list("number", "state"))


@pytest.mark.slow
@pytest.mark.django_db
def test_one_after_the_other_places_go_in_order(officer: User) -> None:
    event = make_event(officer, capacity=10)
    for registration in [ask(event) for _number in range(50)]:
        actions.confirm(registration)
    assert line_of(event) == [(n, "seated" if n <= 10 else "waiting") for n in range(1, 51)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_five_hundred_at_once_for_a_hundred_places(officer: User) -> None:
    """Ten threads click fifty links each, every tenth twice; then ten of the seated give theirs back at once."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where nobody waits for a table; `.ci/with-postgres` runs it")
    event = make_event(officer, capacity=100)
    asked = [ask(event) for _number in range(500)]

    def click(hand: int) -> None:
        try:
            for place, registration in enumerate(asked[hand::10]):
                actions.confirm(registration)
                if place % 10 == 0:
                    actions.confirm(registration)
        finally:
            connections.close_all()

    together(click)
    assert line_of(event) == [(n, "seated" if n <= 100 else "waiting") for n in range(1, 501)]

    leaving = list(Registration.objects.filter(state=RegistrationState.SEATED).order_by("number")[:10])

    def leave(hand: int) -> None:
        try:
            actions.cancel(leaving[hand])
        finally:
            connections.close_all()

    together(leave)
    states = dict(line_of(event))
    assert [n for n, state in states.items() if state == "seated"] == [*range(11, 111)], "the next ten have them"


def together(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(hand,)) for hand in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
