"""What happens in the same moment: numbers that begin, readers who leave, forms that are sent twice."""

import datetime
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from plon.accounts.models import User
from plon.newsletter import actions
from plon.newsletter.models import Delivery, Issue, Sending, Subscriber
from plon.newsletter.sending import rows
from tests.newsletter.making import make_issue, many_subscribers

pytestmark = pytest.mark.django_db(transaction=True)


def together(works: Iterable[Callable[[], object]]) -> None:
    """Do all at once; raise what any of them raised."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where nobody waits for a table; `.ci/with-postgres` runs it")
    works = list(works)
    ready = threading.Barrier(len(works))

    def do(work: Callable[[], object]) -> None:
        try:
            ready.wait(10)
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        begun = [pool.submit(do, work) for work in works]
    for each in begun:
        each.result()


def set_to_go(officer: User, name: str) -> Sending:
    later = timezone.now() + datetime.timedelta(minutes=5)
    return actions.request_sending(make_issue(officer, subject_en=name), by=officer, at=later)


def test_numbers_that_begin_at_once_have_numbers_of_their_own(officer: User) -> None:
    many_subscribers(20)
    sendings = [set_to_go(officer, f"No {number}") for number in range(4)]
    together(lambda each=each: rows.begin(each) for each in sendings)
    assert sorted(Issue.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Delivery.objects.count() == 80


def test_readers_leave_while_a_number_begins_and_nobody_is_stopped(officer: User) -> None:
    many_subscribers(300)
    sending = set_to_go(officer, "Spring")
    some = [list(Subscriber.objects.order_by("pk")[hand:200:4]) for hand in range(4)]
    leaving = [lambda each=each: [actions.leave(one) for one in each] for each in some]
    together([lambda: rows.begin(sending), *leaving])
    assert Subscriber.objects.count() == 100
    assert sending.deliveries.filter(subscriber__isnull=False).count() == 100
    assert not sending.deliveries.filter(subscriber=None).exclude(state="left").exists()


def test_a_form_that_is_sent_twice_at_once_is_kept_once() -> None:
    for name in "abcdefghij":
        together([lambda name=name: actions.ask(email=f"{name}@example.org", topics=["news"], language="en")] * 6)
    held = Subscriber.objects.order_by("email").values_list("email", "asked_topics")
    assert list(held) == [(f"{name}@example.org", ["news"]) for name in "abcdefghij"]
