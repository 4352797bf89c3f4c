"""Whose an address is, and what kind of page it names: as far as the address itself tells."""

import ipaddress
import re
from urllib.parse import urlsplit

from plon.linkwatch.lexicon import lexicon

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)


def host_of(url: str) -> str:
    """Return host and port in small letters, "" if the address is none.

    >>> host_of("https://WWW.Example.org:443/a")
    'www.example.org'
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return host.rstrip(".") if port in {None, usual} else f"{host.rstrip('.')}:{port}"


def site_of(url: str) -> str:
    """Return the name that somebody has registered: of one owner, whatever stands before it.

    >>> site_of("https://www.lessons.school.edu.pl/a"), site_of("https://river.wordpress.com/")
    ('school.edu.pl', 'river.wordpress.com')
    """
    host = host_of(url)
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    if _is_number(name):
        # Servers at the same number are not of one owner.
        return host
    labels, suffixes = name.split("."), lexicon().suffixes
    for length in (3, 2):
        if len(labels) > length and ".".join(labels[-length:]) in suffixes:
            return ".".join(labels[-length - 1 :])
    return name if ".".join(labels[-2:]) in suffixes else ".".join(labels[-2:])


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_front_page(url: str) -> bool:
    """Tell whether an address names a site's front page, one per language included."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.query:
        return False
    segments = [part for part in parts.path.lower().split("/") if part]
    if segments and _LANGUAGE.fullmatch(segments[0]):
        segments = segments[1:]
    return len(segments) <= 1 and (segments[0] if segments else "") in lexicon().front_pages


def is_resolver(url: str) -> bool:
    """Tell whether sending on to somewhere else is what the address is for, such as a DOI."""
    host = host_of(url).removeprefix("www.")
    return host in lexicon().resolvers or site_of(url) in lexicon().resolvers


def is_same_place(one: str, other: str) -> bool:
    """Tell whether two addresses differ in nothing but http(s), "www." and a slash at the end."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{host_of(url).removeprefix('www.')}{parts.path.rstrip('/')}{query}"
