"""Web pages as they came over the wire, for the check; who fetched them and how is no matter of this room's core."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page.

    Attributes:
        address: where it was found in the end, after redirects.
        body: its bytes.
        media_type: as the server says, e.g. "text/html; charset=utf-8".
        language: of the Content-Language header, or of the link that led here; "" if neither says.
    """

    address: str
    body: bytes
    media_type: str = "text/html"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Pages that belong together: the address given and its other language versions.

    Attributes:
        pages: the one asked for stands first.
        pictures: bytes of pictures by their absolute address (what `checking.wanted_by` asks for), as far as they
            could be had.
        not_fetched: addresses of language versions or pictures that could not be had.
    """

    pages: tuple[FetchedPage, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    not_fetched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page names and the check would like to see.

    Attributes:
        pictures: absolute addresses, those most likely to be the emblem first, at most 24.
        versions: (language, absolute address) of other language versions, on the same host only, at most 8.
    """

    pictures: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
