"""Keep what a look found: most things are said of a link only after they were seen on several days."""

import datetime
import random
from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone

from plon.fetching.refusals import Why
from plon.linkwatch.asking import Look
from plon.linkwatch.enums import HEALTH_OF, TROUBLES, LinkHealth, What
from plon.linkwatch.judging import Reading, Verdict, is_alike, judge, print_of
from plon.linkwatch.lexicon import lexicon
from plon.linkwatch.models import LinkObservation, LinkState
from plon.linkwatch.prints import blended, from_json
from plon.linkwatch.thinning import thin_out
from plon.search.changes import mark_changed

_GOOD, _SUSPECT = datetime.timedelta(days=7), datetime.timedelta(days=1)
_BAD, _LONGEST = datetime.timedelta(days=3), datetime.timedelta(days=30)
# Results by the thousand may be published in one hour; they must not all come due in one hour for ever.
_JITTER = 0.2
# So many days without its host, and whoever comes back may be somebody else.
_DAYS_AWAY = 2


@transaction.atomic
def note_look(state: LinkState, look: Look, *, now: datetime.datetime | None = None) -> Verdict:
    """Keep what a look found, and return what it means. A failure counts once a day."""
    now = now or timezone.now()
    before = state.state
    reading = replace(look.reading, was_away=state.away_at is not None)
    verdict = _unchanged(state) if look.is_unchanged else judge(reading, from_json(state.fingerprint))
    if not look.is_unchanged:
        _observe(state, reading, verdict, now)
    state.checked_at = now
    if verdict.what in TROUBLES:
        _note_trouble(state, reading, verdict, now)
    elif verdict.what == What.UNTOLD:
        _note_untold(state)
    else:
        _note_good(state, reading, verdict, is_unchanged=look.is_unchanged)
    state.etag, state.last_modified = look.etag, look.last_modified
    state.next_check_at = now + _wait(state, verdict, look.retry_after)
    state.clean_fields(exclude={"host"})
    state.save()
    if state.state != before:
        mark_results(state)
    return verdict


def _unchanged(state: LinkState) -> Verdict:
    """Return what is said already: the server says that it is the page of the last time."""
    return Verdict(What(state.seen or What.GOOD), state.confidence)


def _observe(state: LinkState, reading: Reading, verdict: Verdict, now: datetime.datetime) -> None:
    """Keep what is seen, as a line of the history if it is something new."""
    values = {
        "status": reading.status,
        "why": reading.why,
        "title": reading.title[:200].replace("\0", ""),
        "found": "" if reading.found == state.url else reading.found[:2000],
        "language": reading.language,
    }
    is_new = state.seen != verdict.what or any(getattr(state, name) != value for name, value in values.items())
    state.seen, state.confidence = verdict.what, round(verdict.confidence, 2)
    state.reasons = [asdict(reason) for reason in verdict.reasons]
    for name, value in values.items():
        setattr(state, name, value)
    if is_new:
        line = LinkObservation(state=state, what=verdict.what, seen_at=now, reasons=state.reasons,
                               confidence=state.confidence, **values)  # fmt: skip
        line.clean_fields(exclude={"state"})
        line.save()
        if state.checked_at is not None:
            thin_out(state)


def _note_trouble(state: LinkState, reading: Reading, verdict: Verdict, now: datetime.datetime) -> None:
    today = timezone.localdate(now)
    if state.failed_on != today:
        state.failures, state.failed_on = min(state.failures + 1, 30_000), today
    state.since = state.since or now
    has_vanished = verdict.what == What.DEAD and reading.why in {Why.UNKNOWN_HOST, Why.UNREACHABLE}
    if verdict.what == What.PARKED or (has_vanished and state.failures >= _DAYS_AWAY):
        state.away_at = state.away_at or state.since
    if reading.is_page:
        state.latest = print_of(reading).to_json()
    if state.failures >= lexicon().days[verdict.what]:
        state.what, state.state = verdict.what, HEALTH_OF[verdict.what]
        _keep_acceptances(state, reading)


def _keep_acceptances(state: LinkState, reading: Reading) -> None:
    """Drop what teams said of a page that is another one by now."""
    for accepted in state.acceptances.all():
        if reading.is_page and not is_alike(reading, from_json(accepted.fingerprint)):
            accepted.delete()


def _note_untold(state: LinkState) -> None:
    """Nobody can tell; a warning stands until somebody can."""
    if state.state != LinkHealth.UNSAFE:
        state.what, state.state = What.UNTOLD, LinkHealth.UNKNOWN
        state.failures, state.failed_on, state.since = 0, None, None


def _note_good(state: LinkState, reading: Reading, verdict: Verdict, *, is_unchanged: bool) -> None:
    state.failures, state.failed_on, state.since = 0, None, None
    state.what, state.state, state.latest = verdict.what, HEALTH_OF[verdict.what], None
    if is_unchanged or not reading.is_page:
        return
    kept, newer = from_json(state.fingerprint), print_of(reading)
    if kept is None or len(kept.terms) < lexicon().likeness["telling_words"] <= len(newer.terms):
        state.fingerprint, state.away_at = newer.to_json(), None
    elif is_alike(reading, kept):
        state.fingerprint, state.away_at = blended(kept, newer).to_json(), None


def _wait(state: LinkState, verdict: Verdict, retry_after: int | None) -> datetime.timedelta:
    """Return when to look again: soon at the first sign, ever more seldom at what stays bad."""
    wait = _GOOD
    if verdict.what in TROUBLES:
        needed = lexicon().days[verdict.what]
        wait = _SUSPECT if state.failures < needed else _BAD * 2 ** min(state.failures - needed, 5)
    wait = max(min(wait, _LONGEST), datetime.timedelta(seconds=min(retry_after or 0, _LONGEST.total_seconds())))
    return wait * (1 + random.uniform(0, _JITTER))  # noqa: S311  spreads load, hides nothing


def mark_results(state: LinkState) -> None:
    """Let the index know that results with this address are to be looked at again."""
    keys = sorted({key for key in state.uses.values_list("result_id", flat=True) if key})
    if keys:
        mark_changed("result", keys)
