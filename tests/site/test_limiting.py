"""Who asks too fast waits and learns where everything is; people and those signed in never notice."""

import threading
import time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from plon.accounts.models import User
from plon.counting.buckets import Buckets, network_of
from plon.site import limiting
from plon.site.turns import PROGRAMS_AT_ONCE, Turns
from plon.site.wsgi import application
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
    """Ask as a web server does: the limits stand before Django and its test client.

    Connections are closed and opened as in earnest, so that tests that ask have a `transactional_db`.
    """
    cookies = (client or Client()).cookies.output(header="", sep=";")
    request = RequestFactory(headers={"user-agent": agent, "cookie": cookies}).get(path, REMOTE_ADDR=address)
    return serve(request.environ)


def serve(environ: dict[str, Any]) -> HttpResponse:
    told: list[Any] = []
    content = application(environ, lambda status, headers: told.extend((status, headers)))  # type: ignore[arg-type]
    response = HttpResponse(b"".join(content), status=int(told[0][:3]), headers=dict(told[1]))
    response.reason_phrase = told[0][4:]
    return response


def test_too_fast_is_told_to_wait_and_where_everything_is(watch: Watch, transactional_db: None) -> None:
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
    assert "Set-Cookie" not in refused
    assert refused["Content-Length"] == str(len(refused.content))
    assert "default-src 'none'" in refused["Content-Security-Policy"]
    watch.seconds += 10  # as long as it was told
    assert [ask("/sitemap.xml").status_code for _ in range(2)] == [200, 429]
    assert ask("/sitemap.xml", address="192.0.2.8").status_code == 200


def test_who_only_looks_gets_no_body(watch: Watch, transactional_db: None) -> None:
    request = RequestFactory(headers={"user-agent": FIREFOX}).head("/pl/about/", REMOTE_ADDR="192.0.2.7")
    for _ in range(7):
        refused = serve(dict(request.environ))
    assert (refused.status_code, refused.content) == (429, b"")
    assert refused["Retry-After"] == "10"


def test_programs_that_say_so_have_a_limit_of_their_own(watch: Watch, transactional_db: None) -> None:
    assert [ask("/sitemap.xml", agent="Examplebot/1.0").status_code for _ in range(4)] == [200] * 3 + [429]
    assert ask("/sitemap.xml").status_code == 200  # people behind the same address go on


def test_programs_go_on_steadily_instead_of_all_at_once(watch: Watch, settings: Any, transactional_db: None) -> None:
    settings.ROBOT_REQUESTS_PER_MINUTE = 120
    answers = [ask("/sitemap.xml", agent="Examplebot/1.0").status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
    watch.seconds += 0.5
    assert ask("/sitemap.xml", agent="Examplebot/1.0").status_code == 200


def test_signed_in_people_and_their_workspace_are_never_limited(
    transactional_db: None, watch: Watch, stranger: User
) -> None:
    client = client_of(stranger)
    assert {ask("/pl/about/", client=client).status_code for _ in range(10)} == {200}
    invented = Client()
    invented.cookies["sessionid"] = "invented"
    assert ask("/pl/about/", client=invented).status_code == 429
    assert {ask(path).status_code for path in ("/healthz", "/accounts/login/", "/robots.txt")} == {200}
    assert ask("/workspace/").status_code == 302


def test_pictures_of_a_page_cost_little(watch: Watch) -> None:
    def wait(path: str) -> float:
        return limiting._seconds_to_wait(RequestFactory().get(path).environ, is_program=False)

    assert not any(wait(f"/r/2222222/cover-{number}.webp") for number in range(59))
    assert wait("/pl/about/")


def test_no_limit_is_no_limit(watch: Watch, settings: Any, transactional_db: None) -> None:
    settings.REQUESTS_PER_MINUTE = settings.ROBOT_REQUESTS_PER_MINUTE = 0
    assert {ask("/sitemap.xml", agent=agent).status_code for agent in ("", FIREFOX) * 6} == {200}


def test_a_refusal_asks_the_database_nothing(
    watch: Watch, django_assert_num_queries: Any, transactional_db: None
) -> None:
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


def test_programs_read_one_page_at_a_time_and_no_more_may_wait() -> None:
    turns, at_once, most = Turns(patience=60), 0, 0
    let_in: list[bool] = []
    one_reads, may_end = threading.Event(), threading.Event()

    def read() -> None:
        nonlocal at_once, most
        with turns.of_programs() as is_let_in:
            let_in.append(is_let_in)
            at_once += 1
            most = max(most, at_once)
            one_reads.set()
            may_end.wait(10)
            at_once -= 1

    threads = [threading.Thread(target=read) for _ in range(PROGRAMS_AT_ONCE)]
    for thread in threads:
        thread.start()
    assert one_reads.wait(10)
    while turns._programs < PROGRAMS_AT_ONCE:
        time.sleep(0.001)
    with turns.of_programs() as is_let_in:
        assert not is_let_in
    may_end.set()
    for thread in threads:
        thread.join()
    assert let_in == [True] * PROGRAMS_AT_ONCE
    assert most == 1
    with turns.of_programs() as is_let_in:
        assert is_let_in


def test_a_program_waits_for_a_pause_of_those_who_work() -> None:
    turns, order = Turns(patience=60), []

    def read() -> None:
        with turns.of_programs():
            order.append("program")

    thread = threading.Thread(target=read)
    with turns.of_people():
        thread.start()
        while not turns._programs:
            time.sleep(0.001)
        time.sleep(0.15)
        with turns.of_people():  # whoever works never waits
            order.append("person")
    thread.join(10)
    assert order == ["person", "program"]


def test_a_program_gets_its_turn_though_somebody_always_works() -> None:
    turns = Turns(patience=0.05)
    with turns.of_people(), turns.of_programs() as is_let_in:
        assert is_let_in


def test_a_crowd_of_programs_is_told_to_wait_and_people_are_served(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> None:
    turns = Turns(patience=0)
    monkeypatch.setattr(limiting, "turns", turns)
    with turns.of_programs(), monkeypatch.context() as full:
        full.setattr(turns, "_programs", PROGRAMS_AT_ONCE)
        refused = ask("/sitemap.xml", agent="Examplebot/1.0")
        assert (refused.status_code, refused["Retry-After"]) == (429, "2")
        assert "/data/results.jsonl.gz" in refused["Link"]
        assert ask("/sitemap.xml").status_code == 200
