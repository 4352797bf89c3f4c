"""Connections that reach public addresses only: looked up once, judged, and connected to exactly as judged.

The check stands where the connection is made, so that no redirect, no odd spelling of a number and no name that
answers differently the second time (DNS rebinding) gets around it.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable

import httpcore

from plon.fetching.networks import public_among

Resolve = Callable[[str, int], list[str]]
# A name with many addresses is tried at so many of them.
_TRIES = 3


class PrivateAddress(httpcore.ConnectError):
    """The name leads to addresses that are not public, and to no other."""


class UnknownHost(httpcore.ConnectError):
    """Nobody knows the name."""


class UntrustedServer(httpcore.ConnectError):
    """Nobody vouches that the server is who it says, or it speaks no TLS that is safe today."""


class Deadline:
    """The moment at which a fetch must be over, whatever it is doing then."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def within(self, seconds: float | None) -> float:
        """Return how long one step may take that would be granted `seconds`.

        Raises:
            httpcore.ReadTimeout: no time is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no time is left")
        return left if seconds is None else min(left, seconds)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, numbers in any spelling included.

    Raises:
        OSError: nobody knows it.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PublicNetwork(httpcore.NetworkBackend):
    """The network layer of the HTTP client."""

    def __init__(
        self, *, deadline: Deadline, local_servers: frozenset[str] = frozenset(), resolve: Resolve = resolve
    ) -> None:
        self._deadline = deadline
        self._local_servers = local_servers
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._look_up(host, port, self._deadline.within(timeout))
        if f"{host}:{port}" not in self._local_servers:
            addresses = public_among(addresses)
        if not addresses:
            raise PrivateAddress(host)
        failure: Exception = httpcore.ConnectError(host)
        for address in addresses[:_TRIES]:
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.within(timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _look_up(self, host: str, port: int, seconds: float) -> list[str]:
        """Resolve in a thread of its own: the system's resolver can't be told how long it may take."""
        answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answer.put(error)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            found = answer.get(timeout=seconds)
        except queue.Empty:
            raise httpcore.ConnectTimeout(host) from None
        if isinstance(found, Exception):
            raise UnknownHost(host) from found
        return found


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every step ends with the deadline: drip-feeding does not prolong it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise UntrustedServer(str(error)) from error
            raise
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
