"""Several questions at once: every answer comes, in order, whoever worked it out."""

import threading
from collections.abc import Callable

import pytest

from plon.search.together import Begun


def test_answers_come_in_the_order_of_the_questions() -> None:
    works: list[Callable[[], int]] = [lambda number=number: number * number for number in range(50)]  # type: ignore[misc]
    assert Begun(works).results() == [number * number for number in range(50)]
    assert Begun[int]([]).results() == []


def test_who_waits_does_what_nobody_has_begun() -> None:
    others_are_busy, go_on = threading.Event(), threading.Event()

    def wait() -> str:
        others_are_busy.set()
        go_on.wait(10)
        return threading.current_thread().name

    busy = [Begun([wait]) for _ in range(8)]
    others_are_busy.wait(10)
    here = threading.current_thread().name
    assert Begun([lambda: threading.current_thread().name]).results() == [here]
    go_on.set()
    names = {name for each in busy for name in each.results()}
    assert any(name.startswith("search") for name in names)


def test_what_is_dropped_is_not_done() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), []

    def wait() -> None:
        begun.set()
        go_on.wait(10)

    busy = [Begun([wait]) for _ in range(8)]
    begun.wait(10)
    dropped = Begun([lambda: done.append("done")])
    dropped.drop()
    go_on.set()
    for each in busy:
        each.results()
    assert done == []


def test_a_failure_reaches_who_asked() -> None:
    def fail() -> None:
        raise ValueError("no such column")

    with pytest.raises(ValueError, match="no such column"):
        Begun([fail]).results()
