"""How much one address may ask at once and how fast it may go on: a bucket of tokens each, in memory alone.

What is remembered is a keyed hash; the key is drawn when the process starts and goes with it.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

# About 5 MB; beyond it the longest quiet address begins with a full bucket again.
MOST_ADDRESSES = 20_000
# Who has IPv6 has at least so many bits of addresses to himself: they are one.
IPV6_PREFIX = 64


@dataclass
class Buckets:
    """Safe for the threads of one process.

    Attributes:
        clock: seconds that only go forward.
        most: how many addresses are remembered.
    """

    clock: Callable[[], float] = time.monotonic
    most: int = MOST_ADDRESSES
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _buckets: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(
        self, address: str, *, per_minute: float, cost: float = 1.0, holds: float | None = None, what: str = ""
    ) -> float:
        """Take tokens from the bucket of an address; return 0, or the seconds until there are enough.

        Args:
            address: who asks: of the network, or any other name.
            per_minute: tokens that come back in a minute.
            cost: tokens that are taken; who is refused loses none, so that waiting helps.
            holds: tokens in a full bucket; by default those of a minute.
            what: apart from each other, an address has a bucket for each purpose.
        """
        name, now = self._name(what, address), self.clock()
        full = per_minute if holds is None else holds
        with self._lock:
            tokens, since = self._buckets.get(name, (full, now))
            tokens = min(tokens + (now - since) * per_minute / 60, full)
            wait = max(cost - tokens, 0.0) * 60 / per_minute
            self._buckets[name] = (tokens if wait else tokens - cost, now)
            self._buckets.move_to_end(name)
            if len(self._buckets) > self.most:
                self._buckets.popitem(last=False)
        return wait

    def forget(self) -> None:
        """Let every address begin anew."""
        with self._lock:
            self._buckets.clear()

    def _name(self, what: str, address: str) -> bytes:
        told = f"{what}\n{network_of(address)}".encode("utf-8", "replace")
        return hashlib.blake2b(told, key=self._key, digest_size=12).digest()


def network_of(address: str) -> str:
    """Return an IPv4 address as it is, of an IPv6 address the network that one household or company has."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, IPV6_PREFIX), strict=False).network_address)
