"""Fetch a page or a file of somebody else's server."""

import contextlib
import datetime
import email.utils
import functools
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpcore
import httpx

from plon.fetching.addresses import Target, read_address
from plon.fetching.connecting import (
    Deadline,
    PrivateAddress,
    PublicNetwork,
    Resolve,
    UnknownHost,
    UntrustedServer,
    resolve,
)
from plon.fetching.limits import Limits, user_agent
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.unpacking import ACCEPTED, Unpackable, read_body

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# Not for us, not now, not for people like you: what a server says that could answer but won't.
_REFUSALS = frozenset({401, 403, 407, 429, 451})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        url: where it was found, after redirects.
        chain: every address that was asked, the first is the one given.
        status: 2xx.
        headers: names in lower case; of repeated ones the last.
        media_type: without parameters, in lower case; "" if the server does not say.
        charset: as the server says, else "".
        body: unpacked.
    """

    url: str
    chain: tuple[str, ...]
    status: int
    headers: Mapping[str, str]
    media_type: str
    charset: str
    body: bytes


@functools.cache
def certificates() -> ssl.SSLContext:
    """Return whom we believe that a server is who it says."""
    return httpx.create_ssl_context(trust_env=False)


def fetch(url: str, *, limits: Limits | None = None, resolve: Resolve = resolve, head: bool = False) -> Fetched:
    """Fetch what lies at `url`, following redirects: no cookies, no proxies, no passwords, and honest about who asks.

    Args:
        url: where it lies.
        limits: what it may take.
        resolve: finds the addresses of a host.
        head: whether only to ask if it is there, without taking it; its body is empty then.

    Raises:
        NotFetched: see `Why`.
    """
    limits = limits or Limits()
    network = PublicNetwork(
        deadline=Deadline(limits.seconds), local_servers=limits.local_servers, resolve=resolve
    )  # fmt: skip
    target = read_address(url, limits)
    chain = [str(target.url)]
    with httpcore.ConnectionPool(ssl_context=certificates(), network_backend=network) as pool:
        while True:
            answer = _ask(pool, target, limits, tuple(chain), "HEAD" if head else "GET")
            if isinstance(answer, Fetched):
                return answer
            address = str(answer.url)
            if address in chain or len(chain) > limits.redirects:
                raise NotFetched(Why.TOO_MANY_REDIRECTS, address)
            chain.append(address)
            target = answer


def _ask(
    pool: httpcore.ConnectionPool, target: Target, limits: Limits, chain: tuple[str, ...], method: str
) -> Fetched | Target:
    """Ask one server once; where it sends us on, return where to."""
    address = str(target.url)
    request = httpcore.URL(
        scheme=target.url.raw_scheme, host=target.host, port=target.url.port, target=target.url.raw_path
    )  # fmt: skip
    headers: list[tuple[str | bytes, str | bytes]] = [
        ("Host", target.url.netloc),
        ("User-Agent", user_agent().encode("ascii", "ignore")),
        ("Accept", _accepted(limits)),
        ("Accept-Encoding", ACCEPTED),
    ]
    timeouts = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds,
                "pool": limits.connect_seconds}  # fmt: skip
    with (
        refusals_told(address),
        pool.stream(method, request, headers=headers, extensions={"timeout": timeouts}) as response,
    ):
        return _take(response, target, limits, chain, has_body=method == "GET")


@contextlib.contextmanager
def refusals_told(address: str) -> Iterator[None]:
    """Say in our words what went wrong on the way to `address`.

    Raises:
        NotFetched: the connection could not be made or kept.
    """
    try:
        yield
    except PrivateAddress:
        raise NotFetched(Why.PRIVATE, address) from None
    except UnknownHost:
        raise NotFetched(Why.UNKNOWN_HOST, address) from None
    except UntrustedServer as error:
        raise NotFetched(Why.BAD_TLS, address) from error
    except httpcore.TimeoutException:
        raise NotFetched(Why.TIMED_OUT, address) from None
    except httpcore.NetworkError as error:
        raise NotFetched(Why.UNREACHABLE, address) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise NotFetched(Why.BROKEN, address) from error


def _take(
    response: httpcore.Response, target: Target, limits: Limits, chain: tuple[str, ...], *, has_body: bool
) -> Fetched | Target:
    address = str(target.url)
    headers = {name.decode("latin-1").lower(): header_text(value) for name, value in response.headers}
    if response.status in REDIRECTS and headers.get("location"):
        return next_target(target, headers["location"], limits)
    if not 200 <= response.status < 300:
        raise refusal_of(response.status, headers, address)
    media_type, charset = type_of(headers.get("content-type", ""))
    if not has_body:
        return Fetched(address, chain, response.status, headers, media_type, charset, b"")
    if not limits.takes(media_type):
        raise NotFetched(Why.WRONG_KIND, address, status=response.status)
    said = headers.get("content-length", "")
    if said.isascii() and said.isdecimal() and int(said[:18]) > limits.bytes:
        raise NotFetched(Why.TOO_LARGE, address, status=response.status)
    try:
        body = read_body(response.iter_stream(), headers.get("content-encoding", ""), limits.bytes)
    except Unpackable as error:
        raise NotFetched(error.why, address, status=response.status) from None
    return Fetched(address, chain, response.status, headers, media_type, charset, body)


def next_target(target: Target, location: str, limits: Limits) -> Target:
    """Return where a redirect leads, judged as the first address was.

    Raises:
        NotFetched: it is no address that may be asked for.
    """
    try:
        joined = str(target.url.join(location.strip().replace(" ", "%20")))
    except (httpx.InvalidURL, ValueError):
        raise NotFetched(Why.BAD_ADDRESS, location[:200]) from None
    return read_address(joined, limits)


def refusal_of(status: int, headers: Mapping[str, str], address: str) -> NotFetched:
    """Return in our words what a server says that does not answer with a page."""
    why = Why.NOT_FOUND if status in _GONE else Why.REFUSED if status in _REFUSALS else Why.SERVER_FAILS
    return NotFetched(why, address, status=status, retry_after=_seconds(headers.get("retry-after", "")))


def _seconds(retry_after: str) -> int | None:
    """Read the header's number of seconds, or its date."""
    if retry_after.isascii() and retry_after.isdecimal():
        return int(retry_after[:9])
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0, round((moment - datetime.datetime.now(datetime.UTC)).total_seconds()))


def type_of(content_type: str) -> tuple[str, str]:
    """Return media type and charset, as a header names them, in lower case; "" for what it does not name."""
    kind, *parameters = content_type.split(";")
    named = dict(each.strip().lower().partition("=")[::2] for each in parameters)
    return kind.strip().lower(), named.get("charset", "").strip("\"' ")


def header_text(value: bytes) -> str:
    """Read the bytes of a header: UTF-8 as most write it, else what the standard once said."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _accepted(limits: Limits) -> str:
    kinds = [f"{each}*" if each.endswith("/") else each for each in limits.media_types]
    return ", ".join([*kinds, "*/*;q=0.1"]) if kinds else "*/*"
