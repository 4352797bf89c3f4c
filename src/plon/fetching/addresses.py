"""What a person types as an address, and what may be asked for."""

import ipaddress
import re
from dataclasses import dataclass

import httpx

from plon.fetching.limits import Limits
from plon.fetching.networks import is_public
from plon.fetching.refusals import NotFetched, Why

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Blanks, control characters and backslashes are read differently by different programs, so nobody's reading is trusted.
_TRICKS = re.compile(r"[\x00-\x20\x7f\\\u00a0\u2028\u2029]")
# Letters, digits, hyphens and underscores in labels of at most 63; or an IPv6 address.
_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|(?=.*:)[0-9a-f:.]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for, taken apart once.

    Attributes:
        url: without fragment.
        host: as it goes over the line, i.e. "xn--…" for names with other letters.
        port: 80 or 443, or that of a local server.
    """

    url: httpx.URL
    host: str
    port: int

    @property
    def server(self) -> str:
        return f"{self.host}:{self.port}"


def complete(typed: str) -> str:
    """Return what a person typed as a whole address: people leave out "https://"."""
    typed = typed.strip()
    return typed if not typed or _SCHEME.match(typed) else f"https://{typed.removeprefix('//')}"


def read_address(address: str, limits: Limits) -> Target:
    """Take an address apart; the host is not looked up yet.

    Raises:
        NotFetched: it is none, not of the web, carries a password, names another port than the web's, or is
            a private address as it stands.
    """
    if len(address) > LONGEST or _TRICKS.search(address):
        raise NotFetched(Why.BAD_ADDRESS, address[:LONGEST])
    try:
        url = httpx.URL(address).copy_with(fragment=None)
        host = url.raw_host.decode("ascii").lower()
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise NotFetched(Why.BAD_ADDRESS, address) from None
    if url.scheme not in _PORTS or not _HOST.fullmatch(host):
        raise NotFetched(Why.BAD_ADDRESS, address)
    if url.userinfo:
        raise NotFetched(Why.HAS_PASSWORD, address)
    target = Target(url, host, url.port or _PORTS[url.scheme])
    if target.port not in _PORTS.values() and target.server not in limits.local_servers:
        raise NotFetched(Why.BAD_PORT, address)
    if target.server not in limits.local_servers and _is_plainly_private(host):
        raise NotFetched(Why.PRIVATE, address)
    return target


def _is_plainly_private(host: str) -> bool:
    """Tell whether the host is a private address as it stands; where a name leads, the connection will see."""
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        return False
