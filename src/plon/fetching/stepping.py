"""One question to one server, for who goes on by itself: redirects are told, not followed; long pages are cut.

Whoever keeps the peace with every server on the way (never two questions at once, a pause between them) has to see
each step. `getting.fetch` is for who wants the page and nothing else.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import httpcore

from plon.fetching.addresses import read_address
from plon.fetching.connecting import Deadline, PublicNetwork, Resolve, resolve
from plon.fetching.getting import (
    REDIRECTS,
    certificates,
    header_text,
    next_target,
    refusal_of,
    refusals_told,
    type_of,
)
from plon.fetching.limits import Limits, user_agent
from plon.fetching.unpacking import ACCEPTED, Unpackable, unpack

UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who a server says it is, and who vouches for it; "" for what the certificate does not name.

    Attributes:
        subject: the organisation it was given to; most free ones name none.
        issuer: the organisation that gave it.
        names: the hosts it is good for, in their order.
    """

    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What one server answered to one question.

    Attributes:
        url: what was asked for.
        status: 2xx, 304 or a redirect.
        headers: names in lower case; of repeated ones the last.
        media_type: without parameters, in lower case; "" if the server does not say.
        charset: as the server says, else "".
        body: unpacked, at most as long as the limit.
        onward: where it sends us, "" if it answers itself.
        certificate: None without TLS.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    media_type: str = ""
    charset: str = ""
    body: bytes = b""
    onward: str = ""
    certificate: Certificate | None = None


def ask_once(
    url: str,
    *,
    limits: Limits,
    head: bool = False,
    since: Mapping[str, str] | None = None,
    resolve: Resolve = resolve,
) -> Step:
    """Ask one server once.

    Args:
        url: what for.
        limits: what it may take; `redirects` has no meaning here, and `bytes` is where the body is cut.
        head: whether only to ask if it is there.
        since: headers of the last answer, lower case: the server may say that nothing changed (304).
        resolve: finds the addresses of a host.

    Raises:
        NotFetched: see `Why`; a body of another kind than `limits.media_types` comes empty instead.
    """
    target = read_address(url, limits)
    network = PublicNetwork(deadline=Deadline(limits.seconds), local_servers=limits.local_servers, resolve=resolve)
    request = httpcore.URL(
        scheme=target.url.raw_scheme, host=target.host, port=target.url.port, target=target.url.raw_path
    )  # fmt: skip
    headers: list[tuple[str | bytes, str | bytes]] = [
        ("Host", target.url.netloc),
        ("User-Agent", user_agent().encode("ascii", "ignore")),
        ("Accept", "*/*"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
        *_conditions(since or {}),
    ]
    timeouts = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds,
                "pool": limits.connect_seconds}  # fmt: skip
    address = str(target.url)
    with (
        httpcore.ConnectionPool(ssl_context=certificates(), network_backend=network) as pool,
        refusals_told(address),
        pool.stream("HEAD" if head else "GET", request, headers=headers, extensions={"timeout": timeouts}) as response,
    ):
        told = {name.decode("latin-1").lower(): header_text(value) for name, value in response.headers}
        certificate = _certificate_of(response)
        if response.status in REDIRECTS and told.get("location"):
            onward = str(next_target(target, told["location"], limits).url)
            return Step(address, response.status, told, onward=onward, certificate=certificate)
        if response.status == UNCHANGED:
            return Step(address, response.status, told, certificate=certificate)
        if not 200 <= response.status < 300:
            raise refusal_of(response.status, told, address)
        media_type, charset = type_of(told.get("content-type", ""))
        body = b"" if head or not limits.takes(media_type) else _beginning(response, told, limits.bytes)
        return Step(address, response.status, told, media_type, charset, body, certificate=certificate)


def _conditions(since: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for told, asked in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
        value = since.get(told, "")
        # What one server said goes back to it alone, yet nothing that could be two headers.
        if value and value.isascii() and value.isprintable():
            yield asked, value


def _beginning(response: httpcore.Response, headers: Mapping[str, str], limit: int) -> bytes:
    """Return the body up to the limit; of one that breaks off or can't be unpacked, what came before."""
    body = bytearray()
    parts: Iterable[bytes] = response.iter_stream()
    with contextlib.suppress(Unpackable):
        for bite in unpack(parts, headers.get("content-encoding", "")):
            body += bite
            if len(body) >= limit:
                break
    return bytes(body[:limit])


def _certificate_of(response: httpcore.Response) -> Certificate | None:
    stream = response.extensions.get("network_stream")
    session = stream.get_extra_info("ssl_object") if stream is not None else None
    told = session.getpeercert() if session is not None else None
    if not told:
        return None
    names = tuple(str(name) for kind, name in told.get("subjectAltName", ()) if kind == "DNS")
    return Certificate(_organisation(told.get("subject", ())), _organisation(told.get("issuer", ())), names[:20])


def _organisation(name: Iterable[Iterable[tuple[str, str]]]) -> str:
    parts = {key: value for group in name for key, value in group}
    return str(parts.get("organizationName", ""))[:200]
