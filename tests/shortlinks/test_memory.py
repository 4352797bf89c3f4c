"""What one process remembers of a day, and when it forgets."""

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.counting.memory import SECONDS_BETWEEN_ROBOTS, DayMemory, Opening

LINK, OTHER = ("link", 1), ("link", 2)
MONDAY = datetime.date(2025, 3, 3)
PHONE = "Mozilla/5.0 (Android 14; Mobile)"


class Watch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.day, self.seconds = MONDAY, 1000.0

    def memory(self, most: int = 100) -> DayMemory:
        return DayMemory(lambda: self.day, clock=lambda: self.seconds, most=most)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def memory(watch: Watch) -> Iterator[DayMemory]:
    made = watch.memory()
    yield made
    made.forget()


def open_once(memory: DayMemory, *, link: int = 1, address: str = "192.0.2.7", agent: str = PHONE) -> Opening:
    return memory.open(("link", link), address, agent, double_click=30)


def test_a_double_click_counts_once(memory: DayMemory, watch: Watch) -> None:
    assert open_once(memory) == Opening(is_counted=True, is_new_device=True)
    for seconds in (1, 29, 29):  # each click begins the half minute anew
        watch.seconds += seconds
        assert open_once(memory) == Opening(is_counted=False, is_new_device=False)
    watch.seconds += 31
    assert open_once(memory) == Opening(is_counted=True, is_new_device=False)


def test_two_devices_two_browsers_and_two_links_are_told_apart(memory: DayMemory) -> None:
    assert all(
        opening.is_new_device
        for opening in (
            open_once(memory),
            open_once(memory, address="192.0.2.8"),
            open_once(memory, agent="Mozilla/5.0 (iPhone)"),
            open_once(memory, link=2),
        )
    )


def test_the_next_day_knows_nothing_of_the_day_before(memory: DayMemory, watch: Watch) -> None:
    open_once(memory)
    before = set(memory._seen)
    watch.day += datetime.timedelta(days=1)
    assert open_once(memory).is_new_device
    # Not even whoever looks into the memory could tell that it is the same device.
    assert before.isdisjoint(memory._seen)


def test_the_key_and_the_hashes_go_with_the_day(memory: DayMemory, watch: Watch) -> None:
    open_once(memory)
    memory.forget_days_before(watch.day)
    assert len(memory._seen) == 1
    memory.forget_days_before(watch.day + datetime.timedelta(days=1))
    assert (memory._key, len(memory._seen), memory.day) == (b"", 0, None)


def test_a_clock_forgets_them_at_midnight_though_nobody_comes(memory: DayMemory) -> None:
    open_once(memory)
    assert memory._timer is not None
    assert memory._timer.daemon
    assert 0 < memory._timer.interval <= 24 * 3600 + 3601
    memory._timer.function()
    assert (memory._key, len(memory._seen)) == (b"", 0)


def test_two_processes_can_not_compare_what_they_know(watch: Watch) -> None:
    one, other = watch.memory(), watch.memory()
    open_once(one)
    open_once(other)
    assert set(one._seen).isdisjoint(other._seen)
    one.forget()
    other.forget()


def test_neither_address_nor_browser_stands_in_the_memory(memory: DayMemory) -> None:
    open_once(memory)
    assert "192.0.2.7" not in repr(memory)
    assert PHONE not in repr(memory)


def test_the_memory_is_bounded(watch: Watch) -> None:
    memory = watch.memory(most=10)
    for number in range(50):
        open_once(memory, address=f"192.0.2.{number}")
    assert len(memory._seen) == 10
    memory.forget()


def test_robots_are_written_together(memory: DayMemory, watch: Watch) -> None:
    assert memory.add_robot(LINK) == {(LINK, MONDAY): 1}
    assert [memory.add_robot(LINK) for _ in range(500)] == [{}] * 500
    memory.add_robot(OTHER)
    watch.seconds += SECONDS_BETWEEN_ROBOTS
    assert memory.add_robot(LINK) == {(LINK, MONDAY): 501, (OTHER, MONDAY): 1}
    assert memory.take_robots() == {}


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.floats(0, 100)), max_size=40))
def test_devices_are_never_more_than_openings(steps: list[tuple[int, int, float]]) -> None:
    watch = Watch()
    memory = watch.memory()
    opens = devices = 0
    for link, device, seconds in steps:
        watch.seconds += seconds
        opening = open_once(memory, link=link, address=f"192.0.2.{device}")
        opens += opening.is_counted
        devices += opening.is_new_device
        assert opening.is_counted or not opening.is_new_device
    memory.forget()
    assert devices <= opens <= len(steps)
    assert devices == len({(link, device) for link, device, _ in steps})
