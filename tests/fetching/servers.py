"""Servers of other people, on this machine: each path behaves as some server out there does."""

import contextlib
import datetime
import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

PAGE = "<!doctype html><title>Żywa rzeka</title><p>Dofinansowane przez Unię Europejską".encode()


def _bomb() -> bytes:
    """30 MB of blanks in 30 kB."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(30)) + packer.flush()


BOMB = _bomb()


class Server(ThreadingHTTPServer):
    """Counts what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Paths)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        # {path: (status, headers, body)}, what a test puts there.
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is tested; no need to print them."""


class _Paths(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server
    _kinds: ClassVar = {"Content-Type": "text/html; charset=UTF-8"}

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        name = self.path.split("?")[0].strip("/").replace("-", "_").split("/")[0]
        if self.path in self.server.pages:
            self._send(*self.server.pages[self.path])
        else:
            getattr(self, f"_{name}", self._missing)()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_words: object) -> None:
        """Quiet."""

    def _send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _page(self) -> None:
        self._send(200, {**self._kinds, "Set-Cookie": "spy=1"}, PAGE)

    def _missing(self) -> None:
        self._send(404, self._kinds, b"no")

    def _gzip(self) -> None:
        self._send(200, {**self._kinds, "Content-Encoding": "gzip"}, gzip.compress(PAGE))

    def _bomb(self) -> None:
        self._send(200, {**self._kinds, "Content-Encoding": "gzip"}, BOMB)

    def _half_gzip(self) -> None:
        self._send(200, {**self._kinds, "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-20])

    def _brotli(self) -> None:
        self._send(200, {**self._kinds, "Content-Encoding": "br"}, b"\x00")

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(2 * 1024**3))
        self.end_headers()

    def _endless(self) -> None:
        """Says nothing of its size and does not stop."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b"x" * 65536)

    def _drip(self) -> None:
        """A byte now and then: each of them a sign of life."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self._drop(b"x")

    def _drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drop(b"s")

    def _drop(self, byte: bytes) -> None:
        with contextlib.suppress(OSError):
            for _ in range(200):
                self.wfile.write(byte)
                self.wfile.flush()
                time.sleep(0.02)

    def _silent(self) -> None:
        time.sleep(3)

    def _hang_up(self) -> None:
        self.close_connection = True

    def _to(self) -> None:
        """Sends on to what stands in the query, as it stands there."""
        self._send(302, {"Location": self.path.split("?", 1)[1]})

    def _loop(self) -> None:
        self._send(301, {"Location": "/pool"})

    def _pool(self) -> None:
        self._send(301, {"Location": "/loop"})

    def _further(self) -> None:
        """A new address each time."""
        number = int(self.path.rsplit("/", 1)[1])
        self._send(307, {"Location": f"/further/{number + 1}"})

    def _busy(self) -> None:
        self._send(429, {"Retry-After": "120"})

    def _closed(self) -> None:
        later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
        self._send(403, {"Retry-After": later.strftime("%a, %d %b %Y %H:%M:%S GMT")})

    def _broken(self) -> None:
        self._send(500, {})

    def _picture(self) -> None:
        self._send(200, {"Content-Type": "IMAGE/png"}, b"\x89PNG")


@contextlib.contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    """Run a server while the block lasts; over TLS with the certificate and key in one file."""
    server = Server()
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
