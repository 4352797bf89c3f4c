"""Looking at a result and taking its files are counted as COUNTER counts them, without a write in the request."""

import datetime
import threading
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.counting.memory import today
from plon.counting.tally import Counts, Tally
from plon.reach import counting
from plon.reach.counting import drop_days_of_robots, forget_yesterday, memory, tally
from plon.reach.models import DailyDownload, DailyReach
from plon.reach.queries import Figures, totals_of
from plon.results.models import Result, ResultFile
from tests.conftest import client_of, read_out
from tests.shortlinks.test_robots import READERS

PHONE, TABLET = READERS[:2]


def look(result: Result, *, agent: str = PHONE, address: str = "192.0.2.7", **headers: Any) -> Any:
    """Open the page of a result as a fresh visitor does."""
    given = {"User-Agent": agent, **headers}
    return Client().get(result.get_absolute_url(), headers=given, REMOTE_ADDR=address)


def take(file: ResultFile, *, agent: str = PHONE, address: str = "192.0.2.7", **headers: Any) -> Any:
    given = {"User-Agent": agent, **headers}
    return read_out(Client().get(f"/files/{file.public_id}/{file.name}", headers=given, REMOTE_ADDR=address))


def counts(result: Result) -> tuple[int, int, int, int]:
    """Views, devices, downloads, robots of today, once they are written."""
    tally.flush()
    day = DailyReach.objects.get(result=result, day=today())
    return day.views, day.devices, day.downloads, day.robots


def test_readers_are_counted_and_robots_apart(result: Result, editor: User, stranger: User) -> None:
    for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8"):
        assert look(result, address=address).status_code == 200
    look(result, agent="Googlebot/2.1")
    look(result, **{"Sec-Purpose": "prefetch;prerender"})
    Client().head(result.get_absolute_url(), headers={"User-Agent": PHONE})
    client_of(editor).get(result.get_absolute_url(), headers={"User-Agent": PHONE})  # the team is no reader
    client_of(stranger).get(result.get_absolute_url(), headers={"User-Agent": TABLET})
    assert counts(result) == (3, 3, 0, 3)
    assert totals_of([result.pk]) == {result.pk: Figures(3, 3, 0, today())}


def test_unchanged_page_is_looked_at_again(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((0.0, 60.0))
    monkeypatch.setattr(memory, "clock", lambda: next(seconds))
    etag = look(result)["ETag"]
    assert look(result, **{"If-None-Match": etag}).status_code == 304
    assert counts(result) == (2, 1, 0, 0)


def test_only_the_page_itself_counts(result: Result) -> None:
    assert Client().get(f"/en/results/{result.public_id}/old-title/", headers={"User-Agent": PHONE}).status_code == 301
    Result.objects.filter(pk=result.pk).update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    assert look(result).status_code == 410
    tally.flush()
    assert not DailyReach.objects.exists()


def test_a_page_view_writes_nothing_in_the_request(
    result: Result, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        look(result)
    told = [query["sql"] for query in asked.captured_queries if "reach_daily" in query["sql"]]
    assert all(sql.startswith("SELECT") for sql in told)
    look(result, address="192.0.2.8")
    with django_assert_num_queries(4):  # all that waited: savepoint, which are there, one statement, savepoint
        tally.flush()
    assert counts(result) == (2, 2, 0, 0)


def test_a_download_that_goes_on_counts_once(file: ResultFile, result: Result) -> None:
    for part in ("bytes=0-4", "bytes=5-9", "bytes=10-", "bytes=-3"):
        take(file, Range=part, address="192.0.2.9")
    take(file)
    take(file)  # a double click
    take(file, agent="curl/8.5.0")
    assert counts(result) == (0, 0, 2, 1)
    each = DailyDownload.objects.get(file=file)
    assert (each.downloads, each.robots) == (2, 1)
    assert not take(file, address="192.0.2.10").cookies


def test_counts_add_up_day_by_day_and_a_deleted_result_takes_its_own_along(result: Result, file: ResultFile) -> None:
    other = Result.objects.get(pk=result.pk)
    look(result)
    take(file)
    assert counts(result) == (1, 1, 1, 0)
    look(result, address="192.0.2.8")
    take(file, address="192.0.2.8")
    other.files.all().delete()
    assert counts(result) == (2, 2, 2, 0)
    look(result, address="192.0.2.9")
    other.delete()
    tally.flush()
    assert not DailyReach.objects.exists()


def test_days_of_robots_alone_go_after_a_while(result: Result) -> None:
    old = today() - datetime.timedelta(days=120)
    DailyReach.objects.create(result=result, day=old, robots=4)
    DailyReach.objects.create(result=result, day=old - datetime.timedelta(days=1), views=1, robots=9)
    DailyReach.objects.create(result=result, day=today(), robots=2)
    drop_days_of_robots()
    assert set(DailyReach.objects.values_list("robots", flat=True)) == {9, 2}


def test_yesterday_is_forgotten_and_written(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    look(result)
    tomorrow = today() + datetime.timedelta(days=1)
    monkeypatch.setattr(counting, "today", lambda: tomorrow)
    forget_yesterday()
    assert (memory.day, memory._key) == (None, b"")
    assert DailyReach.objects.get(result=result).views == 1


class Ledger:
    """Stands for a database that fails now and then."""

    def __init__(self) -> None:
        self.written: dict[Any, dict[str, int]] = {}
        self.fails = False

    def write(self, counts: Counts) -> None:
        if self.fails:
            raise DatabaseError("locked")
        for key, numbers in counts.items():
            row = self.written.setdefault(key, {})
            for name, number in numbers.items():
                row[name] = row.get(name, 0) + number


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 5), st.booleans(), st.booleans()), max_size=30))
def test_nothing_is_lost_or_counted_twice_when_the_database_fails(
    steps: list[tuple[int, int, bool, bool]],
) -> None:
    ledger, day = Ledger(), datetime.date(2025, 3, 3)
    waiting = Tally(ledger.write)
    for key, number, flushes, fails in steps:
        waiting.add(("result", key), day, views=number)
        ledger.fails = fails
        if flushes:
            waiting.flush()
    ledger.fails = False
    waiting.flush()
    assert sum(row["views"] for row in ledger.written.values()) == sum(step[1] for step in steps)


def test_what_waits_is_bounded_and_bears_many_threads() -> None:
    ledger, day = Ledger(), datetime.date(2025, 3, 3)
    waiting = Tally(ledger.write, most=10)

    def count() -> None:
        for number in range(1000):
            waiting.add(("result", number % 20), day, views=1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waiting.flush()
    assert len(ledger.written) == 10
    assert {row["views"] for row in ledger.written.values()} == {200}


def test_a_timer_writes_what_waits(settings: Any) -> None:
    settings.COUNTING_SECONDS = 60.0
    ledger = Ledger()
    waiting = Tally(ledger.write)
    waiting.add(("result", 1), datetime.date(2025, 3, 3), views=1)
    assert waiting._timer
    assert (waiting._timer.daemon, waiting._timer.interval) == (True, 60.0)
    waiting._timer.cancel()
    waiting._timer = None
    waiting.add(("result", 1), datetime.date(2025, 3, 3), views=1)
    waiting._timer.cancel()  # type: ignore[attr-defined]  # set again by the line before
    waiting.flush()
    assert [row["views"] for row in ledger.written.values()] == [2]
