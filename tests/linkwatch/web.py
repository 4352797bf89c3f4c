"""Other people's servers on this machine: many hosts behind one port, told apart by the name they are asked for.

Counts how many questions each host has at the same moment, which must never be two.
"""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from plon.fetching.stepping import Step, ask_once
from plon.linkwatch.asking import Wanted

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answers: after `wait` seconds; `endless` goes on with zeros for so many bytes."""

    status: int = 200
    headers: Mapping[str, str] | None = None
    body: bytes = b""
    wait: float = 0.0
    endless: int = 0


def page(title: str, text: str, *, heading: str = "", language: str = "pl", more: str = "") -> Answer:
    """Return a page of words."""
    body = (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title></head>'
        f"<body><nav><a href='/'>Start</a></nav><h1>{heading or title}</h1><p>{text}</p>{more}</body></html>"
    )
    return Answer(headers=HTML, body=body.encode())


class Web(ThreadingHTTPServer):
    """All hosts of a test. What no host was given is 404, robots.txt included."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hosts)
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.at_once: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.moments: dict[str, list[float]] = {}
        self.lock = threading.Lock()
        self.unknown: set[str] = set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, answer: Answer | Callable[[], Answer]) -> str:
        """Let a host answer; return the address."""
        url = self.url(host, path)
        self.answers[url] = answer
        self.unknown.discard(host)
        return url

    def send_on(self, host: str, path: str, to: str, status: int = 301) -> str:
        return self.put(host, path, Answer(status, {"Location": to}))

    def ask(self, wanted: Wanted) -> Step:
        """Ask as the watch does, but find every name of the test here."""
        hosts = frozenset({urlsplit(wanted.url).netloc, *(urlsplit(url).netloc for url in list(self.answers))})
        host = urlsplit(wanted.url).netloc
        with self.lock:
            self.at_once[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self.at_once[host])
        try:
            return ask_once(
                wanted.url, limits=wanted.limits(hosts), head=wanted.head, since=wanted.since, resolve=self._resolve
            )
        finally:
            with self.lock:
                self.at_once[host] -= 1

    def _resolve(self, host: str, _port: int) -> list[str]:
        if host in self.unknown:
            raise OSError(host)
        return ["127.0.0.1"]

    def handle_error(self, request: object, client_address: object) -> None:
        """Who hangs up has seen enough."""


class _Hosts(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def do_GET(self) -> None:
        web, host = self.server, self.headers["Host"]
        with web.lock:
            web.asked.append((self.command, f"http://{host}{self.path}"))
            web.headers.append({name.lower(): value for name, value in self.headers.items()})
            web.moments.setdefault(host, []).append(time.monotonic())
        self._answer(web.answers.get(f"http://{host}{self.path}", Answer(404)))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, answer: Answer | Callable[[], Answer]) -> None:
        told = answer if isinstance(answer, Answer) else answer()
        time.sleep(told.wait)
        etag = (told.headers or {}).get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            told = Answer(304, {"ETag": etag})
        length = told.endless or len(told.body)
        self.send_response(told.status)
        for name, value in {"Content-Length": str(length), "Connection": "close", **(told.headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD" or told.status == 304:
            return
        self.wfile.write(told.body)
        with contextlib.suppress(OSError):
            for _piece in range(told.endless // 65536):
                self.wfile.write(b"\0" * 65536)

    def log_message(self, *_words: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def weaving() -> Iterator[Web]:
    """Run the hosts while the block lasts."""
    web = Web()
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()
