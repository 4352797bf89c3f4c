"""Which addresses of the internet are public: everything that is not certainly so counts as private.

A page that Plon fetches is named by a stranger. Without this, "check http://192.168.0.1/" would let them read what
only this machine's neighbours may: routers, databases, the keys that clouds hand out at 169.254.169.254.
"""

import ipaddress
from collections.abc import Iterable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Global unicast (RFC 4291 §2.4): outside of it there is no public IPv6.
_UNICAST = ipaddress.IPv6Network("2000::/3")
# IPv4 behind a translator (RFC 6052): as public as the IPv4 address inside.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
# Not public whatever the library of this Python's age says.
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by customers of a provider (RFC 6598)
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "198.18.0.0/15",
        "2001::/23",  # Teredo, ORCHID and other protocols (RFC 2928)
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries an IPv4 address, given up by RFC 7526
        "3fff::/20",
    )
)


def is_public(address: IPAddress) -> bool:
    """Tell whether anybody on the internet may be met at this address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
        if address not in _UNICAST or address.scope_id is not None:
            return False
    if any(address.version == network.version and address in network for network in _NEVER):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a packet to `address` would really reach."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def public_among(addresses: Iterable[str]) -> list[str]:
    """Return the public ones of what a name resolves to, in their order."""
    return [address for address in addresses if is_public(ipaddress.ip_address(address))]
