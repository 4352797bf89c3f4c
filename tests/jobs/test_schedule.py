import datetime
import json
import logging
import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from plon.jobs import schedule
from plon.jobs.models import Appointment
from plon.jobs.schedule import register_work, run_due

NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
Done = list[str]
Workers = Callable[[Callable[[], object]], None]


@pytest.fixture(autouse=True)
def _no_other_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_works", {})


@pytest.fixture
def done() -> Done:
    return []


def note(done: Done, name: str) -> Callable[[], None]:
    return lambda: done.append(name)


def test_new_work_is_done_at_once_and_then_in_its_beat(db: None, done: Done) -> None:
    register_work("count", every=HOUR, work=note(done, "count"))

    assert run_due(NOON) == ["count"]
    assert run_due(NOON + datetime.timedelta(minutes=59)) == []
    assert run_due(NOON + HOUR) == ["count"]
    assert done == ["count", "count"]


def test_after_a_long_sleep_work_is_done_once_and_keeps_its_beat(db: None, done: Done) -> None:
    register_work("count", every=HOUR, work=note(done, "count"))
    run_due(NOON)

    run_due(NOON + datetime.timedelta(days=3, minutes=20))
    run_due(NOON + datetime.timedelta(days=3, minutes=21))

    assert done == ["count", "count"]
    assert Appointment.objects.get().due_at == NOON + datetime.timedelta(days=3, hours=1)


def test_work_that_fails_is_told_and_holds_up_nothing(db: None, done: Done, caplog: pytest.LogCaptureFixture) -> None:
    def stumble() -> None:
        raise OSError("no route to the mail server")

    register_work("a stumble", every=HOUR, work=stumble)
    register_work("count", every=HOUR, work=note(done, "count"))

    with caplog.at_level(logging.ERROR, logger="plon.jobs"):
        run_due(NOON)

    assert done == ["count"]
    assert "a stumble failed" in caplog.text
    failed, well = Appointment.objects.order_by("name")
    assert failed.last_error == "OSError: no route to the mail server"
    assert failed.due_at == NOON + HOUR
    assert well.last_error == ""
    assert well.last_finished_at is not None


def test_work_of_a_room_that_is_gone_is_left_alone(db: None) -> None:
    Appointment.objects.create(name="from an older release", due_at=NOON - HOUR)

    assert run_due(NOON) == []


def test_work_needs_time_between(db: None) -> None:
    with pytest.raises(ValueError, match="can't be done every"):
        register_work("always", every=datetime.timedelta(0), work=lambda: None)


@pytest.fixture
def two_workers(transactional_db: None) -> Workers:
    """Run something in two threads with connections of their own."""

    def both(look: Callable[[], object]) -> None:
        def one() -> None:
            try:
                look()
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)

    return both


def test_of_two_workers_one_does_it(two_workers: Workers, done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    register_work("count", every=HOUR, work=note(done, "count"))
    Appointment.objects.create(name="count", due_at=NOON)
    # Both have read the row before either moves it on.
    both_have_read = threading.Barrier(2)
    claim = schedule._claim

    def claim_together(appointment: Appointment, now: datetime.datetime) -> bool:
        both_have_read.wait(5)
        return claim(appointment, now)

    monkeypatch.setattr(schedule, "_claim", claim_together)

    two_workers(lambda: run_due(NOON))

    assert done == ["count"]


def jobs(*arguments: str) -> str:
    out = StringIO()
    call_command("jobs", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_lists_when_last_and_when_next(db: None, done: Done) -> None:
    register_work("count", every=HOUR, work=note(done, "count"))
    assert "last never  next as soon as a worker runs" in jobs()

    run_due(NOON)

    assert json.loads(jobs("--json")) == [
        {
            "name": "count",
            "every": "1:00:00",
            "last": "2026-03-02T12:00:00+00:00",
            "next": "2026-03-02T13:00:00+00:00",
            "error": "",
        }
    ]


def test_the_command_does_one_piece_at_once(db: None, done: Done) -> None:
    register_work("count", every=HOUR, work=note(done, "count"))

    assert jobs("--run", "count") == "count is done.\n"
    assert done == ["count"]


def test_the_command_says_what_there_is(db: None, done: Done) -> None:
    register_work("count", every=HOUR, work=note(done, "count"))

    with pytest.raises(CommandError, match=r"There is no work named county\. There is: count"):
        jobs("--run", "county")


def test_the_command_fails_when_the_work_does(db: None) -> None:
    def stumble() -> None:
        raise OSError

    register_work("stumble", every=HOUR, work=stumble)

    with pytest.raises(CommandError, match="stumble failed"):
        jobs("--run", "stumble")
    assert "FAILED: OSError" in jobs()
