"""Robots stay out; a person who is taken for one gets a clear sentence."""

import pytest
import time_machine

from plon.contact import guarding
from plon.contact.guarding import STAMP, TRAP, doubt_about, is_allowed, new_stamp, too_many_links
from plon.counting.buckets import Buckets


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


def test_an_address_has_so_many_an_hour_and_gets_new_ones_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(guarding, "limits", Buckets(clock=lambda: now))
    assert [is_allowed("address", "192.0.2.7", 2) for _ in range(3)] == [True, True, False]
    assert is_allowed("address", "192.0.2.8", 2)
    assert is_allowed("mailbox", "192.0.2.7", 2)
    now = 1800.0
    assert is_allowed("address", "192.0.2.7", 2)
    assert not is_allowed("address", "192.0.2.7", 2)


def test_links_are_counted_in_all_the_ways_in_which_they_are_written() -> None:
    assert too_many_links("See www.example.org", 0)
    assert not too_many_links("See https://example.org and www.example.com", 2)
    assert too_many_links("<a href=x> [url=x] http://example.org", 2)
