"""Fetching from servers that behave, and from those that don't."""

import datetime
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from plon.fetching.getting import fetch
from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why
from tests.fetching.servers import PAGE, Server, serving


def refusal(url: str, limits: Limits, **more: object) -> NotFetched:
    with pytest.raises(NotFetched) as refused:
        fetch(url, limits=limits, **more)  # type: ignore[arg-type]
    return refused.value


def test_a_page_comes_with_what_the_server_says_of_it(server: Server, limits: Limits) -> None:
    page = fetch(server.url("/page#top"), limits=limits)

    assert (page.status, page.media_type, page.charset, page.body) == (200, "text/html", "utf-8", PAGE)
    assert page.url == server.url("/page")
    assert page.chain == (server.url("/page"),)


def test_asking_only_whether_it_is_there_takes_nothing(server: Server, limits: Limits) -> None:
    page = fetch(server.url("/page"), limits=replace(limits, bytes=1, media_types=("image/",)), head=True)
    assert (page.status, page.body) == (200, b"")
    with pytest.raises(NotFetched) as refused:
        fetch(server.url("/nowhere"), limits=limits, head=True)
    assert refused.value.why is Why.NOT_FOUND


def test_it_says_who_asks_and_carries_nothing_else(server: Server, limits: Limits, settings, monkeypatch) -> None:
    settings.BASE_URL = "https://plon.example.org"
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.pages["/first"] = (302, {"Location": "/page", "Set-Cookie": "spy=1"}, b"")

    fetch(server.url("/first"), limits=limits)

    assert len(server.headers) == 2
    for headers in server.headers:
        assert headers["user-agent"] == "Plon/0.1.0 (+https://plon.example.org)"
        assert headers["host"] == server.place
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_redirects_are_followed_and_told(server: Server, limits: Limits) -> None:
    page = fetch(server.url("/to?/to?/page"), limits=limits)

    assert page.body == PAGE
    assert [url.removeprefix(server.url("")) for url in page.chain] == ["/to?/to?/page", "/to?/page", "/page"]


@pytest.mark.parametrize("path", ["/loop", "/further/1"])
def test_redirects_without_an_end_are_left(server: Server, limits: Limits, path: str) -> None:
    assert refusal(server.url(path), limits).why is Why.TOO_MANY_REDIRECTS
    assert len(server.asked) <= limits.redirects + 1


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://0/",
        "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/", "http://192.168.0.1/", "//10.0.0.1/",
        "http://[fd00:ec2::254]/", "http://100.64.0.1/",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_private_addresses(server: Server, limits: Limits, inside: str) -> None:
    refused = refusal(server.url(f"/to?{inside}"), limits)

    assert refused.why is Why.PRIVATE
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("ftp://example.org/", Why.BAD_ADDRESS),
        ("file:///etc/passwd", Why.BAD_ADDRESS),
        ("http://example.org:22/", Why.BAD_PORT),
        ("http://a:b@example.org/", Why.HAS_PASSWORD),
        ("http://[::1", Why.BAD_ADDRESS),
    ],
)
def test_a_redirect_is_judged_as_the_first_address_is(server: Server, limits: Limits, location: str, why: Why) -> None:
    assert refusal(server.url(f"/to?{location}"), limits).why is why


def test_a_private_address_is_not_even_asked(server: Server) -> None:
    assert refusal(f"http://127.0.0.1:{server.port}/", Limits()).why is Why.BAD_PORT
    assert refusal("http://127.0.0.1/", Limits()).why is Why.PRIVATE
    assert not server.asked


