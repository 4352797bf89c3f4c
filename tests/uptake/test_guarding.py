"""Robots stay out; a person who is taken for one gets a clear sentence."""

import pytest
import time_machine

from plon.uptake import guarding
from plon.uptake.guarding import STAMP, TRAP, Limits, doubt_about, new_stamp, too_many_links


def test_a_form_is_doubted_when_it_comes_too_fast_too_late_or_from_another_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guarding, "FASTEST", 3)
    with time_machine.travel("2026-03-01 10:00:00", tick=False) as clock:
        stamp = new_stamp("use:abc")
        assert "faster" in doubt_about({STAMP: stamp}, "use:abc")
        clock.shift(4)
        assert doubt_about({STAMP: stamp}, "use:abc") == ""
        assert "once more" in doubt_about({STAMP: stamp}, "use:other")
        assert "people do not see" in doubt_about({STAMP: stamp, TRAP: "+48 22"}, "use:abc")
        clock.shift(guarding.OLDEST)
        assert "open for long" in doubt_about({STAMP: stamp}, "use:abc")
    assert "open for long" in doubt_about({}, "use:abc")
    assert "open for long" in doubt_about({STAMP: "forged"}, "use:abc")


def test_an_address_has_so_many_an_hour_and_gets_new_ones_with_time() -> None:
    now = 0.0
    limits = Limits(clock=lambda: now, most_keys=10)
    assert [limits.spend("address", "192.0.2.7", 2) for _ in range(3)] == [True, True, False]
    assert limits.spend("address", "192.0.2.8", 2)
    now = 1800.0
    assert limits.spend("address", "192.0.2.7", 2)
    assert not limits.spend("address", "192.0.2.7", 2)


def test_nothing_readable_of_an_address_is_remembered_and_not_without_end() -> None:
    limits = Limits(most_keys=3)
    for number in range(9):
        limits.spend("mailbox", f"person{number}@example.org", 5)
    assert len(limits._seen) == 3
    assert b"example" not in b"".join(limits._seen)


def test_links_are_counted_in_all_the_ways_in_which_they_are_written() -> None:
    assert too_many_links("See www.example.org", 0)
    assert not too_many_links("See https://example.org and www.example.com", 2)
    assert too_many_links("<a href=x> [url=x] http://example.org", 2)
