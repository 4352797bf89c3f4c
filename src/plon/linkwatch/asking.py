"""Ask one address politely whether it is still there: HEAD first, GET only where HEAD is refused."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from plon.fetching.getting import fetch
from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.robots import allows, robots_address

PAUSE = 2.0
_RULES = Limits(seconds=8, bytes=512 * 1024, redirects=3, media_types=("text/plain",))
_PAGE = Limits(seconds=12, bytes=64 * 1024, redirects=5)
# Answers to HEAD that say little about the page: many servers know only GET.
_ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 410, 500, 501, 503})
# What says nothing about the link, only about us or about how it is written.
_UNTOLD = frozenset({Why.REFUSED, Why.PRIVATE, Why.HAS_PASSWORD, Why.BAD_PORT})
ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class Finding:
    """What asking found: whether it is there (None if nobody can tell), the server's answer, why not, when to ask."""

    is_there: bool | None
    status: int = 0
    why: str = ""
    retry_after: int | None = None


@dataclass(slots=True)
class Asker:
    """Asks one link after the other, never the same host twice within `PAUSE`, and reads each robots.txt once."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, str | Finding] = field(default_factory=dict)

    def ask(self, url: str) -> Finding:
        """Say whether something lies at `url`."""
        rules = self._rules_of(url)
        if isinstance(rules, Finding):
            return rules
        try:
            if not allows(rules, url):
                return Finding(None, why=ROBOTS)
        except ValueError:
            return Finding(is_there=False, why=Why.BAD_ADDRESS)
        finding = self._fetch(url, head=True)
        return self._fetch(url, head=False) if finding.status in _ASK_AGAIN else finding

    def _fetch(self, url: str, *, head: bool) -> Finding:
        self._wait(url)
        try:
            fetched = fetch(url, limits=_PAGE, head=head)
        except NotFetched as refusal:
            return _finding(refusal)
        return Finding(is_there=True, status=fetched.status)

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc.casefold()
        now = self.clock()
        since = now - self._asked.get(host, now - PAUSE)
        if since < PAUSE:
            self.sleep(PAUSE - since)
        self._asked[host] = self.clock()

    def _rules_of(self, url: str) -> str | Finding:
        """Return the rules of a site; a finding instead if even they can't be had (RFC 9309, 2.3.1)."""
        try:
            where = robots_address(url)
        except ValueError:
            return Finding(is_there=False, why=Why.BAD_ADDRESS)
        if where not in self._rules:
            self._rules[where] = self._fetch_rules(where)
        return self._rules[where]

    def _fetch_rules(self, where: str) -> str | Finding:
        self._wait(where)
        try:
            return fetch(where, limits=_RULES).body.decode("utf-8", "replace")
        except NotFetched as refusal:
            if 400 <= refusal.status < 500 or refusal.why in {Why.WRONG_KIND, Why.TOO_LARGE}:
                return ""
            # A host that is not there has no page either; one that only stumbles over its rules may have.
            return Finding(None, refusal.status, ROBOTS) if refusal.status else _finding(refusal)


def _finding(refusal: NotFetched) -> Finding:
    if refusal.why is Why.TOO_LARGE and 200 <= refusal.status < 300:
        return Finding(is_there=True, status=refusal.status)
    is_there = None if refusal.why in _UNTOLD else False
    return Finding(is_there, refusal.status, refusal.why, refusal.retry_after)