def test_a_name_that_answers_differently_the_second_time_gains_nothing(limits: Limits, monkeypatch) -> None:
    """DNS rebinding: it is looked up once for each connection, and connected to exactly what was judged."""
    looked_up: list[str] = []
    connected: list[object] = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["1.1.1.1"] if len(looked_up) == 1 else ["127.0.0.1"]

    def connect(address: object, *_rest: object, **_more: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", connect)

    assert refusal("http://rebind.example/", limits, resolve=rebinding).why is Why.UNREACHABLE
    assert looked_up == ["rebind.example"]
    assert refusal("http://rebind.example/", limits, resolve=rebinding).why is Why.PRIVATE
    assert connected == [("1.1.1.1", 80)]


def test_names_with_polish_letters_are_looked_up_as_the_net_writes_them(server: Server, limits: Limits) -> None:
    name = f"xn--w-uga1v8h.example:{server.port}"
    seen: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        seen.append(host)
        return ["127.0.0.1"]

    page = fetch(f"http://żółw.example:{server.port}/page", limits=replace(limits, local_servers=frozenset({name})),
                 resolve=resolve)  # fmt: skip

    assert page.body == PAGE
    assert seen == ["xn--w-uga1v8h.example"]
    assert server.headers[0]["host"] == name


def test_a_name_that_nobody_knows_says_so(limits: Limits) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError(host)

    assert refusal("https://nowhere.example/", limits, resolve=resolve).why is Why.UNKNOWN_HOST


def test_a_resolver_that_does_not_answer_is_not_waited_for(limits: Limits) -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(1)
        return ["127.0.0.1"]

    assert refusal("https://slow.example/", replace(limits, connect_seconds=0.05), resolve=resolve).why is Why.TIMED_OUT


@pytest.mark.parametrize("path", ["/drip", "/drip-head", "/silent"])
def test_servers_that_take_for_ever_are_left_in_time(server: Server, limits: Limits, path: str) -> None:
    begun = time.monotonic()

    assert refusal(server.url(path), replace(limits, seconds=0.2)).why is Why.TIMED_OUT
    assert time.monotonic() - begun < 1


def test_a_server_that_stops_in_the_middle_is_left_after_a_while(server: Server, limits: Limits) -> None:
    assert refusal(server.url("/silent"), replace(limits, read_seconds=0.1)).why is Why.TIMED_OUT


def test_two_gigabytes_are_refused_before_a_byte_of_them_comes(server: Server, limits: Limits) -> None:
    assert refusal(server.url("/huge"), limits).why is Why.TOO_LARGE


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_what_does_not_stop_is_left_at_the_limit(server: Server, limits: Limits, path: str) -> None:
    tracemalloc.start()
    try:
        why = refusal(server.url(path), replace(limits, bytes=1_000_000)).why
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert why is Why.TOO_LARGE
    assert peak < 8_000_000


def test_compressed_pages_are_unpacked(server: Server, limits: Limits) -> None:
    assert fetch(server.url("/gzip"), limits=limits).body == PAGE


@pytest.mark.parametrize("path", ["/half-gzip", "/brotli", "/hang-up"])
def test_what_can_not_be_read_is_said_to_be_broken(server: Server, limits: Limits, path: str) -> None:
    assert refusal(server.url(path), limits).why is Why.BROKEN


def test_an_empty_page_is_a_page(server: Server, limits: Limits) -> None:
    server.pages["/empty"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"")

    assert fetch(server.url("/empty"), limits=limits).body == b""


def test_servers_that_say_no_are_heard(server: Server, limits: Limits) -> None:
    gone = refusal(server.url("/nowhere"), limits)
    busy = refusal(server.url("/busy"), limits)
    closed = refusal(server.url("/closed"), limits)
    broken = refusal(server.url("/broken"), limits)

    assert (gone.why, gone.status, gone.url) == (Why.NOT_FOUND, 404, server.url("/nowhere"))
    assert (busy.why, busy.status, busy.retry_after) == (Why.REFUSED, 429, 120)
    assert (closed.why, closed.status) == (Why.REFUSED, 403)
    assert closed.retry_after is not None
    assert 3500 < closed.retry_after <= 3600
    assert (broken.why, broken.status, broken.retry_after) == (Why.SERVER_FAILS, 500, None)


def test_only_the_kinds_asked_for_are_taken(server: Server, limits: Limits) -> None:
    pictures = replace(limits, media_types=("image/",))

    assert fetch(server.url("/picture"), limits=pictures).media_type == "image/png"
    assert refusal(server.url("/page"), pictures).why is Why.WRONG_KIND
    assert refusal(server.url("/picture"), replace(limits, media_types=("text/html",))).why is Why.WRONG_KIND


def test_a_closed_port_is_unreachable(limits: Limits) -> None:
    with serving() as other:
        place = other.place
    assert refusal(f"http://{place}/", replace(limits, local_servers=frozenset({place}))).why is Why.UNREACHABLE


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path, limits: Limits) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    with serving(pem) as server:
        place = f"localhost:{server.port}"
        refused = refusal(f"https://{place}/page", replace(limits, local_servers=frozenset({place})))

    assert refused.why is Why.BAD_TLS
    assert not server.asked
