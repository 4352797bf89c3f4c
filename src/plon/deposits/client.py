"""One repository, spoken to by InvenioRDM's REST API.

Connections go through the guard of `fetching`: public addresses alone, unless the operator named the server. The token
goes to the one host it was given for: redirects are refused, not followed.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from plon.deposits.enums import Trouble
from plon.deposits.refusals import Complaint, NotTaken
from plon.deposits.servers import local_servers

Body = Callable[[], Iterator[bytes]]
Thing = dict[str, Any]

SECONDS = 60.0
# Two gigabytes over a slow school line.
SECONDS_OF_A_FILE = 4 * 3600.0
LARGEST_ANSWER = 8 * 1024 * 1024
# A pause that a repository asks for is made at once if it is short; longer ones are the clock's.
SHORT_PAUSE = 15
_TROUBLES = {401: Trouble.TOKEN, 403: Trouble.FORBIDDEN, 404: Trouble.MISSING, 410: Trouble.MISSING,
             400: Trouble.INVALID, 409: Trouble.INVALID, 422: Trouble.INVALID, 429: Trouble.BUSY}  # fmt: skip


class Repository:
    """A repository, and the token by which somebody may deposit there."""

    def __init__(self, address: str, token: str = "", *, pause: Callable[[float], None] = time.sleep) -> None:
        self.address = address
        self._token = token
        self._pause = pause

    def get(self, *path: str, query: Mapping[str, str] | None = None) -> Thing:
        return self._ask("GET", path, query=query)

    def post(self, *path: str, thing: Any = None) -> Thing:
        return self._ask("POST", path, thing=thing)

    def put(self, *path: str, thing: Any = None) -> Thing:
        return self._ask("PUT", path, thing=thing)

    def remove(self, *path: str) -> Thing:
        return self._ask("DELETE", path)

    def send(self, *path: str, body: Body, size: int) -> Thing:
        """Put the bytes of a file; `body` gives them anew at every try."""
        return self._ask("PUT", path, body=body, size=size)

    def _ask(
        self,
        method: str,
        path: tuple[str, ...],
        *,
        thing: Any = None,
        query: Mapping[str, str] | None = None,
        body: Body | None = None,
        size: int = 0,
    ) -> Thing:
        """Ask once, and once more after a short pause that the repository asks for: what it refused so, it did not do.

        Raises:
            NotTaken: it did not do what it was asked; see `Trouble`.
        """
        url = f"{self.address}/api/" + "/".join(quote(part, safe="") for part in path)
        if query:
            url += "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
        headers: list[tuple[str, str]] = [("Accept", "application/json"), ("Accept-Encoding", "identity")]
        if self._token:
            headers.append(("Authorization", f"Bearer {self._token}"))
        if body is not None:
            headers += [("Content-Type", "application/octet-stream"), ("Content-Length", str(size))]
        elif thing is not None:
            sent = json.dumps(thing, ensure_ascii=False).encode()
            headers += [("Content-Type", "application/json"), ("Content-Length", str(len(sent)))]
            body = lambda: iter([sent])  # noqa: E731  as short as the other
        elif method != "GET":
            headers.append(("Content-Length", "0"))
        seconds = SECONDS_OF_A_FILE if size else SECONDS
        for is_last in (False, False, True):
            try:
                return _answer(method, url, headers, body, seconds)
            except NotTaken as refusal:
                wait = refusal.retry_after
                if is_last or refusal.trouble != Trouble.BUSY or wait is None or wait > SHORT_PAUSE:
                    raise
                self._pause(wait)
        raise AssertionError("the last try answers or raises")


def _answer(method: str, url: str, headers: list[tuple[str, str]], body: Body | None, seconds: float) -> Thing:
    """Ask once.

    Raises:
        NotTaken: see above.
    """
    import httpcore

    from plon.fetching.addresses import read_address
    from plon.fetching.connecting import Deadline, PublicNetwork
    from plon.fetching.getting import certificates, header_text, refusals_told
    from plon.fetching.limits import Limits, user_agent
    from plon.fetching.refusals import NotFetched
    from plon.fetching.unpacking import Unpackable, read_body

    limits = Limits(seconds=seconds, read_seconds=min(seconds, 120.0), local_servers=local_servers())
    try:
        target = read_address(url, limits)
        network = PublicNetwork(deadline=Deadline(limits.seconds), local_servers=limits.local_servers)
        request = httpcore.URL(
            scheme=target.url.raw_scheme, host=target.host, port=target.url.port, target=target.url.raw_path
        )
        timeouts = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds,
                    "pool": limits.connect_seconds}  # fmt: skip
        asked: list[tuple[str | bytes, str | bytes]] = [
            ("Host", target.url.netloc), ("User-Agent", user_agent().encode("ascii", "ignore")),
            ("Connection", "close"), *headers,
        ]  # fmt: skip
        with (
            httpcore.ConnectionPool(ssl_context=certificates(), network_backend=network) as pool,
            refusals_told(url),
            pool.stream(
                method, request, headers=asked, content=body() if body else None, extensions={"timeout": timeouts}
            ) as response,
        ):
            told = {name.decode("latin-1").lower(): header_text(value) for name, value in response.headers}
            raw = read_body(response.iter_stream(), told.get("content-encoding", ""), LARGEST_ANSWER)
            status = response.status
    except NotFetched as refusal:
        raise NotTaken(Trouble.UNREACHABLE, message=str(refusal.why)) from None
    except Unpackable:
        raise NotTaken(Trouble.STRANGE) from None
    return _read(status, told, raw)


def _read(status: int, headers: Mapping[str, str], raw: bytes) -> Thing:
    try:
        said = json.loads(raw) if raw.strip() else {}
    except (ValueError, RecursionError):
        said = None
    if 200 <= status < 300:
        if not isinstance(said, dict):
            raise NotTaken(Trouble.STRANGE, status=status)
        return said
    raise refusal_of(status, headers, said if isinstance(said, dict) else {})


def refusal_of(status: int, headers: Mapping[str, str], said: Mapping[str, Any]) -> NotTaken:
    """Return in our words what a repository answered that is no success."""
    from plon.fetching.getting import refusal_of as waits

    if 300 <= status < 400:
        return NotTaken(Trouble.ELSEWHERE, status=status)
    retry_after = waits(status, headers, "").retry_after
    busy = status == 503 and retry_after is not None
    trouble = Trouble.BUSY if busy else _TROUBLES.get(status, Trouble.FAILS if status >= 500 else Trouble.INVALID)
    return NotTaken(
        trouble, status=status, message=_text(said.get("message")), complaints=complaints_in(said),
        retry_after=retry_after,
    )  # fmt: skip


def complaints_in(said: Mapping[str, Any]) -> tuple[Complaint, ...]:
    """Return what a record or a refusal says is wrong, field by field."""
    told = said.get("errors")
    found = []
    for error in told if isinstance(told, list) else []:
        if isinstance(error, dict):
            messages = error.get("messages")
            words = "; ".join(_text(each) for each in messages) if isinstance(messages, list) else _text(messages)
            found.append(Complaint(_text(error.get("field"))[:100], words[:300]))
    return tuple(found)


def _text(value: object) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) if isinstance(value, str) else ""
