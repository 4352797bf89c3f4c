"""Who asks too fast waits and learns where everything is; people and those signed in never notice."""

import threading
from typing import Any

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from plon.accounts.models import User
from plon.counting.buckets import Buckets, network_of
from plon.site import limiting
from tests.conftest import client_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Watch:
    """A clock that the test moves."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Limits of 6 pages a minute for people and 3 for programs, and a clock that stands still."""
    clock = Watch()
    settings.REQUESTS_PER_MINUTE, settings.ROBOT_REQUESTS_PER_MINUTE = 6, 3
    monkeypatch.setattr(limiting, "readers", Buckets(clock))
    monkeypatch.setattr(limiting, "robots", Buckets(clock))
    return clock


def ask(path: str = "/robots.txt", *, agent: str = FIREFOX, address: str = "192.0.2.7", client: Any = None) -> Any:
    return (client or Client()).get(path, headers={"user-agent": agent}, REMOTE_ADDR=address)


def test_too_fast_is_told_to_wait_and_where_everything_is(watch: Watch, db: None) -> None:
    assert [ask("/sitemap.xml").status_code for _ in range(8)] == [200] * 6 + [429] * 2
    refused = ask("/sitemap.xml")
    assert refused["Retry-After"] == "10"
    assert refused["Cache-Control"] == "no-store"
    assert 'data/results.jsonl.gz>; rel="alternate"; type="application/gzip"' in refused["Link"]
    page = refused.content.decode()
    assert "Za szybko" in page
    assert "Too fast" in page
    assert "/pl/data/" in page
    assert "/en/data/" in page
    assert not refused.cookies
    assert "default-src 'none'" in refused["Content-Security-Policy"]
    watch.seconds += 10  # as long as it was told
    assert [ask("/sitemap.xml").status_code for _ in range(2)] == [200, 429]
    assert ask("/sitemap.xml", address="192.0.2.8").status_code == 200


def test_programs_that_say_so_have_a_limit_of_their_own(watch: Watch, db: None) -> None:
    assert [ask("/sitemap.xml", agent="Examplebot/1.0").status_code for _ in range(4)] == [200] * 3 + [429]
    assert ask("/sitemap.xml").status_code == 200  # people behind the same address go on


def test_programs_go_on_steadily_instead_of_all_at_once(watch: Watch, settings: Any, db: None) -> None:
    settings.ROBOT_REQUESTS_PER_MINUTE = 120
    answers = [ask("/sitemap.xml", agent="Examplebot/1.0").status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
    watch.seconds += 0.5
    assert ask("/sitemap.xml", agent="Examplebot/1.0").status_code == 200


def test_signed_in_people_and_their_workspace_are_never_limited(watch: Watch, stranger: User) -> None:
    client = client_of(stranger)
    assert {ask("/pl/about/", client=client).status_code for _ in range(10)} == {200}
    invented = Client()
    invented.cookies["sessionid"] = "invented"
    assert ask("/pl/about/", client=invented).status_code == 429
    assert {ask(path).status_code for path in ("/healthz", "/accounts/login/", "/robots.txt")} == {200}
    assert ask("/workspace/").status_code == 302


def test_pictures_of_a_page_cost_little(watch: Watch) -> None:
    for number in range(59):
        assert not limiting._seconds_to_wait(
            RequestFactory(headers={"user-agent": FIREFOX}).get(f"/r/2222222/cover-{number}.webp")
        )
    assert limiting._seconds_to_wait(RequestFactory(headers={"user-agent": FIREFOX}).get("/pl/about/"))


def test_no_limit_is_no_limit(watch: Watch, settings: Any, db: None) -> None:
    settings.REQUESTS_PER_MINUTE = settings.ROBOT_REQUESTS_PER_MINUTE = 0
    assert {ask("/sitemap.xml", agent=agent).status_code for agent in ("", FIREFOX) * 6} == {200}


def test_a_refusal_asks_the_database_nothing(watch: Watch, django_assert_num_queries: Any, db: None) -> None:
    for _ in range(6):
        ask("/pl/about/")
    ask("/pl/about/")
    with django_assert_num_queries(0):
        assert ask("/pl/about/").status_code == 429


def test_addresses_are_not_kept_and_memory_is_bounded() -> None:
    buckets = Buckets(most=10)
    for number in range(50):
        buckets.take(f"192.0.2.{number}", per_minute=60)
    assert len(buckets._buckets) == 10
    assert "192.0.2" not in repr(buckets)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("no:address", "no:address"),
    ],
)
def test_a_household_is_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


@given(st.lists(st.tuples(st.floats(0, 30), st.sampled_from((0.1, 1.0, 3.0))), max_size=60))
def test_nobody_gets_more_than_the_limit_and_who_waits_is_served(steps: list[tuple[float, float]]) -> None:
    clock = Watch()
    clock.seconds = begin = 1000.0
    buckets, served = Buckets(clock), 0.0
    for seconds, cost in steps:
        clock.seconds += seconds
        wait = buckets.take("192.0.2.7", per_minute=6, cost=cost)
        if wait:
            clock.seconds += wait + 1e-6
            assert buckets.take("192.0.2.7", per_minute=6, cost=cost) == 0
        served += cost
        assert served <= 6 + (clock.seconds - begin) / 10 + 1e-3


def test_many_threads_share_one_bucket() -> None:
    buckets = Buckets(Watch())
    served: list[bool] = []

    def take() -> None:
        served.extend(not buckets.take("192.0.2.7", per_minute=50) for _ in range(100))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(served) == 50
