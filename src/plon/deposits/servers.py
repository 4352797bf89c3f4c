"""Repositories to which a result may go: Zenodo, those of the operator, and any other of the public internet."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plon.deposits.refusals import DepositRefused


@dataclass(frozen=True, slots=True)
class Server:
    """A repository that speaks InvenioRDM's REST API; `address` has no slash at the end."""

    name: str
    address: str


ZENODO = Server("Zenodo", "https://zenodo.org")
SANDBOX = Server("Zenodo Sandbox", "https://sandbox.zenodo.org")


def servers() -> list[Server]:
    """Return those that are offered, those of the operator first."""
    own = [Server(name, address) for name, address in settings.DEPOSIT_SERVERS.items()]
    return [*own, ZENODO, SANDBOX]


def server_at(typed: str) -> Server:
    """Return the repository at an address that somebody chose or typed.

    Raises:
        DepositRefused: it is no address to which a token may be sent: not https, or with a password in it.
    """
    address = typed.strip().rstrip("/")
    for server in servers():
        if server.address == address:
            return server
    refused = DepositRefused(
        _("Type the address of the repository's home page: it begins with https:// and ends with its name."),
        field="address",
    )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise refused from None
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or port not in {None, 443}:
        raise refused
    if parts.query or parts.fragment or len(address) > 200 or not address.isascii() or not address.isprintable():
        raise refused
    return Server(parts.hostname, address)


def local_servers() -> frozenset[str]:
    """Return "host:port" of those that may lie in the operator's own network: the operator has named them."""
    named = set()
    for address in settings.DEPOSIT_SERVERS.values():
        parts = urlsplit(address)
        named.add(f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}")
    return frozenset(named)
