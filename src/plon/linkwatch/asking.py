"""How one address is looked at, question by question: robots.txt first, HEAD before GET, conditions where we have any.

`looking` is a generator that says what it wants to ask and gets the answer: whoever runs it decides when, so that no
server is ever asked two things at once. It knows neither threads nor the database.
"""

from collections import OrderedDict
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field

from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.robots import allows, delay_in, robots_address
from plon.fetching.stepping import UNCHANGED, Step
from plon.linkwatch.addresses import host_of
from plon.linkwatch.judging import ROBOTS, Reading
from plon.linkwatch.reading import PAGES, onward_in, reading_of, refused

KB = 1024
REDIRECTS = 8
# Seconds between two questions to one host; what a site asks for is honoured up to a bound.
PAUSE, LONGEST_PAUSE = 2.0, 30.0
# Answers to HEAD that say little about the page: many servers know only GET.
_ASK_AGAIN = frozenset({400, 401, 403, 404, 405, 406, 410, 500, 501, 503})
# Rules of sites are kept up to so many bytes in all; those of one site up to so many.
_RULES_KEPT, _RULES_EACH = 8 * KB * KB, 128 * KB


@dataclass(frozen=True, slots=True)
class Wanted:
    """One question to one server."""

    url: str
    head: bool = False
    since: Mapping[str, str] = field(default_factory=dict)
    is_rules: bool = False

    def limits(self, local_servers: frozenset[str]) -> Limits:
        """Return what the answer may take."""
        if self.is_rules:
            return Limits(seconds=8, read_seconds=6, bytes=_RULES_EACH, local_servers=local_servers)
        return Limits(seconds=12, read_seconds=8, bytes=256 * KB, media_types=tuple(PAGES), local_servers=local_servers)


@dataclass(frozen=True, slots=True)
class Look:
    """What looking at an address gave: a reading, and what helps next time.

    Attributes:
        reading: what was found.
        is_unchanged: the server says that nothing changed since the last time.
        etag, last_modified: of the page that was found, "" if the server names none.
        retry_after: seconds that the server asks us to wait, None if it does not.
    """

    reading: Reading
    is_unchanged: bool = False
    etag: str = ""
    last_modified: str = ""
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of programs; or why even that could not be had."""

    text: str = ""
    refusal: NotFetched | None = None

    @property
    def pause(self) -> float:
        return min(LONGEST_PAUSE, max(PAUSE, delay_in(self.text) if "delay" in self.text.lower() else 0.0))


class RuleBook:
    """The rules of the sites that were asked last, within a bound of bytes."""

    def __init__(self, most: int = _RULES_KEPT) -> None:
        self._most = most
        self._rules: OrderedDict[str, Rules] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._rules)

    def of(self, url: str) -> Rules | None:
        """Return the rules of the site of an address, None if nobody has read them."""
        where = _site_key(url)
        rules = self._rules.get(where)
        if rules is not None:
            self._rules.move_to_end(where)
        return rules

    def put(self, url: str, rules: Rules) -> None:
        """Keep the rules of the site of an address; the longest unused ones make room."""
        where = _site_key(url)
        self._drop(where)
        self._rules[where] = rules
        self.bytes += _size(where, rules)
        while self.bytes > self._most and len(self._rules) > 1:
            oldest, dropped = self._rules.popitem(last=False)
            self.bytes -= _size(oldest, dropped)

    def forget_refusals(self, host: str) -> None:
        """Forget that the rules of a host could not be read: it may answer the next time."""
        for scheme in ("http", "https"):
            if (rules := self._rules.get(f"{scheme}://{host}")) is not None and rules.refusal is not None:
                self._drop(f"{scheme}://{host}")

    def _drop(self, where: str) -> None:
        if (rules := self._rules.pop(where, None)) is not None:
            self.bytes -= _size(where, rules)


def _site_key(url: str) -> str:
    return f"{url.partition(':')[0].lower()}://{host_of(url)}"


def _size(where: str, rules: Rules) -> int:
    # An entry without rules takes room, too.
    return 4 * len(rules.text) + len(where) + 500


Looking = Generator[Wanted, Step | NotFetched, Look]


def looking(url: str, book: RuleBook, *, found: str = "", since: Mapping[str, str] | None = None) -> Looking:
    """Look at `url`, redirects included; the answers come in by `send`.

    Args:
        url: the address.
        book: rules of sites that are known; what is read is put there.
        found: where the page was the last time.
        since: "etag" and "last-modified" of it.
    """
    here, been = url, {url}
    while True:
        rules = yield from _rules_of(here, book)
        if rules.refusal is not None:
            return _told_by_rules(url, here, rules.refusal)
        if not _is_allowed(rules, here):
            return Look(Reading(url, here, why=ROBOTS))
        answer = yield from _page(here, since if since and here == (found or url) else None)
        if isinstance(answer, NotFetched):
            return Look(refused(url, answer), retry_after=answer.retry_after)
        onward = answer.onward or onward_in(answer)
        if not onward:
            return _look(url, answer)
        if onward in been or len(been) > REDIRECTS:
            return Look(refused(url, NotFetched(Why.TOO_MANY_REDIRECTS, onward)))
        been.add(onward)
        here = onward


def _page(here: str, since: Mapping[str, str] | None) -> Generator[Wanted, Step | NotFetched, Step | NotFetched]:
    """Ask for what lies at one address: at once with conditions if there are any, else HEAD before GET."""
    if not since:
        answer = yield Wanted(here, head=True)
        if isinstance(answer, NotFetched):
            if answer.status not in _ASK_AGAIN or answer.retry_after is not None:
                return answer
        elif answer.onward or (answer.media_type and answer.media_type not in PAGES):
            return answer
    return (yield Wanted(here, since=since or {}))


def _look(url: str, step: Step) -> Look:
    etag, changed = step.headers.get("etag", "")[:200], step.headers.get("last-modified", "")[:60]
    if step.status == UNCHANGED:
        return Look(Reading(url, step.url, step.status), is_unchanged=True, etag=etag, last_modified=changed)
    return Look(reading_of(url, step), etag=etag, last_modified=changed)


def _rules_of(here: str, book: RuleBook) -> Generator[Wanted, Step | NotFetched, Rules]:
    """Return the rules of a site (RFC 9309, 2.3.1): none where it has none, a refusal where it can't be asked."""
    try:
        where = robots_address(here)
    except ValueError:
        return Rules(refusal=NotFetched(Why.BAD_ADDRESS, here))
    if (known := book.of(here)) is not None:
        return known
    asked, rules = where, Rules()
    for _hop in range(3):
        answer = yield Wanted(asked, is_rules=True)
        if isinstance(answer, NotFetched):
            # What a server refuses or has not is no rule. A host that is not there has no page either.
            rules = Rules() if 400 <= answer.status < 500 and answer.status != 429 else Rules(refusal=answer)
            break
        if not answer.onward:
            rules = Rules(answer.body.decode("utf-8", "replace") if answer.media_type != "text/html" else "")
            break
        asked = answer.onward
    book.put(here, rules)
    return rules


def _is_allowed(rules: Rules, here: str) -> bool:
    try:
        return not rules.text or allows(rules.text, here)
    except ValueError:
        return True


def _told_by_rules(url: str, here: str, refusal: NotFetched) -> Look:
    if refusal.status:
        # It only stumbles over its rules; of the page nobody knows.
        return Look(Reading(url, here, refusal.status, ROBOTS), retry_after=refusal.retry_after)
    return Look(refused(url, NotFetched(refusal.why, here)))
