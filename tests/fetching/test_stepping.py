"""One question at a time: what it takes, and what it leaves to whoever asks on."""

import datetime
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from plon.fetching import stepping
from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.robots import delay_in
from plon.fetching.stepping import Certificate, ask_once
from tests.fetching.servers import PAGE, Server, serving


def test_a_page_comes_with_what_is_said_of_it(server: Server, limits: Limits) -> None:
    step = ask_once(server.url("/page"), limits=limits)

    assert (step.status, step.media_type, step.charset, step.body) == (200, "text/html", "utf-8", PAGE)
    assert (step.onward, step.certificate) == ("", None)
    assert ask_once(server.url("/page"), limits=limits, head=True).body == b""


def test_a_redirect_is_told_and_not_followed(server: Server, limits: Limits) -> None:
    step = ask_once(server.url("/to?/page"), limits=limits)

    assert (step.status, step.onward, step.body) == (302, server.url("/page"), b"")
    assert server.asked == ["/to?/page"]


def test_nobody_is_sent_to_private_addresses(server: Server, limits: Limits) -> None:
    with pytest.raises(NotFetched) as refused:
        ask_once(server.url("/to?http://127.0.0.1/"), limits=limits)
    assert refused.value.why is Why.PRIVATE


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_of_what_does_not_stop_the_beginning_is_taken(server: Server, limits: Limits, path: str) -> None:
    assert len(ask_once(server.url(path), limits=replace(limits, bytes=100_000)).body) == 100_000


def test_what_is_not_wanted_comes_empty(server: Server, limits: Limits) -> None:
    step = ask_once(server.url("/picture"), limits=replace(limits, media_types=("text/html",)))

    assert (step.status, step.media_type, step.body) == (200, "image/png", b"")


def test_a_server_may_say_that_nothing_changed(server: Server, limits: Limits) -> None:
    server.pages["/same"] = (304, {}, b"")
    step = ask_once(server.url("/same"), limits=limits, since={"etag": '"a1"', "last-modified": "yesterday"})

    assert step.status == 304
    assert (server.headers[0]["if-none-match"], server.headers[0]["if-modified-since"]) == ('"a1"', "yesterday")


def test_what_a_server_said_can_not_smuggle_headers(server: Server, limits: Limits) -> None:
    ask_once(server.url("/page"), limits=limits, since={"etag": '"a"\r\nX-Evil: 1', "last-modified": "żółw"})

    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(server.headers[0])


@pytest.mark.parametrize(
    ("path", "why"), [("/nowhere", Why.NOT_FOUND), ("/busy", Why.REFUSED), ("/broken", Why.SERVER_FAILS)]
)
def test_servers_that_say_no_are_heard(server: Server, limits: Limits, path: str, why: Why) -> None:
    with pytest.raises(NotFetched) as refused:
        ask_once(server.url(path), limits=limits)
    assert refused.value.why is why


def test_the_pace_a_site_asks_for_is_read() -> None:
    assert delay_in("User-agent: *\nCrawl-delay: 7\n") == 7.0
    assert delay_in("User-agent: other\nCrawl-delay: 7\n") == 0.0
    assert delay_in("") == 0.0


def test_a_certificate_tells_who_gave_it_to_whom(tmp_path: Path, limits: Limits, monkeypatch) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "School No. 5")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "both.pem").write_bytes(private + public)
    monkeypatch.setattr(stepping, "certificates", lambda: ssl.create_default_context(cadata=public.decode()))
    with serving(tmp_path / "both.pem") as server:
        place = f"localhost:{server.port}"
        step = ask_once(f"https://{place}/page", limits=replace(limits, local_servers=frozenset({place})))

    assert step.certificate == Certificate("School No. 5", "School No. 5", ("localhost",))
