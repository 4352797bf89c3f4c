"""A web page with what belongs to it: its other language versions and the pictures that may be the emblem.

The page itself a person named, so it is fetched as their browser would; for everything that Plon goes on to by
itself, the site's robots.txt is asked first.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plon.fetching.connecting import Resolve, resolve
from plon.fetching.getting import Fetched, fetch
from plon.fetching.limits import MEGABYTE, Limits
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.robots import allows, robots_address
from plon.visibility.checking import wanted_by
from plon.visibility.site import FetchedPage, Site

SECONDS = 30.0
MOST_PAGES, MOST_PICTURES, MOST_BYTES = 10, 40, 20 * MEGABYTE
LARGEST_PAGE, LARGEST_PICTURE, LARGEST_RULES = 5 * MEGABYTE, 5 * MEGABYTE, MEGABYTE // 2
PAGES = ("text/html", "application/xhtml+xml")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = ("application/pdf", f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}presentationml.presentation")
PICTURES = ("image/",)


@dataclass(frozen=True, slots=True)
class Document:
    """What lies at the address is no page but a file."""

    name: str
    body: bytes


@dataclass(slots=True)
class _Purse:
    """What is left of time and bytes for one site, and what its servers ask of programs."""

    resolve: Resolve
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    bytes: int = field(default_factory=lambda: MOST_BYTES)
    rules: dict[str, str | None] = field(default_factory=dict)

    def fetch(self, address: str, kinds: tuple[str, ...], largest: int) -> Fetched:
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise NotFetched(Why.TIMED_OUT, address)
        if self.bytes <= 0:
            raise NotFetched(Why.TOO_LARGE, address)
        limits = Limits(media_types=kinds, bytes=min(largest, self.bytes))
        found = fetch(address, limits=replace(limits, seconds=min(limits.seconds, seconds)), resolve=self.resolve)
        self.bytes -= len(found.body)
        return found

    def fetch_if_allowed(self, address: str, kinds: tuple[str, ...], largest: int) -> Fetched | None:
        """Fetch something nobody named; None if it can't be had or the site asks not to."""
        try:
            return self.fetch(address, kinds, largest) if self._allows(address) else None
        except NotFetched:
            return None

    def _allows(self, address: str) -> bool:
        where = robots_address(address)
        if where not in self.rules:
            self.rules[where] = self._rules_at(where)
        rules = self.rules[where]
        return rules is not None and allows(rules, address)

    def _rules_at(self, where: str) -> str | None:
        """Return a site's rules; "" if it has none, None if nobody can tell, which forbids all (RFC 9309 §2.3.1)."""
        try:
            return self.fetch(where, ("text/plain",), LARGEST_RULES).body.decode("utf-8", "replace")
        except NotFetched as refusal:
            has_none = 400 <= refusal.status < 500 or refusal.why is Why.WRONG_KIND
            return "" if has_none else None


def fetch_site(address: str, *, resolve: Resolve = resolve) -> Site | Document:
    """Fetch a page, its language versions and its pictures: within 30 seconds and 20 MB in all.

    Raises:
        NotFetched: the page itself could not be had. What else could not be had stands in the site.
    """
    purse = _Purse(resolve)
    first = purse.fetch(address, (*PAGES, *DOCUMENTS, *PICTURES), MOST_BYTES)
    if first.media_type not in PAGES:
        return Document(_name_of(first.url), first.body)
    if len(first.body) > LARGEST_PAGE:
        raise NotFetched(Why.TOO_LARGE, first.url, status=first.status)
    pages = [_page(first, "")]
    wanted = [wanted_by(pages[0])]
    missing: list[str] = []
    for language, version in wanted[0].versions[: MOST_PAGES - 1]:
        if version in first.chain:
            continue
        found = purse.fetch_if_allowed(version, PAGES, LARGEST_PAGE)
        if found is None:
            missing.append(version)
        elif found.url not in {page.address for page in pages}:
            pages.append(_page(found, language))
            wanted.append(wanted_by(pages[-1]))
    pictures: dict[str, bytes] = {}
    for picture in _in_turn(each.pictures for each in wanted)[:MOST_PICTURES]:
        found = purse.fetch_if_allowed(picture, PICTURES, LARGEST_PICTURE)
        if found is None:
            missing.append(picture)
        else:
            pictures[picture] = found.body
    return Site(tuple(pages), pictures, tuple(missing))


def _in_turn(lists: Iterable[tuple[str, ...]]) -> list[str]:
    """Take the likeliest picture of each page, then the second of each: no page is left without."""
    left = [list(each) for each in lists]
    longest = max((len(each) for each in left), default=0)
    return list(dict.fromkeys(each[place] for place in range(longest) for each in left if place < len(each)))


def _page(found: Fetched, language: str) -> FetchedPage:
    said = found.headers.get("content-language", "").split(",")[0].strip()
    return FetchedPage(found.url, found.body, found.headers.get("content-type", found.media_type), said or language)


def _name_of(address: str) -> str:
    return unquote(PurePosixPath(urlsplit(address).path).name)[:200] or urlsplit(address).netloc
