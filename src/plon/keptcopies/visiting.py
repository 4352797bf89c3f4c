"""Go from one address of a site to the next as a polite program: at a walk, within limits, where robots.txt allows."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from plon.fetching.connecting import Resolve, resolve
from plon.fetching.getting import Fetched, fetch
from plon.fetching.limits import MEGABYTE, Limits
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.robots import allows, delay_in, robots_address

# Between two questions to one host. A browser asks for the parts of a page all at once; this goes one by one, and
# slower where robots.txt wishes so, up to what still lets a copy be finished.
PAUSE, LONGEST_PAUSE = 0.5, 10.0
# In all, so that other work of the same worker does not wait for long; bytes of one copy.
SECONDS, MOST_BYTES = 180.0, 80 * MEGABYTE
LARGEST_RULES = 512 * 1024
# What a server that asks for time may ask for before the rest of it is left behind.
LONGEST_WAIT = 10.0


class RobotsForbid(Exception):
    """The site asks programs to stay away from this address."""


@dataclass(slots=True)
class Visitor:
    """What is left of time and bytes for one copy, and what the servers asked for.

    Attributes:
        resolve: finds the addresses of a host.
        sleep, clock: as of `time`.
        bytes: so many more may come.
        seconds: so long it may take in all, from the first question.
    """

    resolve: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    bytes: int = MOST_BYTES
    seconds: float = SECONDS
    _until: float | None = None
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, str | None] = field(default_factory=dict)
    _pauses: dict[str, float] = field(default_factory=dict)
    # Hosts that said "too many requests".
    _tired: set[str] = field(default_factory=set)

    def fetch(self, url: str, *, largest: int) -> Fetched:
        """Fetch what lies at `url`.

        Raises:
            RobotsForbid: the site's robots.txt does.
            NotFetched: see `Why`.
        """
        if not self._allows(url):
            raise RobotsForbid(url)
        found = self._ask(url, Limits(bytes=min(largest, self.bytes)))
        self.bytes -= len(found.body)
        return found

    def _ask(self, url: str, limits: Limits) -> Fetched:
        host = urlsplit(url).netloc.casefold()
        if host in self._tired:
            raise NotFetched(Why.REFUSED, url, status=429)
        self._wait(host)
        left = self._left()
        if left <= 0:
            raise NotFetched(Why.TIMED_OUT, url)
        if limits.bytes <= 0:
            raise NotFetched(Why.TOO_LARGE, url)
        try:
            return fetch(url, limits=replace(limits, seconds=min(limits.seconds, left)), resolve=self.resolve)
        except NotFetched as refusal:
            self._note_tired(host, refusal)
            raise
        finally:
            self._asked[host] = self.clock()

    def _note_tired(self, host: str, refusal: NotFetched) -> None:
        if refusal.status == 429 or (refusal.status == 503 and (refusal.retry_after or 0) > LONGEST_WAIT):
            self._tired.add(host)

    def _wait(self, host: str) -> None:
        pause = self._pauses.get(host, PAUSE)
        since = self.clock() - self._asked.get(host, self.clock() - pause)
        if since < pause:
            self.sleep(pause - since)

    def _left(self) -> float:
        if self._until is None:
            self._until = self.clock() + self.seconds
        return self._until - self.clock()

    def _allows(self, url: str) -> bool:
        try:
            where = robots_address(url)
        except ValueError:
            raise NotFetched(Why.BAD_ADDRESS, url) from None
        if where not in self._rules:
            self._rules[where] = self._rules_at(where)
            wished = delay_in(self._rules[where] or "")
            self._pauses[urlsplit(url).netloc.casefold()] = min(max(PAUSE, wished), LONGEST_PAUSE)
        rules = self._rules[where]
        return rules is not None and allows(rules, url)

    def _rules_at(self, where: str) -> str | None:
        """Return a site's rules; "" if it has none, None if it stumbles over them, which forbids all (RFC 9309, 2.3.1).

        A host that can't be reached has no rules either: the page itself will say why it can't be had.
        """
        try:
            limits = Limits(seconds=8, bytes=LARGEST_RULES, redirects=3, media_types=("text/plain",))
            return self._ask(where, limits).body.decode("utf-8", "replace")
        except NotFetched as refusal:
            return None if refusal.status >= 500 else ""
