"""Several questions at once: every answer comes, in order, whoever worked it out."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from plon.search import together
from plon.search.together import Begun


def test_answers_come_in_the_order_of_the_questions() -> None:
    works: list[Callable[[], int]] = [lambda number=number: number * number for number in range(50)]  # type: ignore[misc]
    assert Begun(works).results() == [number * number for number in range(50)]
    assert Begun[int]([]).results() == []


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """One thread beside this one, busy until the event is set."""
    go_on, begun = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="search") as threads:
        monkeypatch.setattr(together, "_threads", lambda: threads)
        threads.submit(lambda: (begun.set(), go_on.wait(10)))
        begun.wait(10)
        yield go_on
        go_on.set()


def here() -> str:
    return threading.current_thread().name


def test_who_waits_does_what_nobody_has_begun(one_thread: threading.Event) -> None:
    assert Begun([here, here]).results() == [here(), here()]


def test_others_do_it_where_they_can(one_thread: threading.Event) -> None:
    begun, done = Begun([here]), threading.Event()
    Begun([done.set])
    one_thread.set()
    done.wait(10)
    [name] = begun.results()
    assert name.startswith("search")


def test_what_is_left_is_not_done(one_thread: threading.Event) -> None:
    done: list[str] = []
    with pytest.raises(ValueError, match="no such column"), Begun([lambda: done.append("done")]):
        raise ValueError("no such column")
    one_thread.set()
    assert Begun([here]).results()
    assert done == []


def test_a_process_that_ends_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = ThreadPoolExecutor(1)
    threads.shutdown()
    monkeypatch.setattr(together, "_threads", lambda: threads)
    assert Begun([here]).results() == [here()]


def test_a_failure_reaches_who_asked() -> None:
    def fail() -> None:
        raise ValueError("no such column")

    with pytest.raises(ValueError, match="no such column"):
        Begun([fail]).results()
