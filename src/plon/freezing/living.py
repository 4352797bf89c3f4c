"""Whether others reach this installation: the address of one that only this machine knows helps nobody."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings

# Names that no public server has (RFC 2606, RFC 6761, RFC 6762).
_NOWHERE = ("localhost", "local", "internal", "lan", "home", "test", "example", "invalid")


def is_reachable(address: str) -> bool:
    """Tell whether an address is one of the internet, by its name alone.

    >>> is_reachable("http://127.0.0.1:8000"), is_reachable("https://plon.example.org")
    (False, True)
    """
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in _NOWHERE


def living_address(path: str) -> str:
    """Return the whole address of a page of this installation; "" if others can't reach it."""
    return f"{settings.BASE_URL}{path}" if is_reachable(settings.BASE_URL) else ""
