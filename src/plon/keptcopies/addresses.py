"""Addresses inside pages: made whole, compared, and told apart by site."""

import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

_SCHEME = re.compile(r"\A[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Browsers drop these wherever they stand in an address (URL standard, 4.4); so "java\nscript:" is "javascript:".
_DROPPED = re.compile(r"[\t\n\r]")
_BLANKS = "".join(chr(code) for code in range(0x21))
LONGEST = 2000


def whole(address: str, base: str) -> str:
    """Return an address of a page as a whole one of the web, without fragment; "" if it is none."""
    address = _DROPPED.sub("", address.strip(_BLANKS)).replace("\\", "/")
    try:
        joined = urldefrag(urljoin(base, address.replace(" ", "%20"))).url
        parts = urlsplit(joined)
        is_of_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return joined if is_of_web and len(joined) <= LONGEST else ""


def scheme_of(address: str) -> str:
    """Return the scheme that a browser would see in an address as written; "" for relative ones."""
    match = _SCHEME.match(_DROPPED.sub("", address.strip(_BLANKS)))
    return match.group(0)[:-1].lower() if match else ""


def fragment_of(address: str) -> str:
    """Return "#…" of an address, else ""."""
    fragment = urldefrag(address.strip(_BLANKS)).fragment
    return f"#{fragment}" if fragment else ""


def key_of(address: str) -> str:
    """Return by what two spellings of one address are known to be the same: http and https lead to one page."""
    try:
        parts = urlsplit(urldefrag(address).url)
        path = unquote(parts.path or "/", errors="surrogateescape")
    except ValueError:
        return address
    return f"//{parts.netloc.casefold()}{path}?{parts.query}"


def host_of(address: str) -> str:
    """Return the host with its port, without "www."; "" if there is none."""
    try:
        return urlsplit(address).netloc.casefold().removeprefix("www.")
    except ValueError:
        return ""


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site: one host, with or without "www."."""
    return bool(host_of(one)) and host_of(one) == host_of(other)


def ending_of(address: str) -> str:
    """Return the ending of the file in an address, e.g. "pdf"; "" if there is none."""
    try:
        name = unquote(urlsplit(address).path).rpartition("/")[2]
    except ValueError:
        return ""
    _stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and ending.isalnum() else ""


def name_of(address: str) -> str:
    """Return the name of the file in an address; "" if there is none."""
    try:
        return unquote(urlsplit(address).path).rpartition("/")[2]
    except ValueError:
        return ""
