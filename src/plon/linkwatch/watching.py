"""Regular work: a few links at a time are asked whether they are there, each kept before the next is asked."""

import datetime
import hashlib
import random
import time
from collections.abc import Callable, Iterable
from itertools import zip_longest
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plon.linkwatch.asking import Asker, Finding
from plon.linkwatch.enums import LinkHealth
from plon.linkwatch.models import LinkState
from plon.results.enums import ResultState
from plon.results.models import ResultLink
from plon.search.changes import mark_changed

EVERY, TAKE_UP_EVERY = datetime.timedelta(minutes=5), datetime.timedelta(hours=1)
# One run takes little, so that other work by the clock does not wait; what is left comes next time.
BATCH, PER_HOST, SECONDS = 60, 3, 60.0
CHUNK = 500
DAYS_TO_BREAK = 3
_LIVING, _BROKEN, _FAILING = (datetime.timedelta(days=days) for days in (7, 3, 1))
# Results by the thousand may be published in one hour; they must not all come due in one hour for ever.
_JITTER = 0.2


def hash_of(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def watch_links(asker: Asker | None = None, clock: Callable[[], float] = time.monotonic) -> int:
    """Ask what is due and return how many were asked. May be stopped anywhere: nothing asked is lost."""
    asker = asker or Asker()
    until, asked = clock() + SECONDS, 0
    for state in _in_turns(_still_public(_due(timezone.now()))):
        if clock() > until:
            break
        note_finding(state, asker.ask(state.url))
        asked += 1
    return asked


def take_up_links() -> int:
    """Begin to watch the links of what was published; return how many are new. Memory stays flat: by the thousand."""
    new, last, now = 0, 0, timezone.now()
    while rows := list(_public_links().filter(pk__gt=last).order_by("pk").values_list("pk", "url")[:CHUNK]):
        last = rows[-1][0]
        hashes = {hash_of(url): url for _pk, url in rows}
        known = set(LinkState.objects.filter(url_hash__in=list(hashes)).values_list("url_hash", flat=True))
        missing = [LinkState(url=url, url_hash=key, next_check_at=now) for key, url in hashes.items()
                   if key not in known]  # fmt: skip
        LinkState.objects.bulk_create(missing, ignore_conflicts=True)
        new += len(missing)
    return new


def _public_links() -> QuerySet[ResultLink]:
    """Return the links of published results; addresses of the example world are nobody's and never asked."""
    return ResultLink.objects.filter(result__state=ResultState.PUBLISHED, result__is_example=False)


def _due(now: datetime.datetime) -> list[LinkState]:
    return list(LinkState.objects.filter(next_check_at__lte=now)[: BATCH * PER_HOST])


def _still_public(states: list[LinkState]) -> list[LinkState]:
    """Forget those that nothing public names any more; return the others."""
    named = set(_public_links().filter(url__in=[state.url for state in states]).values_list("url", flat=True))
    LinkState.objects.filter(pk__in=[state.pk for state in states if state.url not in named]).delete()
    return [state for state in states if state.url in named]


def _in_turns(states: list[LinkState]) -> list[LinkState]:
    """Return them host by host in turns, so that no host is asked twice in a row while others wait."""
    by_host: dict[str, list[LinkState]] = {}
    for state in states:
        by_host.setdefault(_host(state.url), []).append(state)
    turns = zip_longest(*(each[:PER_HOST] for each in by_host.values()))
    return [state for turn in turns for state in turn if state is not None][:BATCH]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return ""


@transaction.atomic
def note_finding(state: LinkState, finding: Finding, *, now: datetime.datetime | None = None) -> None:
    """Keep what asking found: a failure counts once a day, and only the third makes a link broken."""
    now = now or timezone.now()
    before, today = state.state, timezone.localdate(now)
    state.checked_at, state.status, state.why = now, finding.status, finding.why
    if finding.is_there is False:
        if state.failed_on != today:
            state.failures, state.failed_on = state.failures + 1, today
        if state.failures >= DAYS_TO_BREAK:
            state.state = LinkHealth.BROKEN
            state.broken_since = state.broken_since or now
        wait = _BROKEN if state.state == LinkHealth.BROKEN else _FAILING
    else:
        state.failures, state.failed_on, state.broken_since = 0, None, None
        state.state = LinkHealth.LIVING if finding.is_there else LinkHealth.UNKNOWN
        wait = _LIVING
    wait = max(wait, datetime.timedelta(seconds=min(finding.retry_after or 0, 30 * 86400)))
    state.next_check_at = now + wait * (1 + random.uniform(0, _JITTER))  # noqa: S311  spreads load, hides nothing
    state.full_clean()
    state.save()
    if state.state != before:
        mark_changed("result", _results_naming([state.url]))


def _results_naming(urls: Iterable[str]) -> list[int]:
    links = ResultLink.objects.filter(url__in=list(urls), result__state=ResultState.PUBLISHED)
    return list(links.values_list("result_id", flat=True).distinct())
